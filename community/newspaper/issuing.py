"""The morning round: who is owed a paper today, each once, whatever crashes.

A member's paper is a row (`Edition`). A run claims a batch of rows by a token, reads what they need in a constant
number of queries, and says of each row that it is being handed over before it hands it over. One killed in between
leaves rows that nobody has touched, which the next run takes up, and at most one of which nobody knows whether it
left: that one is not sent again (`interrupted`), and what had waited for it waits for the next day's."""

import logging
import uuid
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from community.members.models import Block, MemberPlace
from community.members.reach import covered
from community.notifications import outage
from community.notifications.mail import is_broken
from community.notifications.models import Level, Mail, Mute, Notification, Volume
from community.places.boundaries import atlas

from . import contents
from .letter import letter
from .models import Edition, State

log = logging.getLogger(__name__)

TOPIC = "digest"  # whose mute means: no paper by mail
BATCH = 200
LEASE = timedelta(minutes=30)  # longer than a batch takes, with a mail server that answers slowly
WAITS = [timedelta(minutes=m) for m in (5, 15, 60, 180)]  # after each failure; then it has failed
LATEST = 20  # o'clock, where they live: a paper of this morning is not sent later
MOST_PERSONAL = 15


def issue_due(now=None):
    """Write down who is owed a paper, and send what is due (settings.TICK). How many left."""
    now = now or timezone.now()
    owe(now)
    return send_due(now)


# --- Who is owed one -------------------------------------------------------------------------------------------------


def owe(now):
    """A row for each member whose morning has come and who wants the paper, or for whom notifications wait. Returns how
    many were new; run again, none."""
    new = 0
    for zone in get_user_model().objects.order_by().values_list("timezone", flat=True).distinct():
        here = now.astimezone(ZoneInfo(zone))
        if contents.morning(here.date(), zone) <= now and here.hour < LATEST:
            new += _owe_on(here.date(), zone, now)
    return new


def _owe_on(on, zone, now):
    members = subscribers(on).filter(timezone=zone, date_joined__lt=contents.morning(on, zone)).order_by("pk")
    new, after = 0, 0
    while batch := list(members.filter(pk__gt=after).values_list("pk", flat=True)[:1000]):
        Edition.objects.bulk_create([Edition(member_id=pk, on=on, next_at=now) for pk in batch], ignore_conflicts=True)
        new, after = new + len(batch), batch[-1]
    return new


def subscribers(on):
    """The members who want the paper of a day by mail and have not had it: at the level of the digest, or with
    something waiting; neither on holiday nor without mail."""
    own = Volume.objects.filter(member=OuterRef("pk"))
    waits = Notification.objects.filter(recipient=OuterRef("pk"), mail=Mail.DIGEST, read_at=None)
    members = get_user_model().objects.filter(is_active=True, mail_stopped_at=None)
    members = members.exclude(Exists(Edition.objects.filter(member=OuterRef("pk"), on=on)))
    members = members.exclude(Exists(Mute.objects.filter(member=OuterRef("pk"), topic=TOPIC)))
    members = members.exclude(Exists(own.filter(away_until__gte=on)))
    return members.filter(~Exists(own.exclude(level=Level.DIGEST)) | Exists(waits))


# --- Sending ---------------------------------------------------------------------------------------------------------


def send_due(now=None):
    """Send every row that is due, batch by batch. How many mails left."""
    now, sent = now or timezone.now(), 0
    Edition.objects.filter(state=State.SENDING, next_at__lte=now).update(
        state=State.FAILED, next_at=None, error="interrupted"
    )
    while rows := _claim(now):
        with get_connection(fail_silently=False) as connection:
            left, is_away = _send_all(rows, connection, now)
        sent += left
        if is_away:
            break
    return sent


def _claim(now):
    """Up to BATCH rows that are ours until the lease ends."""
    token = uuid.uuid4()
    due = Edition.objects.filter(state=State.DUE, next_at__lte=now).order_by("next_at", "pk").values("pk")[:BATCH]
    pks = [row["pk"] for row in due]
    claim = {"claim": token, "next_at": now + LEASE, "attempt": F("attempt") + 1}
    if not pks or not Edition.objects.filter(pk__in=pks, state=State.DUE, next_at__lte=now).update(**claim):
        return []
    return list(Edition.objects.filter(pk__in=pks, claim=token).select_related("member").order_by("pk"))


def _let_go(token, now):
    """The mail server is away: the rest of the batch waits, and its attempt does not count."""
    rest = Edition.objects.filter(claim=token, state=State.DUE)
    rest.update(claim=None, next_at=now + WAITS[0], attempt=F("attempt") - 1)


