"""The offline geocoder: the places and territories loaded in the town. No network, no account, no waiting."""

from django.utils.translation import gettext as _

from .boundaries import atlas, territories_at
from .distance import box, metres_between
from .found import Found
from .models import DEPTH, Level, Place
from .words import fold

MOST = 8  # answers to one search
MOST_READ = 200
NEARBY = 150  # metres: beyond, a place does not say where one is
STREETS = {"rue", "place", "avenue", "boulevard"}  # kinds whose name alone is an address
_SMALL_WORDS = {"de", "du", "des", "la", "le", "les", "l", "d", "et", "a", "au", "aux", "bis", "ter"}


def search(text, near=None):
    """Places and territories whose words all begin like the words typed, the nearest to `near` (lat, lon) first."""
    words = [word for word in fold(text).split() if word not in _SMALL_WORDS][:8]
    streets = [word for word in words if not word.isdigit()]
    found = _matching(words, near) or (streets != words and _matching(streets, near)) or []
    return found[:MOST]


def label_at(lat, lon):
    """Where a point is, in words: near a known place if there is one within NEARBY metres, and in which quarter."""
    held = [t.name for t in territories_at(lat, lon) if DEPTH[t.level] >= DEPTH[Level.CITY]]
    place = _nearest(lat, lon)
    if place is None:
        return ", ".join(held)
    named = place.name if place.kind in STREETS else _("Près de %(place)s") % {"place": place.name}
    return ", ".join([named, *held[:1]])


def _matching(words, near):
    if not words:
        return []
    territories = [_territory(t) for t in atlas().territories if _begin(words, fold(t.name))]
    rows = Place.objects.all()
    for word in words:
        rows = rows.filter(folded__contains=word)
    places = [place for place in rows.order_by("pk")[:MOST_READ] if _begin(words, place.folded)]
    places.sort(key=lambda place: _rank(place, words, near))
    return territories + [Found(_label(place), place.lat, place.lon) for place in places]


def _begin(words, folded):
    """Whether each word typed begins a word of the name ("cress" finds Cresson, "resson" does not)."""
    return all(f" {word}" in f" {folded}" for word in words)


def _rank(place, words, near):
    """Named so before addressed so, then by distance, then by name."""
    named = _begin(words, fold(place.name))
    return not named, metres_between(*near, place.lat, place.lon) if near else 0, place.name


def _label(place):
    return f"{place.name}, {place.address}" if place.address else place.name


def _territory(territory):
    inside = atlas().shape_of(territory).representative_point()
    return Found(territory.name, round(inside.y, 6), round(inside.x, 6))


def _nearest(lat, lon):
    south, west, north, east = box(lat, lon, NEARBY)
    around = Place.objects.filter(lat__range=(south, north), lon__range=(west, east))[:MOST_READ]
    by_distance = [(metres_between(lat, lon, place.lat, place.lon), place.pk, place) for place in around]
    distance, _pk, place = min(by_distance, default=(NEARBY + 1, 0, None))
    return place if distance <= NEARBY else None
