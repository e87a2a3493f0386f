"""What a shared link shows: a QR code, and a picture with the photo and a small map for those who only see the link.

A kind of posts says which of its posts are public, and the words below the map."""

import io
import unicodedata
from textwrap import wrap

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.utils.translation import get_language
from PIL import Image, ImageDraw, ImageFont, ImageOps
from shapely import box as shape_box

from community.places.boundaries import atlas
from community.places.distance import box

from .frame import qr_svg
from .models import Photo

SIZE = (1200, 630)  # Open Graph's own proportion
MAP = (570, 0, 1200, 400)  # left, top, right, bottom of the map in the picture
AROUND = 700  # metres from the point to the map's nearest edge
INK, PAPER, GROUND, LINE, PIN, QUIET = "#1f2a33", "#fefcf9", "#e9e4da", "#8a9aa6", "#c2410c", "#52606b"
FONT = "vendor/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"


def qr(post):
    """The answer with the QR code of a post's page, as SVG."""
    response = HttpResponse(qr_svg(settings.SITE_URL + post.get_absolute_url()), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response


def card(post, words, square=0):
    """The answer with the picture, 1200 × 630 JPEG: photo, title, `words`, place, map. Kept by version. With `square`,
    the map shows a square of so many metres instead of a pin: nobody is told the door."""
    key = f"share:{post.pk}:{post.sequence}:{get_language()}"
    picture = cache.get(key)
    if picture is None:
        picture = draw(post, words, square)
        cache.set(key, picture, 3600)
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = "public, max-age=300"
    return response


def draw(post, words, square=0):
    """The JPEG's bytes."""
    picture = Image.new("RGB", SIZE, PAPER)
    photo = post.photos.filter(state=Photo.State.READY, comment=None).first()
    left = _photo(photo) if photo else None
    if left:
        picture.paste(left, (0, 0))
    frame = MAP if left else (0, 0, SIZE[0], MAP[3])
    if post.lat is not None:
        picture.paste(_map(post, (frame[2] - frame[0], frame[3] - frame[1]), square), frame[:2])
    _write(picture, post, words, left=frame[0] + 36)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()


def _photo(photo):
    try:
        with default_storage.open(photo.renditions["card"]["path"]) as file:
            return ImageOps.fit(Image.open(file).convert("RGB"), (MAP[0], SIZE[1]))
    except (OSError, KeyError):
        return None


def _map(post, size, square):
    """Boundaries around the point, north up, and the pin (or the square) in the middle."""
    width, height = size
    south, west, north, east = box(post.lat, post.lon, AROUND * width / height)
    scale = width / (east - west)
    squeeze = (east - west) / (north - south)  # a degree of latitude is longer on the ground

    def at(lon, lat):
        return (lon - post.lon) * scale + width / 2, (post.lat - lat) * scale * squeeze + height / 2

    drawn = Image.new("RGB", size, GROUND)
    pen = ImageDraw.Draw(drawn)
    for shape in atlas().shapes:
        seen = shape.boundary.intersection(shape_box(west, south, east, north))
        for line in getattr(seen, "geoms", [seen]):
            if len(getattr(line, "coords", ())) > 1:
                pen.line([at(*point[:2]) for point in line.coords], fill=LINE, width=3)
    x, y = width / 2, height / 2
    if square:
        south, west, north, east = box(post.lat, post.lon, square / 2)
        pen.rectangle((*at(west, north), *at(east, south)), outline=PIN, width=6)
        return drawn
    pen.ellipse((x - 26, y - 66, x + 26, y - 14), fill=PIN)
    pen.polygon([(x - 22, y - 28), (x + 22, y - 28), (x, y)], fill=PIN)
    pen.ellipse((x - 10, y - 50, x + 10, y - 30), fill=PAPER)
    return drawn


def _write(picture, post, words, left):
    pen, y = ImageDraw.Draw(picture), MAP[3] + 26
    across = int((SIZE[0] - left - 30) / 20)
    for line in wrap(post.title, across, max_lines=2, placeholder=" …"):
        _line(pen, (left, y), line, 40, INK)
        y += 50
    place = post.place_label or post.territory.name
    for line in (words, place):
        _line(pen, (left, y + 8), line[: across + 14], 28, QUIET)
        y += 38


def _line(pen, place, words, size, colour):
    """In the site's font where it was built; Pillow's own has no accents."""
    if path := finders.find(FONT):
        return pen.text(place, words, font=ImageFont.truetype(path, size), fill=colour)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    pen.text(place, plain, font=ImageFont.load_default(size), fill=colour)
