"""A point as someone sent it: believed only when it lies in a town that Parvis covers."""

from math import isfinite

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .boundaries import covered_cities, territory_at

MOST_NAMED = 12  # towns in one sentence


def parse_point(lat, lon):
    """(lat, lon) as floats in degrees, to a decimetre. ValidationError tells people what to do about a bad point."""
    lat, lon = _number(lat), _number(lon)
    if abs(lat) > 90 or abs(lon) > 180:
        if abs(lon) <= 90 and abs(lat) <= 180 and territory_at(lon, lat):
            raise _swapped(lat, lon)
        raise ValidationError(
            _("Ce point n'existe pas : la latitude va de −90 à 90 et la longitude de −180 à 180."), code="range"
        )
    if territory_at(lat, lon):
        return round(lat, 6), round(lon, 6)
    if abs(lon) <= 90 and territory_at(lon, lat):
        raise _swapped(lat, lon)
    raise ValidationError(outside(), code="outside")


def outside():
    """The refusal of a point in no covered town, which names those that are."""
    cities = covered_cities()
    if not cities:
        return _("Aucune ville n'est encore ouverte sur Parvis : aucun point ne peut être accepté.")
    named = ", ".join(cities[:MOST_NAMED])
    if len(cities) > MOST_NAMED:
        named = _("%(towns)s et %(more)d autres") % {"towns": named, "more": len(cities) - MOST_NAMED}
    return _("Ce point est en dehors des villes couvertes (%(towns)s). Déplacez-le dans l'une d'elles.") % {
        "towns": named
    }


def _number(value):
    """A coordinate as a finite float; a decimal comma is as good as a point."""
    try:
        number = float(str(value).strip()[:40].replace(",", "."))
    except ValueError:
        number = None
    if value in (None, "") or number is None or not isfinite(number):
        raise ValidationError(
            _("Ce point n'a pas de coordonnées lisibles : placez-le sur la carte, ou choisissez une adresse."),
            code="unreadable",
        )
    return number


def _swapped(lat, lon):
    return ValidationError(
        _("Latitude et longitude semblent inversées : vouliez-vous dire latitude %(lat)s et longitude %(lon)s ?")
        % {"lat": round(lon, 6), "lon": round(lat, 6)},
        code="swapped",
    )
