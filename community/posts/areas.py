"""An area that a member draws, or a circle around a point: believed only when it is a small part of a covered town."""

import json
from math import cos, pi, radians, sin

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from shapely import get_num_coordinates, transform

from community.places.boundaries import atlas
from community.places.coordinates import outside, parse_point
from community.places.distance import METRES_PER_DEGREE
from community.places.geojson import BadGeometry, CrossesItself, as_geojson, boundary, parts
from community.places.models import Level

HEAVIEST = 20_000  # characters of a drawn area
MOST_CORNERS = 200
SMALLEST, LARGEST = 2_500, 100_000_000  # square metres: a small square of the town, and four towns like Issy
RADII = (100, 200, 300, 500, 1000, 2000)  # metres that are offered
CORNERS = 48  # of a circle


def area_from(text):
    """The GeoJSON Polygon of what a map drew (a Polygon, or a Feature of one), to a decimetre.
    ValidationError tells people what to do about a bad one."""
    geometry = _geometry(text)
    try:
        shape = boundary(geometry)
    except CrossesItself:
        raise ValidationError(
            _("Le contour se croise lui-même : tracez-le d'un seul trait, sans boucle."), code="crosses"
        ) from None
    except BadGeometry as fault:
        raise _unreadable() from fault
    if shape.geom_type != "Polygon":
        raise ValidationError(_("Une seule zone à la fois, d'un seul tenant."), code="several")
    if get_num_coordinates(shape) > MOST_CORNERS:
        raise ValidationError(
            _("Ce contour a trop de points : %(most)s au plus.") % {"most": MOST_CORNERS}, code="corners"
        )
    _check_size(shape)
    if not any(shape.intersects(town) for town in _towns()):
        raise ValidationError(outside(), code="outside")
    return as_geojson(transform(shape, lambda xy: xy.round(6)))


def circle_from(lat, lon, metres):
    """The GeoJSON Polygon of `metres` around a point; the point must lie in a covered town."""
    lat, lon = parse_point(lat, lon)
    try:
        metres = int(metres)
    except (TypeError, ValueError):
        metres = 0
    if not RADII[0] <= metres <= RADII[-1]:
        raise ValidationError(
            _("Choisissez une distance entre %(least)s m et %(most)s m.") % {"least": RADII[0], "most": RADII[-1]}
        )
    dlat = metres / METRES_PER_DEGREE
    dlon = dlat / cos(radians(lat))
    turn = [2 * pi * step / CORNERS for step in range(CORNERS)]
    ring = [[round(lon + dlon * cos(a), 6), round(lat + dlat * sin(a), 6)] for a in turn]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def square_metres(shape):
    """The area of a shape in degrees, well enough for a town: flattened at its own latitude."""
    scale = cos(radians(shape.centroid.y))
    return shape.area * scale * METRES_PER_DEGREE**2


def _check_size(shape):
    size = square_metres(shape)
    if size < SMALLEST:
        raise ValidationError(_("Cette zone est minuscule : agrandissez-la, elle doit couvrir une place."), code="tiny")
    if size > LARGEST:
        raise ValidationError(
            _("Cette zone est immense (%(size)s km²) : dessinez quelques quartiers, %(most)s km² au plus.")
            % {"size": round(size / 1e6), "most": LARGEST // 1_000_000},
            code="huge",
        )


def _towns():
    known = atlas()
    return [s for t, s in zip(known.territories, known.shapes, strict=True) if t.level == Level.CITY]


def _geometry(text):
    if len(text) > HEAVIEST:
        raise ValidationError(
            _("Ce contour a trop de points : %(most)s au plus.") % {"most": MOST_CORNERS}, code="corners"
        )
    try:
        drawn = json.loads(text)
        geometry = parts(drawn)[1] if isinstance(drawn, dict) and drawn.get("type") == "Feature" else drawn
        if isinstance(geometry, dict) and isinstance(geometry.get("type"), str):
            return geometry
    except (ValueError, TypeError, RecursionError) as fault:
        raise _unreadable() from fault
    raise _unreadable()


def _unreadable():
    return ValidationError(_("Cette zone est illisible : dessinez-la à nouveau sur la carte."), code="unreadable")
