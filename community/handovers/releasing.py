"""A promise is taken back, given up, or runs out in silence: what it held is free again, and the next in line hears."""

from django.db import transaction
from django.utils import timezone

from . import course, kinds, line, telling
from .meeting import call_off
from .models import Handover, Lot, State


@transaction.atomic
def renege(handover, by, at=None):
    """The owner takes the promise back: the other stands at the end of the line again, and is told."""
    course.must_be(by, handover.owner_id)
    at, handover = at or timezone.now(), course.begun(handover)
    if handover.state == State.INTERESTED:
        return handover
    course.must_move(handover, State.INTERESTED, promised_at=None, answer_by=None, nudged_at=None, asked_at=at)
    free(handover, at)
    telling.tell(handover, handover.partner, "taken_back", by=by, at=at, answers=["withdraw"])
    return handover


@transaction.atomic
def withdraw(handover, by, at=None):
    """The partner wants it no longer, and owes nobody a reason."""
    course.must_be(by, handover.partner_id)
    at, handover = at or timezone.now(), course.begun(handover)
    before = handover.state
    if before == State.WITHDRAWN:
        return handover
    course.must_move(handover, State.WITHDRAWN, ended_at=at, ended_by=by)
    after = free(handover, at) if before == State.PROMISED else _pass_on(handover, at)
    if before == State.PROMISED or handover.offered_at:
        _tell_owner(handover, "withdrawn", after, at, by=by)
    return handover


@transaction.atomic
def lapse(handover, at=None):
    """No appointment was agreed on in time. False when it was, in the meantime."""
    at, handover = at or timezone.now(), course.begun(handover)
    if handover.state != State.PROMISED or handover.answer_by is None or handover.answer_by > at:
        return False
    course.must_move(handover, State.WITHDRAWN, ended_at=at)
    after = free(handover, at)
    telling.tell(handover, handover.partner, "lapsed", at=at)
    _tell_owner(handover, "lapsed", after, at)
    return True


@transaction.atomic
def part(handover, at=None):
    """It cannot go on, and why is nobody's to know: a block, an account that is gone, a post that moderation hides."""
    at, handover = at or timezone.now(), course.begun(handover)
    before = handover.state
    if not handover.is_live or not course.move(handover, State.WITHDRAWN, ended_at=at):
        return False
    free(handover, at) if before == State.PROMISED else _pass_on(handover, at)
    for member in (handover.owner, handover.partner):
        telling.tell(handover, member, "over", at=at, link="/handovers/")
    return True


@transaction.atomic
def want(handover, by, at=None):
    """ "Yes, still": the owner is told, who promises it with one click. Raises ValidationError when it is too late."""
    course.must_be(by, handover.partner_id)
    at, handover = at or timezone.now(), course.begun(handover)
    if handover.state == State.PROMISED:
        return handover
    course.must_be_still(handover, State.INTERESTED)
    if Handover.objects.filter(pk=handover.pk, wanted_at=None).update(wanted_at=at):
        handover.wanted_at = at
        telling.tell(handover, handover.owner, "wanted", by=by, at=at, answers=["promise"])
    return handover


def free(handover, at):
    """What it held is given back, its appointment called off, the next in line asked: the hand-over asked, or None."""
    call_off(handover, at)
    kind = kinds.of(handover.post)
    kind.give_back(handover)
    handover.post.lot = Lot.objects.get(pk=handover.post_id)
    kind.freed(handover)
    return line.offer_again(handover.post_id, but=handover, at=at) if handover.post.is_public else None


def _pass_on(handover, at):
    """Who was asked whether they still want it says no: the next is asked."""
    return line.offer_next(handover.post_id, at=at) if handover.offered_at and not handover.wanted_at else None


def _tell_owner(handover, what, after, at, by=None):
    """What happened; who is next, and a click to promise it to them."""
    about = after or handover
    telling.tell(
        about, handover.owner, what, by=by, at=at, who=handover.partner.name, after=after.partner.name if after else "",
        answers=["promise"] if after else [], link=handover.get_absolute_url(),
    )  # fmt: skip
