"""What cannot go on ends by itself, and neutrally: between two of whom one blocked the other, with somebody whose
account is gone, about a post that moderation has hidden for good."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from community.members.models import Block

from .models import LIVE, Handover
from .releasing import part

HIDDEN_FOR = timedelta(hours=24)  # neighbours' flags may hide a post until a moderator shows it again
BATCH = 200


def end_between(one, other):
    """Settings.BLOCKED. After the block's own transaction: the block holds the two members' rows, whoever asks for
    something holds the lot and waits for these. `end_what_cannot_go_on` makes up for a crash in between."""
    pair = Q(owner=one, partner=other) | Q(owner=other, partner=one)
    transaction.on_commit(lambda: _end(Handover.objects.filter(pair, state__in=LIVE), timezone.now()), robust=True)


def end_all_of(member):
    """Settings.MEMBER_LEAVES: what was promised to them is free again, and what they promised will not come."""
    rows = Handover.objects.filter(Q(owner=member) | Q(partner=member), state__in=LIVE)
    for one in rows.order_by("pk"):
        part(one)


def end_what_cannot_go_on(now=None):
    """Settings.TICK. How many ended."""
    now = now or timezone.now()
    blocked = Block.objects.filter(
        Q(member=OuterRef("owner"), other=OuterRef("partner")) | Q(member=OuterRef("partner"), other=OuterRef("owner"))
    )
    hidden = Q(post__hidden_at__lte=now - HIDDEN_FOR) | Q(post__author=None)
    away = Q(owner__is_active=False) | Q(partner__is_active=False) | ~Q(post__author=F("owner"))
    return _end(Handover.objects.filter(hidden | away | Exists(blocked), state__in=LIVE), now)


def _end(rows, now):
    return sum(part(one, now) for one in rows.order_by("pk")[:BATCH])
