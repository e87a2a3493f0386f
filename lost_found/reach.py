"""How far one looks for the other half: squares of the town, days before and after."""

from datetime import timedelta

from community.places.cells import cell_at, cell_of_tile, tile_at

ZOOM = 13  # squares of some 3.2 km at the latitude of Paris
FAR = 3000  # metres beyond which only the number can tell
BEFORE = timedelta(days=1)  # who lost it may be a day wrong
AFTER = timedelta(days=90)
SPAN = timedelta(days=31)  # between the two dates of one loss, at most


def square_of(lat, lon):
    """The square that holds a point in degrees; None without one."""
    return None if lat is None else cell_at(lat, lon, ZOOM)


def squares_around(lat, lon):
    """The square of a point and the eight around it."""
    x, y = tile_at(lat, lon, ZOOM)
    return [cell_of_tile(ZOOM, x + east, y + south) for east in (0, -1, 1) for south in (0, -1, 1)]


def days_for(item):
    """(first, last) day on which the other half can have begun: a thing is found from a day before it was lost until
    90 days after."""
    if item.is_lost:
        return item.happened_on - BEFORE, item.last_day + AFTER
    return item.happened_on - AFTER - SPAN, item.last_day + BEFORE
