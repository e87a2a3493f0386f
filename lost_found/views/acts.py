"""What is done on an item's page, by plain forms; strangers get 404."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.conversations.saying import Closed
from community.handovers.access import handover_for
from community.members.publishing import check_may_publish
from community.places.words import clean

from .. import claiming
from ..access import item_for, own_item
from ..forms import ClaimForm
from ..matching import dismiss
from ..models import Item, Match

LONGEST_THANKS = 500


def act(view):
    """A POST by who answers for an open item."""

    def acting(request, pk):
        try:
            return view(request, own_item(request.user, pk))
        except PermissionDenied:
            raise Http404 from None

    return require_POST(login_required(acting))


@act
def give_back(request, item):
    try:
        check_may_publish(request.user)
        thanks = clean(request.POST.get("thanks", ""))[:LONGEST_THANKS]
    except ValidationError:  # the word of thanks waits; that it is back does not
        thanks = ""
    item.give_back(request.user, thanks)
    messages.success(request, _("Bonne nouvelle ! Ce qui était privé (numéro, secret) est effacé."))
    return redirect(item)


@act
def withdraw(request, item):
    item.withdraw(request.user)
    messages.success(request, _("Votre annonce est retirée."))
    return redirect("lost_found:list")


@require_POST
@login_required
def refuse(request, pk):
    """It is not theirs, or not it."""
    handover = handover_for(request.user, pk)
    if handover.post.kind != "lost_found":
        raise Http404
    try:
        claiming.refuse(handover, request.user)
    except PermissionDenied:
        raise Http404 from None
    return redirect("lost_found:page", handover.post_id)


@require_POST
@login_required
def not_it(request, pk):
    """One of the two says that a match is none."""
    mine = Item.objects.filter(author=request.user).values("pk")
    row = get_object_or_404(Match.objects.filter(Q(lost__in=mine) | Q(found__in=mine)), pk=pk)
    dismiss(row, request.user)
    own = Item.objects.filter(author=request.user, pk__in=[row.lost_id, row.found_id]).first()
    return redirect(f"{own.get_absolute_url()}#matches")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request, pk):
    item = item_for(request.user, pk)
    if not claiming.may_claim(item, request.user):
        raise Http404
    form = ClaimForm(request.POST if request.method == "POST" else None, initial=_first(item, request.user))
    if form.is_bound and form.is_valid() and (made := _claim(request, item, form)):
        messages.success(request, _("C’est envoyé. Vous serez prévenu de la réponse."))
        return redirect(made)
    context = {"form": form, "item": item}
    return render(request, "lost_found/claim.html", context, status=422 if form.is_bound else 200)


def _first(item, member):
    """What they noted of the same thing, when they told that they lost it, stands there already."""
    match = Match.objects.filter(found=item.pk, lost__author=member, dismissed_at=None).select_related("lost").first()
    return {"client_key": uuid.uuid4(), "text": match.lost.secret if match else ""}


def _claim(request, item, form):
    try:
        return claiming.claim(item, request.user, **form.cleaned_data)
    except (ValidationError, Closed) as fault:
        form.add_error(None, fault if isinstance(fault, ValidationError) else str(fault))
    except PermissionDenied:
        raise Http404 from None
