"""The world as numbered squares: Web-Mercator quadkeys, as integers.

A `cell` is the quadkey of a point at zoom CELL_ZOOM. A map tile z/x/y is then one contiguous range of
cells, so a viewport is a few `BETWEEN`s in a plain index on any database.
Source: OGC 17-083r4 (WebMercatorQuad tile matrix set); quadkeys as in the Bing Maps tile system.
"""

from math import asinh, atan, degrees, floor, pi, radians, sinh, tan

CELL_ZOOM = 26  # squares of 0.4 m at the latitude of Paris; 52 bits, safe in a signed 64-bit column
MAX_LAT = 85.0511


def tile_at(lat, lon, zoom):
    """(x, y) of the tile that holds a point in degrees (WGS 84) at a zoom."""
    lat = max(-MAX_LAT, min(MAX_LAT, lat))
    n = 1 << zoom
    x = floor((lon + 180) / 360 * n)
    y = floor((1 - asinh(tan(radians(lat))) / pi) / 2 * n)
    return min(max(x, 0), n - 1), min(max(y, 0), n - 1)


def _interleave(x, y, zoom):
    key = 0
    for bit in range(zoom):
        key |= (x >> bit & 1) << (2 * bit) | (y >> bit & 1) << (2 * bit + 1)
    return key


def cell_at(lat, lon, zoom=CELL_ZOOM):
    """The cell number of a point in degrees at a zoom."""
    return _interleave(*tile_at(lat, lon, zoom), zoom)


def cell_of_tile(zoom, x, y):
    """The cell number of the tile z/x/y at its own zoom."""
    return _interleave(x, y, zoom)


def cell_range(zoom, x, y):
    """First and last deep cell inside the tile z/x/y, both included."""
    shift = 2 * (CELL_ZOOM - zoom)
    first = _interleave(x, y, zoom) << shift
    return first, first + (1 << shift) - 1


def coarse(cell, zoom):
    """The cell number, at a zoom up to CELL_ZOOM, of the square that holds a deep cell."""
    return cell >> 2 * (CELL_ZOOM - zoom)


def centre(zoom, cell):
    """(lat, lon) in degrees of the middle of a cell."""
    x = y = 0
    for bit in range(zoom):
        x |= (cell >> 2 * bit & 1) << bit
        y |= (cell >> 2 * bit + 1 & 1) << bit
    n = 1 << zoom
    return degrees(atan(sinh(pi * (1 - 2 * (y + 0.5) / n)))), (x + 0.5) / n * 360 - 180
