"""Coming back: the return is a hand-over of its own, the other way round, with an appointment and thanks of its own."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.handovers import course, ending
from community.handovers.models import Appointment, Handover, State
from community.places.words import clean

from .lent import changed
from .models import Loan
from .telling import tell


def begun(loan):
    """The loan as it stands now, its lot locked."""
    handover = course.begun(loan.handover)
    fresh = Loan.objects.select_related("going_back").get(pk=loan.pk)
    fresh.handover = handover
    return fresh


@transaction.atomic
def arrange_return(loan, by, at=None):
    """The hand-over by which it comes back, with an appointment to be agreed on; the one there is, if there is one.
    `by` None: the day is near. Raises ValidationError when it is not out."""
    if by is not None:
        course.must_be_of(loan.handover, by)
    at, loan = at or timezone.now(), begun(loan)
    if loan.going_back and loan.going_back.state in (State.PROMISED, State.DONE):
        return loan.going_back
    must_be_out(loan)
    out = loan.handover
    loan.going_back = Handover.objects.create(
        post_id=out.post_id, owner=out.owner, partner=out.partner, conversation=out.conversation,
        state=State.PROMISED, asked_at=at, answered_at=at, promised_at=at,
    )  # fmt: skip
    loan.save(update_fields=["going_back"])
    return loan.going_back


@transaction.atomic
def take_back(loan, by, damage="", at=None):
    """The owner has it again; what has suffered is between the two. Said already, it is so."""
    course.must_be(by, loan.handover.owner_id)
    at, loan = at or timezone.now(), begun(loan)
    if loan.back_at:
        return loan
    if loan.out_at is None:
        raise ValidationError(_("Ce n’est pas encore parti."), code="changed")
    Loan.objects.filter(pk=loan.pk).update(damage=clean(damage)[:500], lost_at=None)
    ending.done(arrange_return(loan, by, at), by, at)
    loan.refresh_from_db()
    return loan


@transaction.atomic
def give_up(loan, by, at=None):
    """The owner counts on it no longer: its days stay taken, and no more reminders leave. Only the other is told."""
    course.must_be(by, loan.handover.owner_id)
    at, loan = at or timezone.now(), begun(loan)
    must_be_out(loan)
    Loan.objects.filter(pk=loan.pk).update(lost_at=at, wanted_until_on=None)
    changed(loan.handover.post)
    tell(loan, loan.handover.partner, "lost", by=by, at=at)


def must_be_out(loan):
    if not loan.is_out:
        raise ValidationError(course.TOO_LATE, code="changed")


def is_stuck(loan, member):
    """Whether the one who lent it may want help: it is late, or the day agreed on for its return has passed."""
    if member.pk != loan.handover.owner_id or not loan.is_out:
        return False
    passed = Appointment.objects.filter(handover=loan.going_back_id, state="accepted", at__lt=timezone.now())
    return loan.is_overdue or passed.exists()
