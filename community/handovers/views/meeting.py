"""When and where: the form of an appointment, and its file for calendars."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.members.models import Member

from .. import calendar as calendars
from .. import calendar_links, kinds, meeting
from ..access import handover_for, of_member
from ..course import WITH_PEOPLE
from ..forms import MeetingForm
from ..models import Handover, State


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def meet(request, pk):
    """Propose one, propose another, or move it: in each case the other is asked."""
    handover = handover_for(request.user, pk)
    if handover.state != State.PROMISED:
        messages.error(request, _("Un rendez-vous se prend une fois que c’est promis."))
        return redirect(handover)
    stands = meeting.standing(handover)
    form = MeetingForm(request.POST if request.method == "POST" else None, handover=handover, stands=stands)
    if form.is_bound and form.is_valid():
        try:
            meeting.propose(handover, request.user, **form.said())
            messages.success(
                request, _("C’est proposé : %(name)s est prévenu.") % {"name": handover.other(request.user).name}
            )
            return redirect(handover)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"handover": handover, "form": form, "other": handover.other(request.user), "stands": stands}
    return render(request, "handovers/meet.html", context, status=422 if form.is_bound else 200)


@require_safe
@never_cache
def calendar(request, token):
    """The .ics of the last appointment of a hand-over and of its days, for the one the address is signed for."""
    try:
        member_id, handover_id = calendar_links.read(token)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    member = Member.objects.filter(pk=member_id, is_active=True).first()
    if member is None or not of_member(member).filter(pk=handover_id).exists():
        raise Http404
    handover = Handover.objects.select_related(*WITH_PEOPLE).get(pk=handover_id)
    last = handover.appointments.order_by("-sequence").first()
    days = kinds.of(handover.post).days(handover, member)
    if last is None and not days:
        raise Http404
    if last is not None:
        last.handover = handover
    answer = HttpResponse(calendars.drawn(last, member, days), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
    return answer
