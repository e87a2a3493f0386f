"""From a private original to the renditions that everyone may see. Knows Pillow only: it runs in the child.

Every rendition is drawn anew, upright, in sRGB, from pixels alone: no EXIF, XMP, IPTC, profile or comment
can follow. Sizes are chained, each from the one before; a JPEG is decoded at a fraction of its size.
"""

import os
import shutil
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from .exif import orientation
from .opening import opened

LARGE, CARD, MEDIUM, SMALL, SQUARE = 1600, 1200, 960, 480, 192  # longest side, pixels
WEBP = {"format": "WEBP", "quality": 78, "method": 2}
JPEG = {"format": "JPEG", "quality": 82}
# In the order in which they are drawn. The JPEG is for those who do not read WebP: mail, link previews.
SIZES = [("large", LARGE, WEBP), ("card", CARD, JPEG), ("medium", MEDIUM, WEBP), ("small", SMALL, WEBP)]


class Unreadable(Exception):
    """The picture itself is at fault, and will be tomorrow. Its text is a code of `refusals.WORDS`."""


def render(source, format, folder):
    """Draws every rendition into `folder`, which appears whole or not at all.

    Returns {name: {"file", "width", "height"}} for large, card, medium, small and square; a picture is never
    enlarged. Raises Unreadable, or OSError when the disk is.
    """
    folder = Path(folder)
    unfinished = folder.with_name(f".{folder.name}.{os.getpid()}")
    unfinished.mkdir(parents=True)
    try:
        drawn = _draw(_seen(source, format), unfinished)
        _appear(unfinished, folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return drawn


def _seen(source, format):
    """The picture as it is meant to be seen, no larger than LARGE, in plain sRGB."""
    try:
        with opened(source, format) as photo:
            photo.draft("RGB", _within(photo.size, LARGE))
            photo.load()
            turned, profile = orientation(photo.getexif()), photo.info.get("icc_profile")
            picture = _opaque(_shrunk(_plain(photo), LARGE))
            return _upright(_in_srgb(picture, profile), turned)
    except MemoryError:
        raise Unreadable("too_heavy") from None
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno:
            raise  # the disk's fault, not the picture's
        raise Unreadable("unreadable") from fault


def _plain(photo):
    """In a mode that can be scaled well, without what it carried along."""
    photo.info.pop("comment", None)
    if photo.mode.startswith("I"):  # 16 bits of grey
        return photo.convert("I").point(lambda level: level / 257).convert("L")
    if photo.mode in ("RGB", "L", "CMYK", "RGBA", "LA"):
        return photo if "transparency" not in photo.info else photo.convert("RGBA")
    return photo.convert("RGBA" if photo.has_transparency_data else "RGB")


def _within(size, longest):
    """The size scaled down so that its longest side is `longest`; its own if that is smaller already."""
    scale = min(1, longest / max(size))
    return tuple(max(1, round(side * scale)) for side in size)


def _shrunk(picture, longest):
    size = _within(picture.size, longest)
    return picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)


def _opaque(picture):
    """Transparent parts in white, as on paper."""
    if picture.mode not in ("RGBA", "LA"):
        return picture
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _in_srgb(picture, profile):
    """Colours as the camera meant them, for screens that read no profile."""
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            if not ImageCms.getProfileDescription(given).startswith("sRGB"):
                picture = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, ValueError, OSError):
            pass  # a damaged or foreign profile: the colours stay as they are
    picture = picture.convert("RGB")
    picture.info = {}
    return picture


def _upright(picture, turned):
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }.get(turned)
    return picture if turn is None else picture.transpose(turn)


def _draw(picture, folder):
    drawn = {}
    for name, longest, how in SIZES:
        picture = _shrunk(picture, longest)
        drawn[name] = _keep(picture, folder, name, how)
    side = min(SQUARE, *picture.size)
    drawn["square"] = _keep(ImageOps.fit(picture, (side, side)), folder, "square", WEBP)
    return drawn


def _keep(picture, folder, name, how):
    file = f"{name}.{'jpg' if how is JPEG else 'webp'}"
    with open(folder / file, "wb") as out:
        picture.save(out, **how)
        out.flush()
        os.fsync(out.fileno())
    return {"file": file, "width": picture.width, "height": picture.height}


def _appear(unfinished, folder):
    """In one rename. If another attempt was first, its pictures are the same ones: ours go."""
    try:
        unfinished.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        shutil.rmtree(unfinished)
