"""Metres on the ground, well enough for a town."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS = 6_371_008.8  # metres, mean radius R1 (IUGG)
METRES_PER_DEGREE = 111_195.1


def box(lat, lon, metres):
    """(south, west, north, east) in degrees of the box of half-side `metres` around a point."""
    dlat = metres / METRES_PER_DEGREE
    dlon = dlat / max(cos(radians(lat)), 0.01)
    return lat - dlat, lon - dlon, lat + dlat, lon + dlon


def metres_between(lat1, lon1, lat2, lon2):
    """Great-circle distance in metres between two points in degrees (haversine)."""
    dlat, dlon = radians(lat2 - lat1), radians(lon2 - lon1)
    a = sin(dlat / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(dlon / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(a))
