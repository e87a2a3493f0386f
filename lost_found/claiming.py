"""Saying that a found thing is one's own: a place in line (community.handovers), and what proves it as a private
message to the finder, who answers everybody."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.handovers import asking, course
from community.handovers.models import LIVE, Handover, State
from community.notifications.notify import notify


def may_claim(item, member):
    """Whether there is somebody to say it to, who is somebody else."""
    named = item.author_id and not item.anonymous
    stands = not item.is_lost and item.closed_at is None and item.is_public
    return bool(stands and named and member.is_authenticated and member.pk != item.author_id)


def claim(item, member, text, client_key=None):
    """The hand-over that begins by it. Raises what community.handovers.asking.ask raises, PermissionDenied where there
    is nobody to say it to."""
    if not may_claim(item, member):
        raise PermissionDenied
    said = [_("C’est à moi."), f"> {item.question}" if item.question else "", text]
    return asking.ask(item, member, "\n\n".join(filter(None, said)), client_key=client_key)


@transaction.atomic
def refuse(handover, by, at=None):
    """It is not theirs, says the finder (or: not it, says who lost it); they hear it at once, kindly. False when that
    was decided. PermissionDenied for anybody else."""
    course.must_be(by, handover.owner_id)
    at, handover = at or timezone.now(), course.begun(handover)
    if handover.state != State.INTERESTED:
        return False
    course.must_move(handover, State.ELSEWHERE, ended_at=at, ended_by=by, answered_at=handover.answered_at or at)
    item = handover.post
    facts = {"title": item.title, "who": by.name}
    notify([handover.partner], "item_refused", handover.get_absolute_url(), item.topic, f"refused:{handover.pk}", facts,
           by=by)  # fmt: skip
    return True


def line_of(item):
    """Those who asked and are not refused, first come first. One query."""
    rows = Handover.objects.filter(post=item.pk, state__in=[*LIVE, State.DONE], partner__is_active=True)
    return list(rows.select_related("partner").order_by("asked_at", "pk"))
