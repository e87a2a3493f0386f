"""Nobody is left in silence: who waits for an answer, and who was promised something and says nothing.

Each row is claimed by a conditional update in the transaction that tells of it: killed in between and run again, nobody
is told twice and nobody is forgotten."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from community.conversations.models import Message

from . import course, line, telling
from .meeting import standing
from .models import Handover, State
from .releasing import lapse

OWNER_NUDGED_AFTER = timedelta(hours=24)
SAID_SO_AFTER = timedelta(days=7)
OFFER_WAITS = timedelta(hours=24)
BATCH = 200


def break_silence(now=None):
    """Settings.TICK. How many were told something."""
    now = now or timezone.now()
    note_answers()
    chores = (_nudge_owners, _own_up, _nudge_partners, _release, _offer_on)
    return sum(chore(now) for chore in chores)


def note_answers():
    """When owners first answered, by what they have written since."""
    said = Message.objects.filter(
        conversation=OuterRef("conversation"), author=OuterRef("owner"), created_at__gte=OuterRef("asked_at")
    ).order_by("number")
    waiting = Handover.objects.filter(Exists(said), state=State.INTERESTED, answered_at=None)
    waiting.update(answered_at=Subquery(said.values("created_at")[:1]))


def _unanswered(now, since):
    """Those whom the engine has not spoken to either, of what is still to be had."""
    rows = Handover.objects.filter(state=State.INTERESTED, answered_at=None, asked_at__lte=now - since)
    rows = rows.filter(offered_at=None)
    return rows.filter(post__lot__left__gt=0).select_related(*course.WITH_PEOPLE).order_by("asked_at", "pk")


def _nudge_owners(now):
    """Once for each post, whoever and however many wait: the first of them in one click."""
    told = 0
    for one in _unanswered(now, OWNER_NUDGED_AFTER).filter(nudged_at=None)[:BATCH]:
        with transaction.atomic():
            if Handover.objects.filter(pk=one.pk, nudged_at=None, state=State.INTERESTED).update(nudged_at=now):
                others = Handover.objects.filter(post=one.post_id, state=State.INTERESTED, answered_at=None)
                others.filter(nudged_at=None).update(nudged_at=now)
                telling.tell(one, one.owner, "nudge", at=now, waiting=others.count(), answers=["promise"])
                told += 1
    return told


def _own_up(now):
    """After a week, who asked hears that there was no answer."""
    told = 0
    for one in _unanswered(now, SAID_SO_AFTER).filter(unanswered_at=None)[:BATCH]:
        with transaction.atomic():
            if Handover.objects.filter(pk=one.pk, unanswered_at=None, state=State.INTERESTED).update(unanswered_at=now):
                telling.tell(one, one.partner, "unanswered", at=now, answers=["withdraw"])
                told += 1
    return told


def _silent(until, **which):
    rows = Handover.objects.filter(state=State.PROMISED, answer_by__lte=until, **which)
    return rows.select_related(*course.WITH_PEOPLE).order_by("answer_by")[:BATCH]


def _nudge_partners(now):
    """Half of the time is over: whose turn it is hears of it."""
    told, half = 0, timedelta(hours=settings.HANDOVER_ANSWER_HOURS) / 2
    for one in _silent(now + half, answer_by__gt=now, nudged_at=None):
        with transaction.atomic():
            if Handover.objects.filter(pk=one.pk, nudged_at=None).update(nudged_at=now):
                proposed = standing(one)
                slow = one.other(proposed.proposed_by) if proposed else one.partner
                telling.tell(
                    one, slow, "hurry", at=now, until=one.answer_by.isoformat(), proposed=bool(proposed),
                    answers=["accept"] if proposed else [], about=proposed,
                )  # fmt: skip
                told += 1
    return told


def _release(now):
    """The time is over. Who has proposed something or written since has not been silent."""
    released = 0
    for one in _silent(now):
        if (until := _spoke(one, now)) is not None:
            Handover.objects.filter(pk=one.pk, answer_by=one.answer_by).update(answer_by=until, nudged_at=None)
        else:
            released += lapse(one, now)
    return released


def _spoke(handover, now):
    """Until when they have more time, or None for who said nothing."""
    proposed = standing(handover)
    if proposed and proposed.proposed_by_id == handover.partner_id:
        return course.answer_by(now)
    said = Message.objects.filter(conversation=handover.conversation_id, author=handover.partner_id)
    since = handover.answer_by - timedelta(hours=settings.HANDOVER_ANSWER_HOURS)
    last = said.filter(created_at__gt=since).order_by("-number").values_list("created_at", flat=True).first()
    until = last and course.answer_by(last)
    return until if until and until > now else None


def _offer_on(now):
    """Who was asked whether they still want it has not said: the next one is asked too."""
    asked = Handover.objects.filter(state=State.INTERESTED, wanted_at=None, passed_on_at=None)
    told = 0
    for one in asked.filter(offered_at__lte=now - OFFER_WAITS).order_by("offered_at")[:BATCH]:
        with transaction.atomic():
            lot = course.locked(one.post_id)
            mine = Handover.objects.filter(pk=one.pk, state=State.INTERESTED, wanted_at=None, passed_on_at=None)
            if mine.update(passed_on_at=now) and lot.left:
                told += line.offer_next(one.post_id, at=now) is not None
    return told
