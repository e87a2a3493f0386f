"""Where and when, from a photo's EXIF. Cameras, editors and jokers write all sorts: whatever is not plain is None."""

import math
from datetime import UTC, datetime, timedelta

from PIL import ExifTags

GPS, CAMERA = ExifTags.IFD.GPSInfo, ExifTags.IFD.Exif
ORIENTATION = ExifTags.Base.Orientation
TAKEN, TAKEN_OFFSET = ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal


def orientation(exif):
    """1 to 8, as EXIF counts; 1 (upright) for anything else."""
    value = exif.get(ORIENTATION, 1)
    return value if value in range(1, 9) else 1


def position(exif):
    """(latitude, longitude) in WGS 84 degrees, or (None, None)."""
    gps = _part(exif, GPS)
    lat = _degrees(gps.get(2), gps.get(1), b"N", b"S", 90)
    lon = _degrees(gps.get(4), gps.get(3), b"E", b"W", 180)
    if lat is None or lon is None or lat == lon == 0:  # 0, 0 is what a phone writes before it knows
        return None, None
    return lat, lon


def taken_at(exif, zone):
    """When it was taken, aware; `zone` is assumed when the camera does not tell its own. None if impossible."""
    camera = _part(exif, CAMERA)
    try:
        moment = datetime.strptime(_text(camera.get(TAKEN)), "%Y:%m:%d %H:%M:%S")
        offset = datetime.strptime(_text(camera.get(TAKEN_OFFSET)) or "", "%z").tzinfo
    except ValueError:
        offset = None
    try:
        moment = moment.replace(tzinfo=offset or zone).astimezone(UTC)
    except (UnboundLocalError, ValueError, OverflowError):
        return None
    return moment if datetime(1990, 1, 1, tzinfo=UTC) < moment < datetime.now(UTC) + timedelta(days=1) else None


def _part(exif, tag):
    try:
        return exif.get_ifd(tag) or {}
    except Exception:  # Pillow's TIFF reader raises whatever the damage provokes
        return {}


def _degrees(value, reference, positive, negative, limit):
    """Degrees, minutes and seconds with their compass letter, as a signed number."""
    letter = _text(reference).upper().encode()
    try:
        degrees, minutes, seconds = (float(part) for part in value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    if letter not in (positive, negative) or not all(0 <= part <= 60 for part in (minutes, seconds)):
        return None
    angle = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(angle) or not 0 <= angle <= limit:
        return None
    return round(-angle if letter == negative else angle, 7)


def _text(value):
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return value.strip("\0 \t") if isinstance(value, str) else ""
