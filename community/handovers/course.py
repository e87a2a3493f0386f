"""The course of a hand-over: which state may follow which, and the lock under which it moves.

Every act begins with `begun`: the post's lot is locked, so that two promises, a release and a "done" of the same post
come one after the other, and each sees what the one before has left."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy

from community import live

from .models import Handover, Lot, State

NEXT = {
    State.INTERESTED: {State.PROMISED, State.WITHDRAWN, State.ELSEWHERE},
    State.PROMISED: {State.INTERESTED, State.DONE, State.NO_SHOW, State.WITHDRAWN, State.ELSEWHERE},
    State.DONE: {State.PROMISED},
    State.NO_SHOW: set(),
    State.WITHDRAWN: set(),
    State.ELSEWHERE: set(),
}
WITH_PEOPLE = ("post", "owner", "partner")
TOO_LATE = gettext_lazy("Trop tard : la situation a changé entre-temps.")


def locked(post_id):
    """The lot of a post, its row locked until the transaction ends."""
    return Lot.objects.select_for_update().get_or_create(post_id=post_id)[0]


def begun(handover):
    """The hand-over as it stands now, the lot of its post locked."""
    lot = locked(handover.post_id)
    fresh = Handover.objects.select_related(*WITH_PEOPLE).get(pk=handover.pk)
    fresh.post.lot = lot
    return fresh


def move(handover, to, at=None, **fields):
    """One step; False when it no longer stands where that step begins."""
    before = [state for state, after in NEXT.items() if to in after]
    if not Handover.objects.filter(pk=handover.pk, state__in=before).update(state=to, **fields):
        return False
    for name, value in {"state": to, **fields}.items():
        setattr(handover, name, value)
    live.publish(handover.topic, "changed")
    return True


def must_be_still(handover, *states):
    if handover.state not in states:
        raise ValidationError(TOO_LATE, code="changed")


def must_move(handover, to, **fields):
    """One step, or ValidationError in words for who clicked a moment too late."""
    if not move(handover, to, **fields):
        raise ValidationError(TOO_LATE, code="changed")


def must_be(member, who):
    """PermissionDenied for anybody but that one."""
    if member.pk != who:
        raise PermissionDenied


def must_be_of(handover, member):
    if not handover.is_of(member):
        raise PermissionDenied


def answer_by(at):
    """Until when the one it is promised to must have agreed on an appointment."""
    return at + timedelta(hours=settings.HANDOVER_ANSWER_HOURS)
