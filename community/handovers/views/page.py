"""One hand-over, for the two it is between: what comes next, and what has been."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.notifications.notify import settle
from community.posts.kinds import kinds as post_kinds

from .. import calendar, calendar_links, kinds, line, places, reliability, steps, timeline
from ..access import handover_for
from ..box import words_of
from ..flagged import topic
from ..models import State


@login_required
@never_cache
@require_safe
def page(request, pk):
    handover, me = handover_for(request.user, pk), request.user
    appointments = list(handover.appointments.order_by("pk"))
    stands = next((one for one in appointments if one.stands), None)
    settle(me, handover.topic)
    other, place = handover.other(me), _place_in_line(handover, me)
    context = {
        "handover": handover, "other": other, "post": handover.post, "is_owner": me.pk == handover.owner_id,
        "page": reverse(post_kinds()[handover.post.kind].page, args=[handover.post_id]),
        "step": steps.next_step(handover, me, stands, place, words_of(handover.post)), "stands": stands,
        "words": reliability.words_for([other.pk])[other.pk] if handover.is_live else "",
        "calendar": calendar_links.address(handover, me) if appointments else "",
        "own": kinds.of(handover.post).page_of(handover), "timeline": timeline.of(handover, me, appointments),
        "flag": topic(handover, me),
        **_where(handover, stands, me),
    }  # fmt: skip
    return render(request, "handovers/page.html", context)


def _place_in_line(handover, me):
    asks = handover.state == State.INTERESTED and me.pk == handover.partner_id
    return line.place(handover) if asks and not handover.post.lot.left else None


def _where(handover, stands, me):
    """Where they meet; before anything is proposed, the home that the one it is promised to may know of."""
    if stands is None:
        theirs = handover.state == State.PROMISED and me.pk == handover.partner_id
        return {"home": places.home(handover) if theirs else None}
    stands.handover = handover
    place, point = calendar.where(stands)
    return {"place": place, "point": point, "when": steps.when_words(stands)}
