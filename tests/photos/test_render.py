"""Renditions: upright, in plain sRGB, without a word of what the original said."""

import os
import resource
import signal
import struct
import subprocess
import sys
import threading
import time
from io import BytesIO

import numpy
import piexif
import pytest
from pictures import SECRET, drawing, encoded, phone_exif
from PIL import Image, ImageCms, PngImagePlugin

from community.photos import child, darkroom, render
from community.photos.refusals import Refused

NAMES = {"large.webp", "card.jpg", "medium.webp", "small.webp", "square.webp"}


@pytest.fixture
def room():
    """A darkroom of the test's own, closed after it."""
    room = darkroom.Darkroom()
    yield room
    room.close()


def rendered(tmp_path, content, format="JPEG"):
    """In this process: what the child does, without the child."""
    source = tmp_path / "original"
    source.write_bytes(content)
    drawn = render.render(source, format, tmp_path / "out")
    return {name: Image.open(BytesIO((tmp_path / "out" / it["file"]).read_bytes())) for name, it in drawn.items()}


def colours(picture):
    """What stands in the four corners, in words."""
    words = {(255, 0, 0): "red", (255, 255, 255): "white", (0, 255, 0): "lime", (0, 0, 255): "blue"}
    width, height = picture.size
    corners = [(x, y) for y in (height // 4, height * 3 // 4) for x in (width // 4, width * 3 // 4)]
    points = [picture.convert("RGB").getpixel(corner) for corner in corners]
    return [words[min(words, key=lambda c: sum(abs(a - b) for a, b in zip(c, p, strict=True)))] for p in points]


def test_five_renditions_each_within_its_size(tmp_path):
    pictures = rendered(tmp_path, encoded(drawing(4000, 3000)))
    assert {name: (it.format, *it.size) for name, it in pictures.items()} == {
        "large": ("WEBP", 1600, 1200),
        "card": ("JPEG", 1200, 900),
        "medium": ("WEBP", 960, 720),
        "small": ("WEBP", 480, 360),
        "square": ("WEBP", 192, 192),
    }
    assert {path.name for path in (tmp_path / "out").iterdir()} == NAMES


def test_a_small_picture_is_never_enlarged(tmp_path):
    pictures = rendered(tmp_path, encoded(drawing(300, 100), "PNG"), "PNG")
    assert {name: it.size for name, it in pictures.items()} == {
        "large": (300, 100), "card": (300, 100), "medium": (300, 100), "small": (300, 100), "square": (100, 100),
    }  # fmt: skip


@pytest.mark.parametrize("size", [(2, 2), (9000, 3), (3, 9000)])
def test_odd_shapes_are_drawn_all_the_same(tmp_path, size):
    pictures = rendered(tmp_path, encoded(drawing(*size)))
    assert max(pictures["small"].size) <= 480
    assert min(pictures["square"].size) >= 1


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
@pytest.mark.parametrize(
    ("orientation", "seen"),
    [
        (1, ["red", "white", "lime", "blue"]),
        (2, ["white", "red", "blue", "lime"]),
        (3, ["blue", "lime", "white", "red"]),
        (4, ["lime", "blue", "red", "white"]),
        (5, ["red", "lime", "white", "blue"]),
        (6, ["lime", "red", "blue", "white"]),
        (7, ["blue", "white", "lime", "red"]),
        (8, ["white", "blue", "red", "lime"]),
    ],
)
def test_every_orientation_is_applied_once(tmp_path, format, orientation, seen):
    content = encoded(drawing(640, 480), format, exif=phone_exif(orientation=orientation))
    pictures = rendered(tmp_path, content, format)
    size = (480, 640) if orientation >= 5 else (640, 480)
    assert pictures["large"].size == size
    assert [colours(pictures[name]) for name in ("large", "card", "small", "square")] == [seen] * 4


def loaded(format):
    """A photo that says too much in every way its format knows."""
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>' + SECRET + b"</rdf:RDF></x:xmpmeta>"
    how = {"exif": phone_exif()}
    if format == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", SECRET.decode())
        words.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=True)
        how["pnginfo"] = words
    else:
        how["xmp"] = xmp
    if format == "JPEG":
        how["comment"] = SECRET
    content = encoded(drawing(2000, 1500), format, **how)
    if format == "JPEG":
        iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0" + struct.pack(">H", len(SECRET)) + SECRET
        content = content[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + content[2:] + SECRET
    return content


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_no_word_of_the_original_is_left_in_any_rendition(tmp_path, format):
    content = loaded(format)
    assert SECRET in content or format == "PNG"
    pictures = rendered(tmp_path, content, format)
    for path in (tmp_path / "out").iterdir():
        written = path.read_bytes()
        for trace in (SECRET, b"Exif", b"EXIF", b"XMP", b"xmpmeta", b"ICC", b"8BIM", b"Photoshop", b"Voisin", b"GPS"):
            assert trace not in written, (path.name, trace)
    for picture in pictures.values():
        assert not set(picture.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background"}
        assert not picture.getexif()


def wide_profile():
    """An RGB profile with red and green exchanged: converted by it, a red picture turns green."""
    srgb = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {srgb[at : at + 4].decode(): at for at in range(132, 132 + 12 * srgb[131], 12)}
    red, green = tags["rXYZ"], tags["gXYZ"]
    srgb[red : red + 4], srgb[green : green + 4] = srgb[green : green + 4], srgb[red : red + 4]
    return bytes(srgb.replace(b"s\0R\0G\0B", b"A\0B\0C\0D").replace(b"sRGB", b"ABCD"))


def test_colours_are_converted_by_the_profile_and_the_profile_goes(tmp_path):
    content = encoded(Image.new("RGB", (400, 300), "red"), "JPEG", icc_profile=wide_profile())
    picture = rendered(tmp_path, content)["large"]
    red, green, blue = picture.convert("RGB").getpixel((200, 150))
    assert green > 200
    assert red < 80
    assert blue < 80
    assert "icc_profile" not in picture.info


@pytest.mark.parametrize("profile", [b"not a profile", wide_profile()[:200]])
def test_a_damaged_profile_is_no_reason_to_refuse(tmp_path, profile):
    content = encoded(drawing(), "JPEG", icc_profile=profile)
    assert colours(rendered(tmp_path, content)["large"]) == ["red", "white", "lime", "blue"]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "PA", "I;16"])
def test_every_kind_of_png_becomes_a_plain_picture(tmp_path, mode):
    if mode == "I;16":
        levels = numpy.full((300, 400), 200 * 257, numpy.uint16)
        picture = Image.fromarray(levels)
    else:
        picture = Image.new("RGB", (400, 300), (200, 200, 200)).convert(mode.replace("PA", "RGBA"))
    pictures = rendered(tmp_path, encoded(picture, "PNG"), "PNG")
    assert {it.mode for it in pictures.values()} == {"RGB"}
    level = pictures["large"].resize((1, 1)).getpixel((0, 0))[0]
    assert level == pytest.approx(200, abs=3)


def test_transparent_parts_are_white(tmp_path):
    content = encoded(Image.new("RGBA", (400, 300), (255, 0, 0, 0)), "PNG")
    assert rendered(tmp_path, content, "PNG")["large"].getpixel((9, 9)) == (255, 255, 255)
    palette = Image.new("P", (400, 300), 0)
    assert rendered(tmp_path, encoded(palette, "PNG", transparency=0), "PNG")["card"].getpixel((9, 9)) == (255,) * 3


def test_a_cmyk_jpeg_is_shown_in_colours_a_screen_knows(tmp_path):
    assert colours(rendered(tmp_path, encoded(drawing(640, 480, "CMYK")))["card"]) == ["red", "white", "lime", "blue"]


def test_only_the_first_picture_of_a_film_is_shown(tmp_path):
    film = encoded(drawing(), "WEBP", save_all=True, append_images=[Image.new("RGB", (640, 480))], duration=100)
    picture = rendered(tmp_path, film, "WEBP")["large"]
    assert colours(picture) == ["red", "white", "lime", "blue"]
    assert getattr(picture, "n_frames", 1) == 1


def test_the_size_is_reduced_while_the_jpeg_is_decoded(tmp_path, monkeypatch):
    asked = []
    load = render.opened
    source = tmp_path / "original"
    source.write_bytes(encoded(drawing(4032, 3024)))

    def watched(*how):
        photo = load(*how)
        draft = photo.draft
        photo.draft = lambda mode, size: (draft(mode, size), asked.append(photo.size))
        return photo

    monkeypatch.setattr(render, "opened", watched)
    render.render(source, "JPEG", tmp_path / "out")
    assert asked == [(2016, 1512)]


def test_a_full_disk_leaves_nothing_half_done(tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(render.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        rendered(tmp_path, encoded())
    assert [path.name for path in tmp_path.iterdir()] == ["original"]


def test_what_another_attempt_finished_stays(tmp_path):
    first = rendered(tmp_path, encoded())
    second = rendered(tmp_path, encoded())
    assert first.keys() == second.keys()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["original", "out"]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_damage_inside_is_the_picture_s_own_fault(tmp_path, format):
    content = bytearray(encoded(drawing(), format))
    middle = len(content) // 2
    content[middle : middle + 40] = bytes(40)
    try:
        rendered(tmp_path, bytes(content), format)
    except render.Unreadable as refusal:
        assert str(refusal) == "unreadable"
        assert not (tmp_path / "out").exists()


# --- The child -------------------------------------------------------------------------------------------


def ask(room, tmp_path, content, name="out", format="JPEG"):
    source = tmp_path / f"{name}.original"
    source.write_bytes(content)
    return room.render(source, format, tmp_path / name)


def test_one_child_draws_many_photos(room, tmp_path):
    ask(room, tmp_path, encoded(), "one")
    pid = room.child.pid
    drawn = ask(room, tmp_path, encoded(drawing(800, 600), "HEIF"), "two", "HEIF")
    assert room.child.pid == pid
    assert drawn["large"] == {"file": "large.webp", "width": 800, "height": 600}


def test_the_child_knows_neither_django_nor_the_site_s_secrets(room, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    ask(room, tmp_path, encoded())
    with open(f"/proc/{room.child.pid}/environ", "rb") as environment:
        assert b"SECRET" not in environment.read()
    script = "import sys, community.photos.child; print('django' in sys.modules, 'numpy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=darkroom.HOUSE)
    assert told.stdout == "False False\n"


def test_a_picture_at_fault_is_refused_and_the_child_lives_on(room, tmp_path):
    ask(room, tmp_path, encoded(), "one")
    pid = room.child.pid
    with pytest.raises(Refused) as refused:
        ask(room, tmp_path, encoded()[:3000], "two")
    assert refused.value.code == "unreadable"
    assert room.child.pid == pid
    assert not (tmp_path / "two").exists()


def test_a_child_killed_in_the_middle_spoils_the_photo_and_leaves_nothing(room, tmp_path):
    ask(room, tmp_path, encoded(), "warm")
    pid = room.child.pid
    fate = threading.Thread(target=lambda: (time.sleep(0.15), os.kill(pid, signal.SIGKILL)))
    fate.start()
    with pytest.raises(darkroom.Spoiled):
        ask(room, tmp_path, encoded(drawing(6000, 4500), "PNG", compress_level=1), "big", "PNG")
    fate.join()
    assert not [path.name for path in tmp_path.iterdir() if path.is_dir() and "big" in path.name]
    assert ask(room, tmp_path, encoded(), "again")["square"]["width"] == 192


def test_a_child_that_retired_is_replaced_without_a_word(room, tmp_path, monkeypatch):
    ask(room, tmp_path, encoded(), "one")
    pid = room.child.pid
    room.child.stdin.close()  # it ends by itself, as it does when idle
    room.child.wait()
    room.child.stdin = open(os.devnull, "wb", buffering=0)  # noqa: SIM115
    assert ask(room, tmp_path, encoded(), "two")
    assert room.child.pid != pid


def test_a_child_that_overstays_is_killed(room, tmp_path, monkeypatch):
    ask(room, tmp_path, encoded(), "warm")
    pid = room.child.pid
    monkeypatch.setattr(darkroom, "SECONDS", 0.05)
    with pytest.raises(darkroom.Spoiled, match="no answer"):
        ask(room, tmp_path, encoded(drawing(6000, 4500), "PNG", compress_level=1), "slow", "PNG")
    assert room.child is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_too_much_memory_is_refused_not_taken(tmp_path):
    room = darkroom.Darkroom()
    content = encoded(Image.new("RGB", (9000, 9000)), "WEBP", method=0, quality=1)  # more than the door would let in
    with pytest.raises(Refused) as refused:
        ask(room, tmp_path, content, "bomb", "WEBP")
    room.close()
    assert refused.value.code == "too_heavy"


def test_too_much_processor_time_ends_the_child_and_refuses_the_photo(room, tmp_path, monkeypatch):
    ask(room, tmp_path, encoded(), "warm")
    spent = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    assert spent < child.PROCESSOR
    os.kill(room.child.pid, signal.SIGXCPU)
    with pytest.raises(Refused) as refused:
        ask(room, tmp_path, encoded(), "slow")
    assert refused.value.code == "too_heavy"


def test_two_threads_take_turns(room, tmp_path):
    drawn = []
    threads = [
        threading.Thread(target=lambda name=name: drawn.append(ask(room, tmp_path, encoded(), name)))
        for name in ("one", "two", "three")
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(drawn) == 3


def test_exif_in_a_rendition_s_thumbnail_cannot_survive(tmp_path):
    thumbnail = encoded(drawing(160, 120), "JPEG", comment=SECRET)
    content = encoded(drawing(), "JPEG", exif=piexif.dump({"1st": {}, "thumbnail": thumbnail}))
    rendered(tmp_path, content)
    assert all(SECRET not in path.read_bytes() for path in (tmp_path / "out").iterdir())
    assert BytesIO((tmp_path / "out" / "card.jpg").read_bytes()).read().count(b"\xff\xd8\xff") == 1
