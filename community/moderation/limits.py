"""To limit a member: they publish nothing until a day. Reading and objecting stay open."""

from django.db.models import Max
from django.utils import timezone

from .models import Limit


def limited_until(member):
    """The moment until when a member may publish nothing, or None (settings.MAY_PUBLISH). One query."""
    now = timezone.now()
    return Limit.objects.filter(member=member, lifted_at=None, until__gt=now).aggregate(Max("until"))["until__max"]


def may_publish(member):
    return limited_until(member) is None


def lift(decision, at):
    """Undo the limit that a decision laid."""
    Limit.objects.filter(decision=decision, lifted_at=None).update(lifted_at=at)
