"""A group is founded, changed, and ended."""

from secrets import randbelow

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from community import live
from community.notifications.notify import notify

from .models import Group, Membership, Role

OURS = {"new", "search", "mine"}  # addresses below /groups/


def found(member, name, client_key=None, at=None, **fields):
    """Make a group whose organiser is `member`. The same (member, client key) again is the same group."""
    at = at or timezone.now()
    known = client_key and Group.objects.filter(founded_by=member, client_key=client_key).first()
    if known:
        return known
    try:
        return _made(member, name, at, client_key=client_key, **fields)
    except IntegrityError:
        known = client_key and Group.objects.filter(founded_by=member, client_key=client_key).first()
        if not known:
            raise
        return known


@transaction.atomic
def _made(member, name, at, **fields):
    group = Group(
        name=name, founded_by=member, created_at=at, rules_changed_at=at if fields.get("rules") else None, **fields
    )
    group.slug = _free_slug(name)
    group.save()
    Membership.objects.create(group=group, member=member, role=Role.ORGANISER, joined_at=at, accepted_at=at)
    return group


def _free_slug(name):
    base = slugify(name)[:50].strip("-") or "groupe"
    for attempt in range(20):
        slug = base if attempt == 0 else f"{base}-{attempt + 1 if attempt < 5 else randbelow(10**6)}"
        if slug not in OURS and not Group.objects.filter(slug=slug).exists():
            return slug
    raise IntegrityError("no free slug")


@transaction.atomic
def change(group, **fields):
    """What is published already stays seen by whom it was: opening a group exposes nothing of before, closing it hides
    nothing. Rules that change are to be accepted again. Open pages ask again whether they may listen."""
    if fields.get("rules", group.rules) != group.rules:
        group.rules_changed_at = timezone.now()
    for name, value in fields.items():
        setattr(group, name, value)
    group.save()
    live.recheck(group.topic)


@transaction.atomic
def end(group, by):
    """Nobody comes in or publishes any more; its members may still read. False when it was over already."""
    if not Group.objects.filter(pk=group.pk, ended_at=None).update(ended_at=timezone.now()):
        return False
    Membership.objects.filter(group=group, joined_at=None, banned_at=None).delete()
    inside = group.members.filter(memberships__group=group, memberships__joined_at__isnull=False).exclude(pk=by.pk)
    facts = {"group": group.name}
    notify(inside.distinct(), "group_ended", group.get_absolute_url(), group.topic, f"group_ended:{group.pk}", facts)
    live.recheck(group.topic)
    return True
