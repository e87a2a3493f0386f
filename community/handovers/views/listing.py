"""What one gives and gets: what waits for oneself first."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import kinds, steps
from ..access import of_member
from ..meeting import STANDS
from ..models import LIVE, Appointment

MOST_LIVE, MOST_OVER = 200, 30


@login_required
@never_cache
@require_safe
def index(request):
    mine = of_member(request.user).select_related("post__lot", "owner", "partner")
    going = Q(state__in=LIVE)
    for ids in kinds.unfinished(request.user):
        going |= Q(pk__in=ids)
    live = list(mine.filter(going).order_by("-asked_at")[:MOST_LIVE])
    over = list(mine.exclude(going).order_by("-ended_at")[:MOST_OVER])
    kinds.read([*live, *over])
    stands = Appointment.objects.filter(handover__in=[one.pk for one in live], state__in=STANDS)
    stands = {one.handover_id: one for one in stands}
    rows = [_row(one, request.user, stands.get(one.pk)) for one in live]
    rows.sort(key=_order)
    context = {
        "gives": [row for row in rows if row["owned"]], "gets": [row for row in rows if not row["owned"]],
        "over": [_row(one, request.user, None) for one in over],
    }  # fmt: skip
    return render(request, "handovers/list.html", context)


def _row(handover, member, appointment):
    own = None if handover.is_live else kinds.of(handover.post).page_of(handover)
    return {
        "handover": handover,
        "url": own[0] if own else handover.get_absolute_url(),
        "other": handover.other(member),
        "owned": member.pk == handover.owner_id,
        "step": steps.next_step(handover, member, appointment),
        "appointment": appointment,
        "when": steps.when_words(appointment) if appointment else "",
    }


def _order(row):
    """What waits for oneself, then what has a time, then the newest."""
    appointment = row["appointment"]
    return (not row["step"].mine, appointment is None, appointment.at.timestamp() if appointment else 0)


@login_required
@never_cache
@require_safe
def of_post(request, pk):
    """The member's own hand-over of a post: the last one."""
    last = of_member(request.user).filter(post=pk).order_by("-asked_at", "-pk").first()
    if last is None:
        raise Http404
    return redirect(last)
