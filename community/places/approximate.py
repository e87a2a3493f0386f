"""Where something is, for everybody: the middle of a square of the town, never the door itself.

The square is always the same one for the same point: noise drawn afresh each time would average away with every ad that
one posts. Where the squares begin is kept by the site's secret key, so that nobody can lay out the grid on a map and
choose where to stand on it."""

from functools import cache
from math import cos, floor, radians

from django.utils.crypto import salted_hmac

from .distance import METRES_PER_DEGREE

SIDE = 250  # metres: some 500 homes in Issy


def approximate(lat, lon):
    """(lat, lon) in degrees of the middle of the square that holds a point; the same for all points in it."""
    north, east = _start()
    row = floor(lat * METRES_PER_DEGREE / SIDE + north)
    middle = (row + 0.5 - north) * SIDE / METRES_PER_DEGREE
    scale = METRES_PER_DEGREE * cos(radians(middle)) / SIDE  # squares of this row to a degree of longitude
    column = floor(lon * scale + east)
    return round(middle, 6), round((column + 0.5 - east) / scale, 6)


@cache
def _start():
    """How far the squares are shifted, as parts of one square to the north and to the east."""
    digest = salted_hmac("community.places.approximate", "grid", algorithm="sha256").digest()
    return int.from_bytes(digest[:8], "big") / 2**64, int.from_bytes(digest[8:16], "big") / 2**64
