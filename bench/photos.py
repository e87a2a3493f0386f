"""A 12-megapixel JPEG to the five public renditions: our child under its limits, beside bare Pillow in this process,
once with every trick (reduced decoding, chained sizes) and once as one writes it first."""

import tempfile
import time
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

from bench import compared, row
from community.photos.darkroom import Darkroom
from community.photos.facts import inspect
from community.photos.render import JPEG, LARGE, SIZES, SQUARE, WEBP

WIDTH, HEIGHT = 4000, 3000


def run(quick=False):
    rounds = 3 if quick else 9
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "photo.jpg"
        _photo().save(source, quality=88)
        room = Darkroom()
        ours = _timed(lambda number: room.render(source, "JPEG", folder / f"ours{number}"))
        bare = _timed(lambda number: _bare(source, _new(folder / f"bare{number}")))
        naive = _timed(lambda number: _naive(source, _new(folder / f"naive{number}")))
        looked_at = _timed(lambda _number: _look_at(source))
        [once() for once in (ours, bare, naive)]  # warm
        try:
            return [
                compared("photos: 12 MP to renditions, beside bare Pillow", "ms", ours, bare, rounds, at_most=1.15),
                _faster("photos: 12 MP to renditions, faster than naive", naive, ours, rounds),
                compared("photos: the request's part of it", "ms", looked_at, ours, rounds, at_most=0.1),
                row("photos: memory of the idle child", _pss(room.child.pid), "MB PSS"),
            ]  # fmt: skip
        finally:
            room.close()


def _faster(name, naive, ours, rounds):
    """The row's value is ours; its ratio says how many times longer the naive way takes."""
    line = compared(name, "ms", naive, ours, rounds, at_least=2.5)
    return line | {"value": line["baseline"], "baseline": line["value"]}


def _timed(act):
    count = iter(range(1000))

    def once():
        start = time.perf_counter()
        act(next(count))
        return (time.perf_counter() - start) * 1000

    return once


def _new(folder):
    folder.mkdir()
    return folder


def _photo():
    """Structure at every scale and grain on top, about as hard for the codecs as a street."""
    picture = Image.new("L", (WIDTH, HEIGHT), 128)
    for side, strength in ((12, 60), (60, 40), (240, 26), (960, 16)):
        noise = Image.effect_noise((side, side * 3 // 4), strength).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        picture = ImageChops.add(picture, noise, 1, -128)
    grain = Image.effect_noise((WIDTH, HEIGHT), 6)
    bands = [ImageChops.add(picture, band, 1, -128) for band in (grain, grain.transpose(0), grain.transpose(1))]
    return Image.merge("RGB", bands)


def _bare(source, folder):
    with Image.open(source) as picture:
        picture.draft("RGB", (LARGE, LARGE * HEIGHT // WIDTH))
        for name, longest, how in SIZES:
            picture = picture.resize((longest, longest * HEIGHT // WIDTH), Image.Resampling.LANCZOS)
            picture.save(folder / name, **how)
        ImageOps.fit(picture, (SQUARE, SQUARE)).save(folder / "square", **WEBP)


def _naive(source, folder):
    """Everything decoded, every size from the whole picture, each codec as it comes."""
    with Image.open(source) as opened:
        picture = ImageOps.exif_transpose(opened)
        for name, longest, how in SIZES:
            smaller = picture.resize((longest, longest * HEIGHT // WIDTH), Image.Resampling.LANCZOS)
            smaller.save(folder / name, "JPEG" if how is JPEG else "WEBP")
        ImageOps.fit(picture, (SQUARE, SQUARE)).save(folder / "square", "WEBP")


def _look_at(source):
    with open(source, "rb") as file:
        inspect(file)


def _pss(pid):
    """Megabytes of a process's memory, shared pages divided among those who share them."""
    with open(f"/proc/{pid}/smaps_rollup") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) / 1024
