"""What a photo says of itself, read from its headers: the request that receives it never decodes it."""

import mmap
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from PIL import Image

from . import exif, wholeness
from .opening import MOST_MEGAPIXELS, opened
from .refusals import Refused

MAX_BYTES = 25 * 1024 * 1024
# Millions of pixels. A baseline JPEG is decoded at a reduced size, so a 200-megapixel phone is welcome; several
# scans (progressive) must be held whole, and so must the other formats: measured, none of these limits takes the
# child above 500 MB.
MEGAPIXELS = {"JPEG": MOST_MEGAPIXELS, "progressive": 30, "PNG": 50, "WEBP": 25, "HEIF": 50, "AVIF": 50}
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
AVIF_BRANDS = {b"avif", b"avis"}
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "HEIF": "heic", "AVIF": "avif"}
CONTENT_TYPES = {format: f"image/{format.lower()}" for format in EXTENSIONS}


@dataclass(frozen=True)
class Facts:
    """`width` and `height` as seen, upright; `lat` and `lon` in degrees (WGS 84) or None; `taken_at` aware or None."""

    format: str
    bytes: int
    width: int
    height: int
    orientation: int
    lat: float | None
    lon: float | None
    taken_at: datetime | None


def inspect(file):
    """The Facts of a photo in a seekable binary file, left at its beginning. Raises Refused."""
    with _bytes_of(file) as data:
        format = _format_of(data)
        end, scans = wholeness.end_of(format, data)
        wholeness.check_alone(format, data, end)
        size = len(data)
    facts = _facts(file, format, size, scans)
    file.seek(0)
    return facts


@contextmanager
def _bytes_of(file):
    """The file's bytes, mapped when it is on disk: 25 MB are looked through without being copied."""
    file.seek(0, 2)
    size = file.tell()
    if not size:
        raise Refused("empty")
    if size > MAX_BYTES:
        raise Refused("too_big")
    file.seek(0)
    try:
        data = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
    except (AttributeError, OSError):
        yield file.read()
        return
    with data:
        yield data


def _format_of(data):
    """One of EXTENSIONS, from the first bytes; a name or a declared type proves nothing."""
    head = data[:512]
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        length = min(int.from_bytes(head[:4]), len(head))
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
        if brands & AVIF_BRANDS:
            return "AVIF"
        if brands & HEIF_BRANDS:
            return "HEIF"
    raise Refused("drawing" if b"<svg" in head.lower() else "not_a_photo")


def _facts(file, format, size, scans):
    file.seek(0)
    try:
        with opened(file, format) as photo:
            width, height = photo.size
            _check_pixels(width * height, "progressive" if scans > 1 else format)
            tags = _tags(photo)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("too_many_pixels") from None
    except Exception:  # a hostile header may raise anything in a reader; none of it is our fault
        raise Refused("unreadable") from None
    turned = exif.orientation(tags)
    if turned >= 5:
        width, height = height, width
    lat, lon = exif.position(tags)
    when = exif.taken_at(tags, timezone.get_default_timezone())
    return Facts(format, size, width, height, turned, lat, lon, when)


def _check_pixels(pixels, format):
    if pixels > MEGAPIXELS[format] * 1_000_000:
        raise Refused("too_many_pixels")


def _tags(photo):
    """The EXIF of an open photo. A PNG that keeps it after its pixels would be decoded to find it: not here."""
    if photo.format == "PNG" and "exif" not in photo.info:
        return Image.Exif()
    try:
        return photo.getexif()
    except Exception:  # damaged EXIF is no reason to refuse a good picture
        return Image.Exif()
