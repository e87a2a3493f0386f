"""How loud: what a member wishes for a subject, whether they are away, how many interruptions their day still has."""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from .models import Volume
from .subjects import DEFAULTS, NEVER

KEPT_FOR_ALERTS = 2  # of a day's cap, so that a flood of comments does not drown the flood


def volume_of(member):
    """The member's volume, saved or not. One query."""
    return Volume.objects.filter(member=member).first() or Volume(member=member)


def volumes_of(members):
    """{id: Volume} of members. One query."""
    members = {member.pk: member for member in members}
    kept = {volume.member_id: volume for volume in Volume.objects.filter(member__in=members)}
    return {pk: kept.get(pk) or Volume(member=member) for pk, member in members.items()}


def wishes(volume, subject):
    """(mail: "now", "digest" or "never"; push: yes or no) that a member wants for a subject."""
    mail, push = DEFAULTS[volume.level][subject]
    own = volume.table.get(subject, {})
    return own.get("mail", mail), own.get("push", push)


def today(member, at=None):
    """The date where the member lives."""
    return timezone.localdate(at or timezone.now(), ZoneInfo(member.timezone))


def is_away(volume, member, at=None):
    """On holiday, the last day included."""
    return volume.away_until is not None and today(member, at) <= volume.away_until


def take_place(member, subject, cap, at=None):
    """Count one more interruption of the member's day, if it has room; False when it is full. Alerts have all the cap,
    everything else leaves them KEPT_FOR_ALERTS. One winner for the last place, however many ask."""
    day = today(member, at)
    room = cap if subject == "alerts" else max(cap - KEPT_FOR_ALERTS, 0)
    if not room:
        return False
    mine = Volume.objects.filter(~Q(told_on=day) | Q(told__lt=room), member=member)
    one_more = {"told": Case(When(told_on=day, then=F("told") + 1), default=Value(1)), "told_on": day}
    if mine.update(**one_more):
        return True
    Volume.objects.bulk_create([Volume(member=member)], ignore_conflicts=True)  # the first one of their life
    return bool(mine.update(**one_more))


def give_back(member, at=None):
    """The interruption did not happen."""
    Volume.objects.filter(member=member, told_on=today(member, at), told__gt=0).update(told=F("told") - 1)


def stop_mail_about(member, subject):
    """No more e-mail about a subject, by the one click of a mail."""
    with transaction.atomic():
        volume, _new = Volume.objects.select_for_update().get_or_create(member=member)
        volume.table = {**volume.table, subject: {**volume.table.get(subject, {}), "mail": NEVER}}
        volume.save(update_fields=["table"])
