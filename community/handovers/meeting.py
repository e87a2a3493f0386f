"""The appointment: one of the two proposes when and where, the other accepts, declines, or proposes something else. One
stands at a time; what a calendar has taken over before is changed by the next one's greater sequence."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import course, telling
from .models import Appointment, Handover, State

STANDS = (Appointment.State.PROPOSED, Appointment.State.ACCEPTED)
AHEAD = timedelta(days=180)
SHORTEST, LONGEST = 5, 480  # minutes


@transaction.atomic
def propose(handover, by, when, place_label="", minutes=15, lat=None, lon=None, note="", at_home=False, at=None):
    """An appointment that waits for the other's yes. What stood before is replaced by it: one's own proposal, the
    other's (declined by proposing something else), or what was agreed on (moved).

    `when` is an aware datetime. `at_home` is at the owner's, whose address the kind says (HandedOver.where). Raises
    ValidationError for a time that cannot be, and when nothing is promised (any more)."""
    course.must_be_of(handover, by)
    at, handover = at or timezone.now(), course.begun(handover)
    course.must_be_still(handover, State.PROMISED)
    check_time(when, minutes, at)
    before = standing(handover)
    if before and before.proposed_by_id == by.pk and _is_same(before, when, place_label, at_home):
        return before  # sent twice
    agreed = before is not None and before.state == Appointment.State.ACCEPTED
    if before:
        _end(before, Appointment.State.CANCELLED if agreed else Appointment.State.DECLINED, at)
    made = Appointment.objects.create(
        handover=handover, proposed_by=by, at=when, minutes=minutes, place_label=place_label, lat=lat, lon=lon,
        note=note, at_home=at_home, created_at=at, sequence=_next_sequence(handover),
    )  # fmt: skip
    _give_time(handover, by, at)
    _tell(made, handover, by, "moved" if agreed else "proposed", at, answers=["accept"])
    return made


@transaction.atomic
def accept(appointment, by, at=None):
    """The other of the two agrees. Agreed already, it is so. Raises ValidationError when it has passed or stands no
    longer."""
    at, handover, appointment = _begun(appointment, at)
    course.must_be_of(handover, by)
    if by.pk == appointment.proposed_by_id:
        raise PermissionDenied
    if appointment.state == Appointment.State.ACCEPTED:
        return appointment
    course.must_be_still(handover, State.PROMISED)
    if appointment.at <= at:
        raise ValidationError(_("Cette heure est passée : proposez-en une autre."), code="past")
    if not _end(appointment, Appointment.State.ACCEPTED, at, frm=[Appointment.State.PROPOSED]):
        raise ValidationError(course.TOO_LATE, code="changed")
    Handover.objects.filter(pk=handover.pk).update(answer_by=None)
    _tell(appointment, handover, by, "agreed", at)
    return appointment


@transaction.atomic
def decline(appointment, by, at=None):
    """Not then, or not there. Whoever would rather meet at another time proposes it at once (`propose`)."""
    at, handover, appointment = _begun(appointment, at)
    course.must_be_of(handover, by)
    if by.pk == appointment.proposed_by_id:
        raise PermissionDenied
    if _end(appointment, Appointment.State.DECLINED, at, frm=[Appointment.State.PROPOSED]):
        Handover.objects.filter(pk=handover.pk, state=State.PROMISED).update(answer_by=course.answer_by(at))
        _tell(appointment, handover, by, "declined", at)
    return appointment


@transaction.atomic
def cancel(appointment, by, at=None):
    """Either calls it off; the promise stands, and another time is to be found."""
    at, handover, appointment = _begun(appointment, at)
    course.must_be_of(handover, by)
    if _end(appointment, Appointment.State.CANCELLED, at):
        Handover.objects.filter(pk=handover.pk, state=State.PROMISED).update(answer_by=course.answer_by(at))
        _tell(appointment, handover, by, "cancelled", at)
    return appointment


def call_off(handover, at):
    """The hand-over ends: what stands is cancelled, and the words that say so are those of the end."""
    if (appointment := standing(handover)) is not None:
        _end(appointment, Appointment.State.CANCELLED, at)


def standing(handover):
    """What is proposed or agreed on, or None."""
    return Appointment.objects.filter(handover=handover.pk, state__in=STANDS).first()


def check_time(when, minutes, at=None):
    """Raises ValidationError, in words, for a time that nobody could keep."""
    at = at or timezone.now()
    if when <= at:
        raise ValidationError({"time": _("Cette heure est déjà passée.")}, code="past")
    if when > at + AHEAD:
        raise ValidationError({"day": _("C’est trop loin : six mois au plus.")}, code="far")
    if not SHORTEST <= minutes <= LONGEST:
        raise ValidationError({"minutes": _("Entre cinq minutes et huit heures.")}, code="minutes")


def _is_same(before, when, place_label, at_home):
    return (before.at, before.place_label, before.at_home) == (when, place_label, at_home)


def _begun(appointment, at):
    """(now, the hand-over with its lot locked, the appointment as it stands now)."""
    handover = course.begun(Handover(pk=appointment.handover_id, post_id=_post_of(appointment)))
    fresh = Appointment.objects.get(pk=appointment.pk)
    fresh.handover = handover
    return at or timezone.now(), handover, fresh


def _post_of(appointment):
    return Handover.objects.values_list("post_id", flat=True).get(pk=appointment.handover_id)


def _end(appointment, state, at, frm=STANDS):
    """One step of an appointment, at the next sequence; False when it stands there no longer."""
    rows = Appointment.objects.filter(pk=appointment.pk, state__in=frm)
    sequence = appointment.sequence + 1
    if not rows.update(state=state, answered_at=at, sequence=sequence):
        return False
    appointment.state, appointment.answered_at, appointment.sequence = state, at, sequence
    return True


def _next_sequence(handover):
    last = Appointment.objects.filter(handover=handover.pk).order_by("-sequence").first()
    return last.sequence + 1 if last else 0


def _give_time(handover, by, at):
    """It is the other's turn now: nobody loses a promise while they wait for an answer."""
    Handover.objects.filter(pk=handover.pk).update(answer_by=course.answer_by(at), nudged_at=None)


def _tell(appointment, handover, by, what, at, answers=()):
    other = handover.other(by)
    telling.tell(
        handover, other, what, by=by, at=at, when=appointment.at.isoformat(), minutes=appointment.minutes,
        place=place_in_public(appointment), note=appointment.note, appointment=appointment.pk,
        calendar=what in ("agreed", "moved", "cancelled"), answers=answers, about=appointment,
    )  # fmt: skip


def place_in_public(appointment):
    """Where, as it may stand in a mail: a home is on the page alone, which asks who is reading."""
    return "" if appointment.at_home else appointment.place_label
