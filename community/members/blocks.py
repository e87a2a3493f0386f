"""To block: neither sees the other any more, in either direction. The other is told nothing."""

from django.db.models import Case, F, Q, When

from .models import Block


def block(member, other):
    """False when it was so already, or when it would be oneself."""
    if member.pk == other.pk:
        return False
    return Block.objects.get_or_create(member=member, other=other)[1]


def unblock(member, other):
    """False when there was nothing to undo. The other's own block stands."""
    return bool(Block.objects.filter(member=member, other=other).delete()[0])


def apart(member):
    """The ids of those the member blocked and of those who blocked them, as a subquery."""
    both = Block.objects.filter(Q(member=member) | Q(other=member))
    return both.values(who=Case(When(member=member, then=F("other")), default=F("member")))


def are_apart(one, other):
    """Whether either has blocked the other."""
    return Block.objects.filter(Q(member=one, other=other) | Q(member=other, other=one)).exists()
