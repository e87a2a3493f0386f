"""To block: neither sees the other any more, in either direction. The other is told nothing."""

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, When
from django.utils.module_loading import import_string

from community import live

from .models import Block


@transaction.atomic
def block(member, other):
    """False when it was so already, or when it would be oneself. Open pages of both ask again what they may hear."""
    if member.pk == other.pk:
        return False
    made = Block.objects.get_or_create(member=member, other=other)[1]
    if made:
        _look_again(member, other)
        _look_again(other, member)
        for dotted in getattr(settings, "BLOCKED", ()):
            import_string(dotted)(member, other)
    return made


@transaction.atomic
def unblock(member, other):
    """False when there was nothing to undo. The other's own block stands."""
    undone = bool(Block.objects.filter(member=member, other=other).delete()[0])
    if undone:
        live.reask(member)
        live.reask(other)
    return undone


def _look_again(member, other):
    live.reask(member, apart=() if member.is_staff else [other.pk])


def apart(member):
    """The ids of those the member blocked and of those who blocked them, as a subquery."""
    both = Block.objects.filter(Q(member=member) | Q(other=member))
    return both.values(who=Case(When(member=member, then=F("other")), default=F("member")))


def are_apart(one, other):
    """Whether either has blocked the other."""
    return Block.objects.filter(Q(member=one, other=other) | Q(member=other, other=one)).exists()


def unseen_ids(member):
    """The ids of those whose words are kept from a reader (settings.LIVE_APART). Staff see everybody's: they
    moderate whoever blocked them. One query for members, none for visitors and staff."""
    if not member.is_authenticated or member.is_staff:
        return frozenset()
    return frozenset(apart(member).values_list("who", flat=True))


def seen_by(reader, rows, whose="author"):
    """`rows` (a queryset) without what members apart from the reader wrote; what nobody signed stays."""
    if not reader or not reader.is_authenticated or reader.is_staff:
        return rows
    return rows.filter(Q(**{f"{whose}__isnull": True}) | ~Q(**{f"{whose}__in": apart(reader)}))
