"""Whom a page is said to: its territories in the feed, the members who are told, and both in words.

News and polls are for whoever has the territory in their feed; an alert is for those who have a place there, whatever
their reach: nobody is woken for the next quarter's water."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from shapely import contains_xy

from community.members.models import MemberPlace
from community.members.reach import reading, within
from community.places.boundaries import atlas
from community.places.models import Territory

from . import zones
from .following import followers_of_place
from .models import Audience

FEW = 5  # fewer people than this are never counted out


def scope(page):
    """The territory of the body that speaks, else the town; None before any is loaded."""
    known = atlas().territories
    own = page.authority.territory_id if page.authority else None
    return next((t for t in known if t.pk == own), None) or next(
        (t for t in known if t.code == settings.TOWN_CODE), None
    )


def territories(page):
    """Where it is said, the first being its post's own; the town when nothing else is left."""
    everywhere = [t for t in [scope(page)] if t]
    if page.audience == Audience.QUARTERS:
        chosen = {t.pk for t in page.quarters.all()}
        return [t for t in sorted(atlas().territories, key=lambda t: t.name) if t.pk in chosen] or everywhere
    if page.audience == Audience.ZONE and page.zone:
        return zones.touched(page.zone) or everywhere
    if page.audience == Audience.PLACE and page.place and page.place.territory_id:
        return [t for t in atlas().territories if t.pk == page.place.territory_id] or everywhere
    return everywhere


def hearers(page):
    """The ids of the members who are told, in order. One query (two for a place)."""
    if page.audience == Audience.PLACE:
        return followers_of_place(page.place_id)
    places = MemberPlace.objects.filter(member__is_active=True)
    if page.audience == Audience.ZONE and page.zone:
        return sorted(_inside(page.zone, places))
    wanted = Q(pk=None)
    for territory in territories(page):
        wanted |= Q(territory__in=within(territory)) if page.severity_now else reading(territory)
    return list(places.filter(wanted).order_by("member").values_list("member", flat=True).distinct())


def _inside(zone, places):
    """Members with a point in the zone, or with a place known only by a quarter that the zone touches."""
    shape = zones.shape_of(zone)
    quarters = [t.pk for t in zones.touched(zone)]
    rows = places.filter(territory__in=quarters).values_list("member", "lat", "lon")
    return {member for member, lat, lon in rows if lat is None or contains_xy(shape, lon, lat)}


def in_words(page):
    """Whom it is for, in the reader's language."""
    names = ", ".join(t.name for t in territories(page))
    if page.audience == Audience.ZONE:
        return _("Zone dessinée : %(names)s") % {"names": names}
    if page.audience == Audience.PLACE and page.place:
        return _("Qui suit %(place)s") % {"place": page.place.name}
    return names


def about(count):
    """How many people that is, never exactly: whoever writes learns nothing of one household."""
    if count < FEW:
        return _("moins de 5 voisins")
    step = 5 if count < 100 else 10
    number = f"{round(count / step) * step:,}".replace(",", "\u202f")
    return _("≈ %(number)s voisins") % {"number": number}


def reach_in_words(page):
    """ "≈ 1 240 voisins : Val-de-Seine, Centre-ville"."""
    words = {"words": about(len(hearers(page))), "other": in_words(page) or _("aucun territoire")}
    return _("%(words)s : %(other)s") % words


def quarters():
    """The territories an editor may choose among: those of the towns, and the towns themselves."""
    return Territory.objects.filter(level__in=["city", "neighbourhood"]).order_by("level", "name")
