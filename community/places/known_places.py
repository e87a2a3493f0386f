"""Taking in the places of the town that others publish: shops, schools, stops, parks."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _
from shapely import Point

from . import geojson
from .boundaries import territory_at
from .geojson import BadGeometry
from .loading import NAME, Report, first, known_ground
from .models import Place
from .words import fold

KIND = ("kind", "categorie3", "categorie2", "categorie1", "type", "genre", "category", "amenity", "shop")
ADDRESS = ("address", "adresse", "addr:full")
CITY = ("city", "ville", "commune", "addr:city")
KEY = ("id", "code", "identifiant", "ref", "@id")
FACTS = {"phone": ("phone", "telephone"), "url": ("url", "website", "site"), "description": ("description",)}
WRITTEN = ("name", "kind", "address", "lat", "lon", "territory_id", "source", "approximate", "facts")


@transaction.atomic
def load_places(document, *, source="", prefix="", name=(), kind=(), progress=lambda done, all: None):
    """Takes the Points of a GeoJSON document as places; returns a Report.

    `prefix` keeps the ids of one publisher apart from another's. Raises BadGeometry when the document as a whole is
    of another kind.
    """
    report, ground, kept = Report(), known_ground(), {}
    found = geojson.features(document)
    for number, feature in enumerate(found, 1):
        try:
            place = _described(feature, source, prefix, name, kind, ground)
            if place.source_key in kept:
                raise BadGeometry(_("même identifiant qu'une autre entrée du fichier"))
            kept[place.source_key] = place
        except BadGeometry as reason:
            report.refused.append((number, str(reason)))
        if number % 100 == 0 or number == len(found):
            progress(number, len(found))
    _keep(kept, report)
    return report


def _described(feature, source, prefix, name, kind, ground):
    properties, geometry = geojson.parts(feature)
    lat, lon = geojson.point(geometry)
    if geojson.seem_swapped(Point(lon, lat), ground):
        raise BadGeometry(_("longitude et latitude semblent inversées"))
    called = first(properties, *name, *NAME)[:200]
    if not called:
        raise BadGeometry(_("pas de nom ; propriétés lues : %(keys)s") % {"keys": ", ".join(properties)[:200]})
    territory = territory_at(lat, lon)
    street, city = first(properties, *ADDRESS), first(properties, *CITY)
    place = Place(
        name=called,
        kind=first(properties, *kind, *KIND)[:120],
        address=", ".join(part for part in (street, city) if part)[:300],
        lat=round(lat, 6),
        lon=round(lon, 6),
        territory_id=territory.pk if territory else None,
        source=first(properties, "source")[:300] or source,
        source_key=_key(prefix, first(properties, *KEY) or f"{fold(called)}@{lat:.5f},{lon:.5f}"),
        approximate=properties.get("approximate") is True,
        facts={fact: said[:1000] for fact, keys in FACTS.items() if (said := first(properties, *keys))},
    )
    place.index()
    return place


def _key(prefix, key):
    key = f"{prefix}:{key}" if prefix else key
    return key if len(key) <= 120 else hashlib.sha256(key.encode()).hexdigest()


def _keep(kept, report):
    """Writes what is new or different, in few statements."""
    known = {place.source_key: place for place in _known(list(kept))}
    changed = []
    for key, place in kept.items():
        if key in known:
            place.pk = known[key].pk
            same = all(getattr(place, fact) == getattr(known[key], fact) for fact in WRITTEN)
            report.count("unchanged" if same else "updated")
            changed += [] if same else [place]
    fresh = [place for key, place in kept.items() if key not in known]
    Place.objects.bulk_create(fresh, batch_size=200)
    Place.objects.bulk_update(changed, [*WRITTEN[:5], "territory", *WRITTEN[6:], "cell", "folded"], batch_size=50)
    report.created += len(fresh)


def _known(keys):
    for start in range(0, len(keys), 500):
        yield from Place.objects.filter(source_key__in=keys[start : start + 500])