def _send_all(rows, connection, now):
    """(how many mails left, whether the mail server went away meanwhile). One commit a mail: that one has left is noted
    with that the next is being handed over, so of one at most nobody ever knows."""
    batch, before, left, empty = Batch(rows), None, 0, []
    for row in rows:
        paper = batch.paper(row)
        if not paper.sections and not paper.personal:
            empty.append(row.pk)
            continue
        with transaction.atomic():
            _note(before)
            before = None
            if not _mine(row).filter(state=State.DUE).update(state=State.SENDING):
                continue  # the lease had ended, and another run has it
        try:
            letter(paper, connection).send()
        except Exception as fault:
            if _failed(row, fault, now) is State.DUE and outage.current():
                _let_go(row.claim, now)
                return left, True
            continue
        before, left = paper, left + 1
    with transaction.atomic():
        _note(before)
        nothing = Edition.objects.filter(pk__in=empty, claim=rows[0].claim, state=State.DUE)
        nothing.update(state=State.EMPTY, next_at=None)
    return left, False


def _mine(row):
    """The row as long as its run has the claim."""
    return Edition.objects.filter(pk=row.pk, claim=row.claim)


def _note(paper):
    """That a paper has left, if there is one."""
    if not paper:
        return
    _mine(paper.row).update(state=State.SENT, next_at=None, error="", sent_at=timezone.now())
    if paper.personal:
        told = Notification.objects.filter(pk__in=[note.pk for note in paper.personal], mail=Mail.DIGEST)
        told.update(mail=Mail.DIGESTED)
    outage.over()


def _failed(row, fault, now):
    """Try again later, or give up; the reason is kept without anybody's address."""
    if is_broken(fault):
        outage.note(fault)
    state = State.DUE if row.attempt <= len(WAITS) else State.FAILED
    next_at = now + WAITS[row.attempt - 1] if state is State.DUE else None
    _mine(row).update(state=state, next_at=next_at, error=type(fault).__name__)
    log.warning("edition %s: attempt %s failed (%s)", row.pk, row.attempt, type(fault).__name__)
    return state


# --- What stands in them ---------------------------------------------------------------------------------------------


class Paper:
    """One member's paper: `sections` of what happened, `personal` notifications that waited for it."""

    def __init__(self, row, sections, personal, more):
        self.row, self.member, self.on = row, row.member, row.on
        self.sections, self.personal, self.more = sections, personal, more


class Batch:
    """What the papers of some members need, in five queries however many they are (and one a morning for the day)."""

    def __init__(self, rows):
        members = [row.member_id for row in rows]
        self.places, self.apart, self.muted, self.waiting = {}, {}, {}, {}
        for member, *place in MemberPlace.objects.filter(member__in=members).values_list(
            "member", "territory", "reach"
        ):
            self.places.setdefault(member, []).append(tuple(place))
        for one, other in Block.objects.filter(Q(member__in=members) | Q(other__in=members)).values_list(
            "member", "other"
        ):
            self.apart.setdefault(one, set()).add(other)
            self.apart.setdefault(other, set()).add(one)
        for member, topic in Mute.objects.filter(member__in=members).values_list("member", "topic"):
            self.muted.setdefault(member, set()).add(topic)
        for note in Notification.objects.filter(recipient__in=members, mail=Mail.DIGEST, read_at=None):
            self.waiting.setdefault(note.recipient_id, []).append(note)
        quiet = Volume.objects.filter(member__in=members).exclude(level=Level.DIGEST)
        self.personal_only = set(quiet.values_list("member", flat=True))
        known = {t.pk: t for t in atlas().territories}
        reached = {(pk, reach) for places in self.places.values() for pk, reach in places if pk in known}
        self.covered = {(pk, reach): covered(known[pk], reach) for pk, reach in reached}

    def paper(self, row):
        member, muted = row.member, self.muted.get(row.member_id, ())
        personal = [note for note in self.waiting.get(member.pk, ()) if note.topic not in muted]
        shown = [] if member.pk in self.personal_only else self._sections(row, muted)
        return Paper(row, shown, personal[:MOST_PERSONAL], max(len(personal) - MOST_PERSONAL, 0))

    def _sections(self, row, muted):
        member = row.member
        reader = contents.Reader(member.pk, self.apart.get(member.pk, ()), muted)
        day = day_of(row.on, member.timezone)
        return contents.sections([item for item in day.items(self._territories(member.pk)) if reader.wants(item)])

    def _territories(self, member_id):
        places = self.places.get(member_id, ())
        return frozenset().union(*(self.covered.get(place, ()) for place in places))


def day_of(on, zone):
    """The day as it is now, read once in five minutes of a run."""
    return _day(on, zone, int(datetime.now().timestamp() // 300))


@lru_cache(maxsize=8)
def _day(on, zone, _turn):
    return contents.Day(*contents.period(on, zone))
