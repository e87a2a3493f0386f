"""What was told and shall be told no more: of somebody after a block, of a group one is no longer in. It leaves the
bell, the digest, and the mail and push that still wait to leave."""

from django.db.models import Q

from community import live

from .models import Notification


def part(one, other):
    """Neither reads any more what the other did (settings.BLOCKED)."""
    told = Q(recipient=one, by=other) | Q(recipient=other, by=one)
    for member in (one, other):
        live.publish(member.topic, "notification")
    return Notification.objects.filter(told).delete()[0]


def take_back(member, pks):
    """These of a member's notifications are gone."""
    Notification.objects.filter(recipient=member, pk__in=pks).delete()
    live.publish(member.topic, "notification")
