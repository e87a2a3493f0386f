"""Where pictures are painted and developed, several at a time. Its processes know nothing of Django."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from community.photos.render import render

from . import photo


def paint(scene, seed, folder):
    """One picture, `scene-seed.jpg`, and its renditions in a folder beside it; what `render` says of them."""
    original = Path(folder) / f"{scene}-{seed}.jpg"
    original.write_bytes(photo(scene, seed))
    original.chmod(0o600)
    return render(original, "JPEG", original.with_suffix(""))


def paint_all(pictures, folder, progress):
    """{(scene, seed): renditions} of every picture, by as many processes as there are processors."""
    drawn = {}
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as painters:
        orders = [painters.submit(paint, scene, seed, folder) for scene, seed in pictures]
        for done, (picture, order) in enumerate(zip(pictures, orders, strict=True), 1):
            drawn[picture] = order.result()
            progress(done, len(pictures))
    return drawn
