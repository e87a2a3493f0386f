from typing import NamedTuple


class Found(NamedTuple):
    """One answer of a geocoder: what it is called, and where it is, in degrees."""

    label: str
    lat: float
    lon: float
