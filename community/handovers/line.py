"""The line of those who would like what a post offers, in the order in which they asked."""

from django.utils import timezone

from . import course, kinds, telling
from .models import Handover, State

TOLD_THEIR_PLACE = 5  # those further back are told that they are in line, all at once


def waiting(post_id):
    """Those to whom nothing is promised, first come first."""
    rows = Handover.objects.filter(post=post_id, state=State.INTERESTED)
    return rows.select_related(*course.WITH_PEOPLE).order_by("asked_at", "pk")


def place(handover):
    """1 for the first in line. One query."""
    before = Handover.objects.filter(post=handover.post_id, state=State.INTERESTED, asked_at__lt=handover.asked_at)
    return before.count() + 1


def tell_promised_elsewhere(post_id, at):
    """Nothing is left: those in line hear it now, and where they stand."""
    line = list(waiting(post_id))
    for number, one in enumerate(line[:TOLD_THEIR_PLACE], 1):
        telling.tell(one, one.partner, "waiting", at=at, place=number, answers=["withdraw"])
    telling.tell_all(line[TOLD_THEIR_PLACE:], "waiting", at=at)


def offer_again(post_id, but=None, at=None):
    """Something is free again: ask the first in line whether they still want it. Those who said so before are asked
    afresh. The hand-over that is offered, or None."""
    line = waiting(post_id)
    line.update(offered_at=None, wanted_at=None, passed_on_at=None)
    return offer_next(post_id, but, at)


def offer_next(post_id, but=None, at=None):
    """Ask the first whom nobody has asked yet."""
    at = at or timezone.now()
    unasked = waiting(post_id).filter(offered_at=None).exclude(pk=but and but.pk)
    fresh = next((one for one in unasked if kinds.of(one.post).fits(one)), None)
    if fresh and Handover.objects.filter(pk=fresh.pk, offered_at=None).update(offered_at=at):
        telling.tell(fresh, fresh.partner, "free", at=at, answers=["want", "withdraw"])
        return fresh
    return None
