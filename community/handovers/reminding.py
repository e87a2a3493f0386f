"""Reminders of what was agreed on: at six in the evening of the day before, and two hours before; then one question,
whether it is done. Each is claimed by a conditional update in the transaction that tells both."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from . import ending, kinds, telling
from .meeting import place_in_public
from .models import Appointment, State

EVENING = time(18)  # in the town
SOON = timedelta(hours=2)
QUESTION_AFTER = timedelta(hours=2)
DONE_AFTER = timedelta(days=7)  # nobody answered the question
LONG_AGO = timedelta(days=60)  # what the clock looks at no more
QUESTION = ("done", "no_show")  # what may be answered
BATCH = 200


def remind(now=None):
    """Settings.TICK. How many appointments something was said about."""
    now = now or timezone.now()
    return _the_day_before(now) + _soon(now) + _ask_whether_done(now) + _take_for_done(now)


def _agreed(**when):
    rows = Appointment.objects.filter(state=Appointment.State.ACCEPTED, handover__state=State.PROMISED, **when)
    people = ("handover__post", "handover__owner", "handover__partner")
    return rows.select_related(*people).order_by("at")[:BATCH]


def _the_day_before(now):
    """Not those agreed on since: they know."""
    told = 0
    for one in _agreed(at__gt=now + SOON, at__lte=now + timedelta(hours=31), reminded_day_at=None):
        due = evening_before(one.at)
        if due <= now:
            told += _claim(one, "reminded_day_at", now, "tomorrow" if one.answered_at < due else "")
    return told


def _soon(now):
    told = 0
    for one in _agreed(at__gt=now, at__lte=now + SOON, reminded_soon_at=None):
        told += _claim(one, "reminded_soon_at", now, "soon" if one.answered_at < one.at - SOON else "")
    return told


def _ask_whether_done(now):
    told = 0
    for one in _agreed(at__gt=now - LONG_AGO, at__lte=now - QUESTION_AFTER, questioned_at=None):
        if one.ends_at + QUESTION_AFTER <= now:
            told += _claim(one, "questioned_at", now, "question", QUESTION)
    return told


def _take_for_done(now):
    """Both were asked and neither said no: it is done, and may still be objected to. What its kind does not take for
    done is asked for again."""
    told = 0
    for one in _agreed(at__gt=now - LONG_AGO, at__lte=now - DONE_AFTER, questioned_at__lte=now - DONE_AFTER):
        if kinds.of(one.handover.post).silence_is_done(one.handover):
            told += ending.done(one.handover, None, now).state == State.DONE
        else:
            told += _ask_again(one, now)
    return told


@transaction.atomic
def _ask_again(appointment, now):
    """Once; a week later its kind has the word, and then nobody asks any more."""
    asked_at, agreed = appointment.questioned_at, Appointment.State.ACCEPTED
    rows = Appointment.objects.filter(pk=appointment.pk, state=agreed, questioned_at=asked_at)
    if not rows.update(questioned_at=now):
        return 0
    if asked_at < appointment.at + DONE_AFTER:
        return _tell(appointment, now, "question", QUESTION, again=True)
    if asked_at < appointment.at + 2 * DONE_AFTER:
        kinds.of(appointment.handover.post).unconfirmed(appointment.handover, now)
        return 1
    return 0


@transaction.atomic
def _claim(appointment, field, now, what, answers=()):
    rows = Appointment.objects.filter(pk=appointment.pk, state=Appointment.State.ACCEPTED, **{field: None})
    if not rows.update(**{field: now}):
        return 0
    return _tell(appointment, now, what, answers) if what else 1


def _tell(appointment, now, what, answers=(), again=False):
    """Both of them; of a question those who may answer it."""
    handover, kind = appointment.handover, kinds.of(appointment.handover.post)
    for member in (handover.owner, handover.partner):
        offered = [act for act in answers if kind.allows(handover, member, act)]
        if answers and not offered:
            continue
        telling.tell(
            handover, member, what, at=now, when=appointment.at.isoformat(), place=place_in_public(appointment),
            answers=offered, appointment=appointment.pk, calendar=what != "question",
            waits=not kind.silence_is_done(handover),
            key=f"appointment:{appointment.pk}:{appointment.sequence}:{what}{':again' if again else ''}",
        )  # fmt: skip
    return 1


def evening_before(moment):
    """Six o'clock in the town on the evening before, as an aware moment."""
    zone = timezone.get_default_timezone()
    day = moment.astimezone(zone).date() - timedelta(days=1)
    return datetime.combine(day, EVENING, zone)
