"""Out of a group: one leaves, or is put out. Either way nothing of it comes to one any more."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from community import live
from community.notifications.notify import notify

from .joining import fresh_key, locked
from .models import Role


@transaction.atomic
def leave(group, member, take_posts=False):
    """The row is gone, and with it every follow of the group's posts; one's own stay, or are taken away. An invitation
    or a question is taken back the same way. False when one was not in it.

    ValidationError to the last organiser of others: somebody must be named first, or the group ended."""
    rows = locked(group)
    mine = rows.filter(member=member, banned_at=None).first()
    if mine is None:
        return False
    if mine.joined_at and mine.role == Role.ORGANISER and not group.ended_at:
        _must_not_be_the_last(rows, member)
    mine.delete()
    _be_gone(group, member, take_posts)
    return True


def _must_not_be_the_last(rows, member):
    others = rows.filter(joined_at__isnull=False, member__is_active=True).exclude(member=member)
    if not others.filter(role=Role.ORGANISER).exists():
        raise ValidationError(
            _("Vous êtes seul responsable : nommez quelqu'un d'autre avant de partir, ou terminez le groupe.")
        )


@transaction.atomic
def put_out(group, by, member, for_good=False):
    """A leader puts a member out; `for_good`, they do not come in again. False when they are not in it.

    PermissionDenied where their role is not below one's own: an organiser is put out by nobody."""
    rows = locked(group)
    row, mine = rows.filter(member=member).first(), rows.get(member=by)
    if row is None or row.banned_at or row.member_id == by.pk:
        return False
    if row.joined_at and _rank(row.role) >= _rank(mine.role):
        raise PermissionDenied
    if for_good:
        row.banned_at, row.joined_at, row.asked_at, row.invited_at = timezone.now(), None, None, None
        row.role = Role.MEMBER
        row.save()
    else:
        row.delete()
    _be_gone(group, member, False)
    return True


def _rank(role):
    return Role.values.index(role)


@transaction.atomic
def let_again(group, member):
    """Who was put out for good may come again like anybody."""
    return bool(locked(group).filter(member=member, banned_at__isnull=False).delete()[0])


@transaction.atomic
def name_role(group, by, member, role):
    """An organiser gives a member another role. False when nothing changes; ValidationError when no organiser would be
    left."""
    rows = locked(group)
    row = rows.filter(member=member, joined_at__isnull=False).exclude(role=role).first()
    if row is None:
        return False
    if row.role == Role.ORGANISER:
        _must_not_be_the_last(rows, member)
    row.role = role
    row.save()
    facts = {"group": group.name, "role": role}
    key = fresh_key("group_role", group)
    notify([member], "group_role", group.get_absolute_url(), group.topic, key, facts, by=by)
    return True


def _be_gone(group, member, take_posts):
    for dotted in getattr(settings, "GROUP_LEFT", ()):
        import_string(dotted)(group, member, take_posts)
    live.reask(member)
