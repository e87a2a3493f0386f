"""Where a member may say something: the quarters of their places, the town, a point on the map, the groups they belong
to. Every kind that is said to neighbours asks here, and nowhere else."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.groups.models import Group, Openness
from community.members.models import MemberPlace
from community.members.reach import whom_it_reaches
from community.places.boundaries import atlas, territory_at
from community.places.coordinates import parse_point
from community.places.models import Level, Territory

POINT = "point"


@dataclass(frozen=True)
class Where:
    """`value` as forms say it ("territory:92040", "group:velo", "point"); `label` in words; a group's is for its
    members only unless the group is public."""

    value: str
    label: str
    territory: Territory = None
    group: Group = None

    @property
    def group_only(self):
        return self.group is not None and self.group.openness != Openness.PUBLIC

    @property
    def reach(self):
        """Whom it reaches (community.members.reach); None where the point or the group decides. One query."""
        return whom_it_reaches(self.territory) if self.territory and not self.group else None


def wheres(member):
    """All that a member may choose from, the nearest first. Two queries."""
    known = {t.pk: t for t in atlas().territories}
    rows = MemberPlace.objects.filter(member=member).order_by("pk").values_list("territory", flat=True)
    mine = [known[pk] for pk in dict.fromkeys(rows) if pk in known]
    found = [Where(f"territory:{t.code}", _named(t), t) for t in [*_quarters(mine), *_towns(mine)]]
    found.append(Where(POINT, _("Un endroit précis, sur la carte")))
    return [*found, *(Where(f"group:{g.slug}", g.name, g.territory, g) for g in groups_of(member))]


def groups_of(member):
    """The groups in which a member may speak, by name. One query."""
    mine = Group.objects.filter(memberships__member=member, memberships__joined_at__isnull=False, ended_at=None)
    return mine.select_related("territory").order_by("name", "pk")


def placed(where, lat=None, lon=None):
    """What a post said there is written with. ValidationError for a point that is nowhere near."""
    if where.value == POINT:
        lat, lon = parse_point(lat, lon)
        return {"territory": territory_at(lat, lon), "lat": lat, "lon": lon}
    return {"territory": where.territory, "group": where.group, "group_only": where.group_only}


def may_say(member, where):
    """Asked once more in the act itself: a member may have left the group meanwhile."""
    if where.group and not groups_of(member).filter(pk=where.group.pk).exists():
        raise ValidationError(_("Vous n'êtes plus membre de ce groupe."))


def _named(territory):
    return _("Toute la ville : %(town)s") % {"town": territory} if territory.level == Level.CITY else str(territory)


def _quarters(territories):
    return [territory for territory in territories if territory.level == Level.NEIGHBOURHOOD]


def _towns(territories):
    """Their towns; the site's own for who has no place yet."""
    towns = dict.fromkeys(territory.city for territory in territories if territory.city)
    return list(towns) or [t for t in atlas().territories if t.code == settings.TOWN_CODE]
