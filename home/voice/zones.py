"""A zone drawn by an editor: GeoJSON that is checked before anything believes it."""

import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from shapely import union_all

from community.places import geojson
from community.places.boundaries import atlas
from community.places.geojson import BadGeometry
from community.places.models import Level

LONGEST = 60_000  # characters
MARGIN = 0.005  # degrees, some 400 m, by which a zone may stick out of the territories
TOUCHES = 1e-7  # square degrees, some 800 m²: a quarter touched by less than this is not meant


def checked(text):
    """The geometry of a GeoJSON text (a Polygon or MultiPolygon, bare or in a Feature); ValidationError in words."""
    if len(text) > LONGEST:
        raise ValidationError(_("Cette zone a trop de détails : %(most)d caractères au plus.") % {"most": LONGEST})
    try:
        geometry = _geometry(json.loads(text))
        shape = geojson.boundary(geometry)
    except (json.JSONDecodeError, RecursionError) as fault:
        raise ValidationError(_("Ce n'est pas du GeoJSON lisible.")) from fault
    except BadGeometry as reason:
        raise ValidationError(_("Zone refusée : %(reason)s.") % {"reason": reason}) from reason
    _check_place(shape)
    return geojson.as_geojson(shape)


def shape_of(zone):
    return geojson.boundary(zone)


def touched(zone):
    """The quarters (or towns without any) that a zone covers a part of, the most covered first."""
    shape, known = shape_of(zone), atlas()
    split = {t.parent_id for t in known.territories if t.level == Level.NEIGHBOURHOOD}
    found = []
    for territory, ground in zip(known.territories, known.shapes, strict=True):
        if territory.level in (Level.CITY, Level.NEIGHBOURHOOD) and territory.pk not in split:
            area = ground.intersection(shape).area if ground.intersects(shape) else 0
            found += [(-area, territory.name, territory)] if area > TOUCHES or area == shape.area else []
    return [territory for _area, _name, territory in sorted(found, key=lambda row: row[:2]) if _area < 0]


def _geometry(document):
    if isinstance(document, dict) and document.get("type") in ("Feature", "FeatureCollection"):
        found = geojson.features(document)
        if len(found) != 1:
            raise BadGeometry(_("une seule zone à la fois"))
        return geojson.parts(found[0])[1]
    if not isinstance(document, dict):
        raise BadGeometry(_("ce n'est pas un objet GeoJSON"))
    return document


def _check_place(shape):
    ground = _ground()
    if ground is None:
        raise ValidationError(_("Aucun territoire n'est chargé : une zone ne peut pas être vérifiée."))
    if geojson.seem_swapped(shape, ground):
        raise ValidationError(_("Longitude et latitude semblent inversées : en GeoJSON, la longitude vient d'abord."))
    if not shape.intersects(ground):
        raise ValidationError(_("Cette zone est hors de la ville."))
    if shape.area > ground.area * 1.5:
        raise ValidationError(_("Cette zone est plus grande que la ville. Choisissez plutôt « Toute la ville »."))
    if not ground.buffer(MARGIN).covers(shape):
        raise ValidationError(_("Cette zone déborde de la ville de plus de quatre cents mètres."))


def _ground():
    """All the towns there are, as one shape; of one town alone when its site serves only that."""
    known = atlas()
    towns = [s for t, s in zip(known.territories, known.shapes, strict=True) if t.level == Level.CITY]
    mine = [s for t, s in zip(known.territories, known.shapes, strict=True) if t.code == settings.TOWN_CODE]
    return union_all(towns or mine) if towns or mine else None
