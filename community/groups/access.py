"""Which group a request may see, and what its reader is in it: strangers get 404."""

from django.db.models import Case, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.members.blocks import seen_by

from .models import Group, Membership, Role

LEADING = (Role.MODERATOR, Role.ORGANISER)


def group_for(member, slug):
    """The group and the reader's own row in it (None without one). Two queries for a member. Raises Http404."""
    group = get_object_or_404(Group.objects.visible_to(member).select_related("territory"), slug=slug)
    mine = Membership.objects.filter(group=group, member=member).first() if member.is_authenticated else None
    return group, mine


def led_by(member, slug, roles=LEADING):
    """The group and the row of one of those who lead it; Http404 to everybody else."""
    group, mine = group_for(member, slug)
    if not leads(mine, roles):
        raise Http404
    return group, mine


def leads(mine, roles=LEADING):
    return is_in(mine) and mine.role in roles


def is_in(mine):
    return mine is not None and mine.joined_at is not None


def people_in(group, reader):
    """The rows of those who are in it, whoever leads first, without those apart from the reader."""
    rows = Membership.objects.filter(group=group, joined_at__isnull=False, member__is_active=True)
    first = Case(When(role=Role.ORGANISER, then=0), When(role=Role.MODERATOR, then=1), default=2)
    return seen_by(reader, rows, whose="member").select_related("member").order_by(first, "member__name", "pk")
