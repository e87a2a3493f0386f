"""What the two do to a hand-over, each a POST; whatever cannot be done (any more) is said in words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.going_on import next_address
from community.keys import key_in

from .. import acts, thanking
from ..access import handover_for
from ..forms import ThanksForm


@login_required
@require_POST
def act(request, pk, act):
    """units=…: how many are promised; appointment=…: which one is meant; next=…: where to go on."""
    handover = handover_for(request.user, pk)
    if act not in acts.ACTS:
        raise Http404
    appointment = acts.appointment_of(handover, key_in(request.POST.get("appointment")))
    try:
        acts.do(act, handover, request.user, appointment, key_in(request.POST.get("units")))
        messages.success(request, acts.ACTS[act].said % acts.names(handover, request.user))
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    except PermissionDenied:
        raise Http404 from None
    return redirect(next_address(request, handover))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def thank(request, pk):
    handover = handover_for(request.user, pk)
    if not thanking.may_thank(handover, request.user):
        if handover.thanked_at:
            return redirect(handover)
        raise Http404
    form = ThanksForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            thanking.thank(handover, request.user, form.cleaned_data["text"], form.cleaned_data["public"])
            return redirect(handover)
        except ValidationError as fault:
            form.add_error(None, fault)
    context = {"handover": handover, "form": form, "other": handover.other(request.user)}
    return render(request, "handovers/thank.html", context, status=422 if form.is_bound else 200)
