"""Coming into a group: at once, by asking, by invitation."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from community import live
from community.members.blocks import are_apart
from community.notifications.notify import notify

from .access import LEADING
from .models import Group, Membership, Openness


@transaction.atomic
def join(group, member, word=""):
    """Come in, who has accepted the rules: at once where the group is public or has invited one; a closed one is asked.
    Again, it changes nothing. Returns one's row; PermissionDenied where there is no way in."""
    mine = locked(group).filter(member=member).first()
    if group.ended_at or (mine and mine.banned_at):
        raise PermissionDenied
    if mine and (mine.joined_at or (mine.asked_at and not mine.invited_at)):
        return mine
    if group.openness == Openness.HIDDEN and not (mine and mine.invited_at):
        raise PermissionDenied
    now = timezone.now()
    mine = mine or Membership(group=group, member=member)
    mine.accepted_at, mine.word = now, word
    if group.is_public or mine.invited_at:
        return _come_in(mine, now)
    mine.asked_at = now
    mine.save()
    _tell_leaders(group, member, word)
    return mine


def locked(group):
    """Rows of the group, one change of them at a time."""
    Group.objects.select_for_update().get(pk=group.pk)
    return Membership.objects.filter(group=group)


def _come_in(mine, now):
    mine.joined_at = now
    mine.save()
    live.reask(mine.member)
    return mine


def _tell_leaders(group, member, word):
    leaders = group.members.filter(memberships__group=group, memberships__role__in=LEADING)
    facts = {"group": group.name, "who": member.name, "text": word}
    link = f"{group.get_absolute_url()}members/"
    notify(
        leaders.distinct(),
        "group_asked",
        link,
        group.topic,
        fresh_key("group_asked", group, member.pk),
        facts,
        by=member,
    )


@transaction.atomic
def accept(group, by, asker):
    """Let in who asked; False when somebody has answered already."""
    row = locked(group).filter(member=asker, asked_at__isnull=False, joined_at=None, banned_at=None).first()
    if row is None:
        return False
    _come_in(row, timezone.now())
    _tell(group, asker, "group_accepted", by)
    return True


@transaction.atomic
def decline(group, by, asker, word=""):
    """Say no to who asked, with a word; they may ask again. False when somebody has answered already."""
    waiting = locked(group).filter(member=asker, asked_at__isnull=False, joined_at=None, banned_at=None)
    if not waiting.delete()[0]:
        return False
    _tell(group, asker, "group_declined", by, link="/groups/", text=word)
    return True


@transaction.atomic
def invite(group, by, other):
    """Ask somebody in. False when they are in, invited or kept out already, or apart from who invites: they are told
    nothing."""
    row = locked(group).filter(member=other).first()
    if group.ended_at or are_apart(by, other) or (row and (row.joined_at or row.invited_at or row.banned_at)):
        return False
    if row and row.asked_at:
        return accept(group, by, other)
    Membership.objects.create(group=group, member=other, invited_at=timezone.now())
    _tell(group, other, "group_invited", by, who=by.name)
    return True


@transaction.atomic
def accept_rules(group, member):
    """Once more, after they have changed."""
    return bool(locked(group).filter(member=member, joined_at__isnull=False).update(accepted_at=timezone.now()))


def _tell(group, member, kind, by, link=None, **facts):
    said = {"group": group.name, **facts}
    notify([member], kind, link or group.get_absolute_url(), group.topic, fresh_key(kind, group), said, by=by)


def fresh_key(kind, group, *more):
    """Said once an act: what happens again another day is said again."""
    return ":".join([kind, str(group.pk), *map(str, more), str(int(timezone.now().timestamp()))])
