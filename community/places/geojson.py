"""Reading GeoJSON (RFC 7946) that others drew: every feature is checked before anything believes it."""

import json
from math import isfinite
from pathlib import Path

from django.utils.translation import gettext as _
from shapely import from_geojson, get_coordinates
from shapely.errors import ShapelyError
from shapely.geometry import mapping
from shapely.validation import explain_validity

BIGGEST_FILE = 200_000_000  # bytes
MOST_CORNERS = 200_000  # of one boundary
# Where French towns are, the overseas ones aside: what tells swapped axes while no territory is loaded yet.
MAINLAND = (-5.5, 41.0, 10.0, 51.6)  # west, south, east, north in degrees


class BadGeometry(ValueError):
    """Why a feature is refused, in words."""


class CrossesItself(BadGeometry):
    """An outline that is no area: it crosses or touches itself."""


def read(path):
    """The JSON in a file. BadGeometry says what is wrong with the file as a whole."""
    path = Path(path)
    try:
        if path.stat().st_size > BIGGEST_FILE:
            raise BadGeometry(_("le fichier dépasse %(limit)d Mo") % {"limit": BIGGEST_FILE // 1_000_000})
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise BadGeometry(_("illisible (%(reason)s)") % {"reason": fault.strerror}) from fault
    except UnicodeDecodeError as fault:
        raise BadGeometry(_("le texte n'est pas en UTF-8")) from fault
    except RecursionError as fault:
        raise BadGeometry(_("imbriqué trop profondément")) from fault
    except json.JSONDecodeError as fault:
        raise BadGeometry(_("ce n'est pas du JSON (ligne %(line)d)") % {"line": fault.lineno}) from fault


def features(document):
    """The features of a FeatureCollection, or the single Feature, as a list."""
    if isinstance(document, dict) and document.get("type") == "FeatureCollection":
        found = document.get("features")
        if isinstance(found, list):
            return found
    if isinstance(document, dict) and document.get("type") == "Feature":
        return [document]
    raise BadGeometry(_("ce n'est ni une FeatureCollection ni une Feature GeoJSON"))


def parts(feature):
    """(properties, geometry) of a feature, as two dicts."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise BadGeometry(_("ce n'est pas une Feature"))
    properties, geometry = feature.get("properties") or {}, feature.get("geometry")
    if not isinstance(properties, dict):
        raise BadGeometry(_("les propriétés ne sont pas un objet"))
    if not isinstance(geometry, dict):
        raise BadGeometry(_("pas de géométrie"))
    return {"id": feature.get("id"), **properties}, geometry


def boundary(geometry):
    """The shapely Polygon or MultiPolygon of a GeoJSON geometry in degrees. BadGeometry says why not."""
    shape = _shape(geometry, {"Polygon", "MultiPolygon"})
    if not shape.is_valid:
        raise CrossesItself(_("contour invalide : %(reason)s") % {"reason": explain_validity(shape)})
    return shape


def point(geometry):
    """(lat, lon) in degrees of a GeoJSON Point. BadGeometry says why not."""
    shape = _shape(geometry, {"Point"})
    return shape.y, shape.x


def somewhere(geometry):
    """(lat, lon) in degrees of a Point, or of a point on what a line or an area covers. BadGeometry says why not."""
    if geometry.get("type") == "Point":
        _check_numbers(geometry.get("coordinates"))
        lon, lat = [*geometry["coordinates"], None, None][:2]
        if not all(isinstance(one, int | float) for one in (lat, lon)) or abs(lon) > 180 or abs(lat) > 90:
            raise BadGeometry(_("coordonnées hors limites : il faut des degrés WGS 84, longitude puis latitude"))
        return float(lat), float(lon)
    shape = _shape(geometry, {"LineString", "MultiLineString", "MultiPoint", "MultiPolygon", "Polygon"})
    try:
        inside = shape.representative_point()
    except ShapelyError as fault:
        raise BadGeometry(_("géométrie illisible")) from fault
    return inside.y, inside.x


def as_geojson(shape):
    """A shape as plain GeoJSON (lists, as JSON gives them back)."""
    return json.loads(json.dumps(mapping(shape)))


def seem_swapped(shape, known):
    """Whether a shape lies away from `known` (a shape, or None), and would lie there with its axes exchanged."""
    from shapely import box, transform

    known = known or box(*MAINLAND)
    return not shape.intersects(known) and transform(shape, lambda xy: xy[:, ::-1]).intersects(known)


def _shape(geometry, types):
    if geometry.get("type") not in types:
        wanted = _(" ou ").join(sorted(types))
        raise BadGeometry(
            _("géométrie %(type)s au lieu de %(wanted)s") % {"type": geometry.get("type"), "wanted": wanted}
        )
    _check_numbers(geometry.get("coordinates"))
    try:
        shape = from_geojson(json.dumps(geometry))
    except (ShapelyError, ValueError, TypeError) as fault:
        raise BadGeometry(_("géométrie illisible")) from fault
    if shape.is_empty:
        raise BadGeometry(_("géométrie vide"))
    _check_range(shape)
    return shape


def _check_numbers(coordinates):
    """Every leaf is a finite number; walked without recursion, as nesting is the sender's choice."""
    if not isinstance(coordinates, list):
        raise BadGeometry(_("pas de coordonnées"))
    waiting, seen = [coordinates], 0
    while waiting:
        for item in waiting.pop():
            if isinstance(item, list):
                waiting.append(item)
                continue
            seen += 1
            if isinstance(item, bool) or not isinstance(item, int | float):
                raise BadGeometry(_("une coordonnée n'est pas un nombre"))
            if (isinstance(item, int) and abs(item) > 10**9) or not isfinite(item):  # an integer has any length
                raise BadGeometry(_("une coordonnée n'est pas un nombre fini"))
            if seen > 3 * MOST_CORNERS:
                raise BadGeometry(_("plus de %(most)d sommets") % {"most": MOST_CORNERS})


def _check_range(shape):
    lons, lats = get_coordinates(shape).T
    if abs(lons).max() > 180 or abs(lats).max() > 90:
        raise BadGeometry(_("coordonnées hors limites : il faut des degrés WGS 84, longitude puis latitude"))
