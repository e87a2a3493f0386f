"""How far a member's places reach: what their feed brings together, and who reads what is published somewhere."""

from django.db.models import Q
from django.utils.translation import gettext as _

from community.places.boundaries import atlas

from .models import MemberPlace, Reach

FEW = 5  # readers below whom no number is told


def covered(territory, reach):
    """The ids of the territories that a place in `territory` brings to its member's feed. What is said to the whole
    town reaches everybody in it."""
    wide = {territory.pk, *_above(territory)}
    if reach == Reach.TOWN:
        return wide | within(territory.city)
    return wide | {t.pk for t in atlas().next_to(territory)} if reach == Reach.NEXT else wide


def territories_of(member):
    """The ids of the territories that all of a member's places cover together. One query."""
    known = {t.pk: t for t in atlas().territories}
    rows = MemberPlace.objects.filter(member=member).values_list("territory", "reach")
    return set().union(*(covered(known[pk], reach) for pk, reach in rows if pk in known))


def readers_of(territory):
    """How many members find in their feed what is published in a territory. One query."""
    return MemberPlace.objects.filter(reading(territory), member__is_active=True).values("member").distinct().count()


def reading(territory):
    """Of members' places, those that bring what is published in a territory to their member's feed, as a condition."""
    if territory.city in (None, territory):
        return Q(territory__in=within(territory))
    wanted = Q(territory=territory) | Q(territory__in=within(territory.city), reach=Reach.TOWN)
    return wanted | Q(territory__in=[t.pk for t in atlas().next_to(territory)], reach=Reach.NEXT)


# --- In words --------------------------------------------------------------------------------------------------------


def reaches(territory):
    """[(reach, words)]: what each reach means around a place in this territory."""
    return [(reach, in_words(territory, reach)) for reach in Reach]


def in_words(territory, reach):
    """What a place here brings to its member's feed, by name."""
    if reach == Reach.TOWN:
        return _("Toute la ville : %(town)s") % {"town": territory.city or territory}
    names = [str(t) for t in atlas().next_to(territory)] if reach == Reach.NEXT else []
    if names:
        return _("%(here)s et les quartiers voisins : %(next)s") % {"here": territory, "next": ", ".join(names)}
    return _("%(here)s seulement") % {"here": territory}


def whom_it_reaches(territory):
    """{"count", "here", "next", "town"}: who finds in their feed what is published in a territory. `count` is None for
    so few that one could guess who (fewer than FEW). One query."""
    count = readers_of(territory)
    wide = territory.city in (None, territory)
    near = [] if wide else [str(t) for t in atlas().next_to(territory)]
    return {"count": count if count >= FEW else None, "few": FEW, "here": territory, "next": near, "wide": wide}


def _above(territory):
    above = []
    while territory := territory.parent:
        above.append(territory.pk)
    return above


def within(territory):
    """The ids of a territory and of everything in it."""
    if territory is None:
        return set()
    return {t.pk for t in atlas().territories if t.pk == territory.pk or territory.pk in _above(t)}
