"""Lending: the calendar of an ad and the form to borrow; then, for the two, one page for each loan."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from community.conversations.saying import Closed
from community.handovers.access import of_member
from community.handovers.calendar_links import address
from community.handovers.flagged import topic
from community.photos.refusals import Refused
from community.posts.models import Photo
from community.posts.uploads import receive_all

from ..access import ad_for
from ..loans import photos
from ..loans.borrowing import borrow as ask_to_borrow
from ..loans.extending import answer_longer, ask_longer
from ..loans.forms import BackForm, BorrowForm, LongerForm
from ..loans.handing import where_it_is
from ..loans.models import Loan
from ..loans.month import month_of
from ..loans.returning import arrange_return, give_up, is_stuck, take_back
from ..models import Intent

MOST = 100
ENDS = {"out": photos.OUT, "back": photos.BACK}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def borrow(request, pk):
    """When it is free, for everybody; and for neighbours, from when to when they would like it."""
    ad = ad_for(request.user, pk)
    if ad.intent != Intent.LEND:
        raise Http404
    if request.method != "POST":
        return _show(request, ad, BorrowForm(initial={"client_key": uuid.uuid4()}))
    return _ask(request, ad)


@login_required
def _ask(request, ad):
    form = BorrowForm(request.POST)
    if form.is_valid():
        try:
            return redirect(ask_to_borrow(ad, request.user, **form.cleaned_data).handover)
        except ValidationError as fault:
            form.add_error(None, fault)
        except Closed as fault:
            form.add_error(None, str(fault))
    return _show(request, ad, form, status=422)


def _show(request, ad, form, status=200):
    may_ask = request.user.is_authenticated and request.user.pk != ad.author_id and not ad.is_over
    context = {"ad": ad, "form": form, "month": month_of(ad, request.GET.get("month", "")), "may_ask": may_ask}
    return render(request, "classifieds/loan_ask.html", context, status=status)


def _mine(member):
    rows = Loan.objects.filter(handover__in=of_member(member).values("pk"))
    return rows.select_related("handover__post__lot", "handover__owner", "handover__partner", "going_back")


def loan_for(member, pk):
    """One of the member's own that is promised, out or over. Raises Http404."""
    rows = _mine(member).filter(Q(out_at__isnull=False) | Q(handover__state="promised"))
    return get_object_or_404(rows, pk=pk)


@login_required
@never_cache
@require_safe
def index(request):
    """What one has lent and borrowed, what is due first on top."""
    found = list(_mine(request.user).filter(out_at__isnull=False).order_by("back_at", "until_on")[:MOST])
    rows = [(loan, loan.handover.other(request.user), where_it_is(loan)) for loan in found]
    lent = [row for row in rows if row[0].handover.owner_id == request.user.pk]
    return render(
        request, "classifieds/loans.html", {"lent": lent, "borrowed": [row for row in rows if row not in lent]}
    )


@login_required
@never_cache
@require_safe
def page(request, pk):
    return _page(request, loan_for(request.user, pk))


def _page(request, loan, status=200, refused=(), loose=(), **forms):
    handover, me, shown = loan.handover, request.user, photos.of(loan)
    context = {
        "loan": loan, "handover": handover, "other": handover.other(me), "where": where_it_is(loan),
        "is_owner": me.pk == handover.owner_id, "stuck": is_stuck(loan, me), "flag": topic(handover, me),
        "calendar": address(handover, me) if me.pk == handover.partner_id else "",
        "photos_out": shown[photos.OUT], "photos_back": shown[photos.BACK], "refused": refused, "photos": loose,
        "longer": LongerForm(), "back": BackForm(), **forms,
    }  # fmt: skip
    return render(request, "classifieds/loan.html", context, status=status)


def act(view):
    """A POST by one of the two; what cannot be done (any more) is said in words."""

    def acting(request, pk):
        loan = loan_for(request.user, pk)
        try:
            return view(request, loan) or redirect(loan)
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
            return redirect(loan)
        except PermissionDenied:
            raise Http404 from None

    return require_POST(login_required(acting))


@act
def going_back(request, loan):
    return redirect("handovers:meet", arrange_return(loan, request.user).pk)


@act
def came_back(request, loan):
    form = BackForm(request.POST)
    if not form.is_valid():
        return _page(request, loan, 422, back=form)
    take_back(loan, request.user, form.cleaned_data["damage"])
    messages.success(request, _("C’est noté : c’est rentré."))


@act
def lost(request, loan):
    give_up(loan, request.user)
    messages.success(request, _("C’est noté. Les rappels s’arrêtent."))


@act
def longer(request, loan):
    form = LongerForm(request.POST)
    if not form.is_valid():
        return _page(request, loan, 422, longer=form)
    try:
        ask_longer(loan, request.user, form.cleaned_data["until_on"])
    except ValidationError as fault:
        form.add_error(None, fault)
        return _page(request, loan, 422, longer=form)
    messages.success(request, _("C’est demandé."))


@act
def answer(request, loan):
    """yes=yes or no: may it be kept longer?"""
    yes = request.POST.get("yes") == "yes"
    if answer_longer(loan, request.user, yes):
        messages.success(request, _("C’est prolongé.") if yes else _("C’est répondu : le retour reste prévu."))


@act
def add_photos(request, loan):
    """end=out or back."""
    end = ENDS.get(request.POST.get("end"))
    if end is None:
        raise Http404
    loose, refused = receive_all(request, role=Photo.Role.MESSAGE)
    try:
        if not refused:
            photos.add(loan, end, [photo.key for photo in loose], request.user)
    except Refused as refusal:
        refused = [("", str(refusal))]
    if refused:
        return _page(request, loan, 422, refused, loose)


@login_required
@require_GET
def photo(request, pk, key, name):
    answer = HttpResponse(photos.read(loan_for(request.user, pk), key, name), content_type="image/webp")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
