"""Photos for the tests: drawn here, with the EXIF of a real phone where it matters."""

from io import BytesIO

import piexif
import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

pillow_heif.register_heif_opener()

SECRET = b"Rue du Secret 7"  # words that must be in no rendition
VAL_DE_SEINE = (48.8250000, 2.2550000)


def drawing(width=640, height=480, mode="RGB"):
    """Red at the top left, white at the top right, green at the bottom left, blue at the bottom right."""
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    half, middle = width // 2, height // 2
    draw.rectangle((0, 0, half - 1, middle - 1), "red")
    draw.rectangle((0, middle, half - 1, height), "lime")
    draw.rectangle((half, middle, width, height), "blue")
    return picture.convert(mode)


def phone_exif(lat=VAL_DE_SEINE[0], lon=VAL_DE_SEINE[1], orientation=1, taken=b"2026:05:01 12:30:00"):
    def parts(angle):
        seconds = round(abs(angle) * 3600 * 10_000)
        return (seconds // 36_000_000, 1), (seconds // 600_000 % 60, 1), (seconds % 600_000, 10_000)

    gps = {
        piexif.GPSIFD.GPSLatitudeRef: b"N" if lat >= 0 else b"S",
        piexif.GPSIFD.GPSLatitude: parts(lat),
        piexif.GPSIFD.GPSLongitudeRef: b"E" if lon >= 0 else b"W",
        piexif.GPSIFD.GPSLongitude: parts(lon),
    }
    camera = {piexif.ExifIFD.DateTimeOriginal: taken, piexif.ExifIFD.OffsetTimeOriginal: b"+02:00"}
    first = {piexif.ImageIFD.Make: b"Voisin", piexif.ImageIFD.Artist: SECRET, piexif.ImageIFD.Orientation: orientation}
    return piexif.dump({"0th": first, "Exif": camera, "GPS": gps})


def encoded(picture=None, format="JPEG", **how):
    out = BytesIO()
    (picture or drawing()).save(out, format, **how)
    return out.getvalue()


def phone_jpeg(width=640, height=480, **exif):
    return encoded(drawing(width, height), "JPEG", exif=phone_exif(**exif), quality=90)


def sent(content, name="IMG_2026.jpg", type="image/jpeg"):
    """As a browser sends it."""
    return SimpleUploadedFile(name, content, type)
