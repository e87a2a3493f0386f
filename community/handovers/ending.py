"""How a hand-over ends: done, not come, or gone elsewhere. Nobody who asked is left without an answer."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import course, kinds, line, telling
from .meeting import call_off
from .models import LIVE, Appointment, Handover, Lot, State
from .releasing import free

OBJECT_WITHIN = timedelta(days=7)


@transaction.atomic
def done(handover, by=None, at=None):
    """It has changed hands, says either (None: nobody objected in a week). When nothing is left and nothing promised,
    those in line hear that it has gone. Said already, it is so."""
    if by is not None:
        course.must_be_of(handover, by)
    at, handover = at or timezone.now(), course.begun(handover)
    if handover.state == State.DONE:
        return handover
    course.must_move(handover, State.DONE, ended_at=at, ended_by=by, answer_by=None)
    for member in (handover.owner, handover.partner):
        if member != by:
            telling.tell(handover, member, "done", by=by, at=at, answers=["not_yet"] if by else [])
    if not is_anything_left(handover.post_id):
        _tell_gone(handover.post, at)
    kinds.of(handover.post).done(handover)
    return handover


def is_anything_left(post_id):
    """Whether a unit may still go to somebody: it is not promised, or promised and not handed over."""
    return (
        Lot.objects.filter(pk=post_id, left__gt=0).exists()
        or Handover.objects.filter(post=post_id, state=State.PROMISED).exists()
    )


@transaction.atomic
def not_yet(handover, by, at=None):
    """ "No, not yet", says the other of the two: the promise stands again. Raises ValidationError when it is too late,
    PermissionDenied for who said that it was done."""
    course.must_be_of(handover, by)
    at, handover = at or timezone.now(), course.begun(handover)
    if handover.state == State.PROMISED:
        return handover
    course.must_be_still(handover, State.DONE)
    if handover.ended_by_id == by.pk:
        raise PermissionDenied
    if handover.ended_at + OBJECT_WITHIN < at:
        raise ValidationError(_("C’était il y a plus d’une semaine : écrivez-vous plutôt."), code="late")
    course.must_move(handover, State.PROMISED, ended_at=None, ended_by=None, answer_by=course.answer_by(at))
    call_off(handover, at)
    kinds.of(handover.post).undone(handover)
    telling.tell(handover, handover.other(by), "not_yet", by=by, at=at)
    return handover


@transaction.atomic
def no_show(handover, by, at=None):
    """The other did not come to what was agreed on. It stays between the two; what was held goes to the next in line.

    Raises ValidationError before the time has come."""
    course.must_be_of(handover, by)
    at, handover = at or timezone.now(), course.begun(handover)
    if handover.state == State.NO_SHOW:
        return handover
    agreed = Appointment.objects.filter(handover=handover.pk, state=Appointment.State.ACCEPTED, at__lte=at)
    if not agreed.exists():
        raise ValidationError(_("Le rendez-vous n’est pas encore passé."), code="early")
    other = handover.other(by)
    course.must_move(handover, State.NO_SHOW, ended_at=at, ended_by=by, absent=other, answer_by=None)
    after = free(handover, at)
    telling.tell(handover, other, "no_show", by=by, at=at)
    if after:
        telling.tell(after, handover.owner, "next", at=at, answers=["promise"])
    return handover


@transaction.atomic
def gone(post, by=None, at=None):
    """The post is over, whatever became of the thing: all who still wait or were promised hear it, and what was
    promised to them is given back to the lot. How many that were."""
    at = at or timezone.now()
    course.locked(post.pk)
    live = list(Handover.objects.filter(post=post.pk, state__in=LIVE).select_related(*course.WITH_PEOPLE))
    for one in live:
        if one.state == State.PROMISED:
            call_off(one, at)
            kinds.of(one.post).give_back(one)
    _end_all(post.pk, LIVE, at, by)
    telling.tell_all([one for one in live if one.partner != by], "gone", at=at)
    return len(live)


def _tell_gone(post, at):
    """The last unit has been handed over: the line ends."""
    waiting = list(line.waiting(post.pk))
    _end_all(post.pk, [State.INTERESTED], at, None)
    telling.tell_all(waiting, "gone", at=at)


def _end_all(post_id, states, at, by):
    rows = Handover.objects.filter(post=post_id, state__in=states)
    rows.update(state=State.ELSEWHERE, ended_at=at, ended_by=by, answer_by=None)
