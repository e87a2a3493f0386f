"""Where a thing is to be fetched: at one of the member's own places, somewhere in their quarter, or at a point."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from community.members.models import MemberPlace
from community.places.boundaries import atlas
from community.places.models import Level, Territory

POINT, STAY = "point", "stay"


@dataclass(frozen=True)
class Spot:
    """`value` as the form says it. Without a point in degrees it is somewhere in its territory, and on no map."""

    value: str
    label: str
    territory: Territory = None
    lat: float = None
    lon: float = None

    @property
    def is_exact(self):
        return self.lat is not None


def spots(member, ad=None):
    """All that a member may choose from: where the `ad` is, their places, home first, then any point. One query."""
    known = {t.pk: t for t in atlas().territories}
    rows = MemberPlace.objects.filter(member=member).order_by("pk")
    mine = sorted((p for p in rows if p.territory_id in known), key=lambda p: p.label != MemberPlace.Label.HOME)
    found = {spot.value: spot for spot in (_spot(place, known[place.territory_id]) for place in mine)}
    if not found:
        found = {f"quarter:{t.code}": Spot(f"quarter:{t.code}", t.name, t) for t in _towns(known.values())}
    return {**(_stay(ad) if ad else {}), **found, POINT: Spot(POINT, _("Une autre adresse, ou un point sur la carte"))}


def _stay(ad):
    return {STAY: Spot(STAY, _("Là où elle est : %(place)s") % {"place": ad.exact_label or ad.territory.name})}


def _spot(place, territory):
    if place.lat is None:
        return Spot(f"quarter:{territory.code}", territory.name, territory)
    name = place.name or place.get_label_display().capitalize()
    return Spot(f"place:{place.pk}", f"{name} ({territory.name})", territory, place.lat, place.lon)


def _towns(territories):
    return sorted((t for t in territories if t.level == Level.CITY), key=lambda t: t.name)
