"""Whose feed it is: all places of a member together, or one territory."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.members.models import MemberPlace, Reach
from community.members.reach import covered
from community.places.boundaries import atlas
from community.places.models import Level
from community.posts.feed import territory_topic, town_topic

MINE = "mine"
MOST_TOPICS = 15  # of the 20 that one page may listen to: the bell and the thread have theirs


@dataclass(frozen=True)
class Scope:
    """`feed` is its name for marks, `territories` their ids, `place` the territory of its title (None: one's own)."""

    feed: str
    territories: frozenset
    place: object = None
    places: tuple = field(default=())

    @property
    def title(self):
        return self.place.name if self.place else _("Mes lieux")

    @property
    def address(self):
        return f"/feed/{self.place.code}/" if self.feed != MINE else "/feed/"

    @property
    def topics(self):
        """The live topics that say when there is something new: a town speaks for all its quarters, or for many."""
        known = [t for t in atlas().territories if t.pk in self.territories]
        whole = {t for t in known if t.level == Level.CITY and self._holds_all_of(t)}
        if len(known) > MOST_TOPICS:
            whole = {t.city for t in known if t.city}
        said = [town_topic(t) for t in whole] + [territory_topic(t) for t in known if t.city not in whole]
        return sorted(said)[:MOST_TOPICS]

    def _holds_all_of(self, city):
        return {t.pk for t in atlas().territories if t.parent_id == city.pk} <= self.territories


def mine(member):
    """The union of a member's places with their reaches; the town for visitors and for who has no place yet."""
    places = tuple(MemberPlace.objects.filter(member=member).order_by("pk")) if member.is_authenticated else ()
    known = {t.pk: t for t in atlas().territories}
    places = tuple(_known(place, known) for place in places if place.territory_id in known)
    if not places:
        town = next((t for t in known.values() if t.code == settings.TOWN_CODE), None)
        reached = covered(town, Reach.TOWN) if town else set()
        return Scope(MINE, frozenset(reached), town)
    reached = set().union(*(covered(place.territory, place.reach) for place in places))
    return Scope(MINE, frozenset(reached), None, places)


def _known(place, territories):
    place.territory = territories[place.territory_id]  # its parents are joined
    return place


def of_place(place):
    """What one of a member's places brings them."""
    return frozenset(covered(place.territory, place.reach))


def named(word):
    """The feed of a town or quarter by its code, or by its name as in an address; None when there is none."""
    found = [t for t in atlas().territories if t.level in (Level.CITY, Level.NEIGHBOURHOOD)]
    found = [t for t in found if word == t.code] or [t for t in found if word == slugify(t.name)]
    found.sort(key=lambda t: t.city is None or t.city.code != settings.TOWN_CODE)  # our own town's first
    if not found:
        return None
    reach = Reach.TOWN if found[0].level == Level.CITY else Reach.QUARTER
    return Scope(found[0].code, frozenset(covered(found[0], reach)), found[0])
