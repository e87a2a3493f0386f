"""Claims in the Wagtail admin, for whoever moderates; nobody else finds anything there (404)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.moderation.desk.views import for_moderators, furniture

from . import claiming, moving, proving
from .claim_forms import DecisionForm, veiled
from .claims import Claim, Move
from .owning_forms import spoken

PER_PAGE = 25
JOINED = ("entry", "entry__category", "entry__official", "member", "decided_by")


def waiting_count():
    """How many claims and moves wait for a moderator. Two queries."""
    claims = Claim.objects.filter(state=Claim.State.WAITING).exclude(proof=Claim.Proof.EMAIL)
    return claims.count() + Move.objects.filter(accepted_at=None, refused_at=None).count()


def _crumb():
    return {"url": reverse("directory_claims:queue"), "label": _("Revendications")}


@for_moderators
@require_safe
def queue(request):
    """Those that wait first, the oldest of them on top; then what was decided, the latest first."""
    first = Case(When(state=Claim.State.WAITING, then=Value(0)), default=Value(1))
    claims = Claim.objects.select_related(*JOINED).order_by(first, "decided_at", "asked_at", "pk")
    state = request.GET.get("state", "waiting")
    if state in Claim.State.values:
        claims = claims.filter(state=state)
    moves = Move.objects.filter(accepted_at=None, refused_at=None).select_related("entry", "member")
    context = {
        "page": Paginator(claims, PER_PAGE).get_page(request.GET.get("p")),
        "states": [("all", _("Toutes")), *Claim.State.choices],
        "state": state,
        "moves": moves.order_by("asked_at"),
    }
    return render(request, "directory/claims_desk.html", {**context, **furniture(_("Revendications"))})


@for_moderators
@never_cache
@require_http_methods(["GET", "POST"])
def claim(request, pk):
    """What the claimant says and what is known of the entry; accepted, refused, or taken away again."""
    found = get_object_or_404(Claim.objects.select_related(*JOINED), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _show(request, found, form, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    if found.member_id == request.user.pk:
        form.add_error(None, _("C’est la vôtre : un autre modérateur doit s’en charger."))
        return _show(request, found, form, status=422)
    if not _decide(found, request.user, **said):
        messages.error(request, _("C’était déjà décidé."))
    else:
        messages.success(request, _("C’est décidé, et la personne est prévenue."))
    return redirect("directory_claims:queue")


def _decide(found, by, verdict, reason):
    if found.state == Claim.State.ACCEPTED:
        return verdict == "refuse" and claiming.take_away(found, by, reason)
    return claiming.accept(found, by, reason) if verdict == "accept" else claiming.refuse(found, by, reason)


def _show(request, found, form, code="", status=200):
    others = Claim.objects.filter(entry=found.entry).exclude(pk=found.pk).select_related("member", "decided_by")
    context = {
        "claim": found,
        "others": others.order_by("-asked_at")[:20],
        "form": form,
        "code": code,
        "minutes": proving.MINUTES,
        "phone": spoken(found.entry.phone),
        "from_address": veiled(found.member.email),  # its host may be the shop's own
        "may_decide": found.state in claiming.LIVE and found.member_id != request.user.pk,
        "may_call": found.is_waiting and found.proof == Claim.Proof.PHONE and found.member_id != request.user.pk,
        **furniture(found.entry.name, _crumb()),
    }
    return render(request, "directory/claims_desk_one.html", context, status=status)


@for_moderators
@never_cache
@require_POST
def call(request, pk):
    """A code to read out, shown this once."""
    found = get_object_or_404(Claim.objects.select_related(*JOINED).exclude(member=request.user), pk=pk)
    try:
        code = proving.to_read_out(found, request.user)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return redirect("directory_claims:claim", pk)
    return _show(request, found, DecisionForm(), code=code)


@for_moderators
@never_cache
@require_http_methods(["GET", "POST"])
def move(request, pk):
    found = get_object_or_404(Move.objects.select_related("entry", "member"), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    decided = bool(found.accepted_at or found.refused_at)
    context = {"move": found, "form": form, "decided": decided, **furniture(found.entry.name, _crumb())}
    if not form.is_bound or not form.is_valid():
        return render(request, "directory/claims_desk_move.html", context, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    act = moving.accept if said["verdict"] == "accept" else moving.refuse
    if act(found, request.user, said["reason"]):
        messages.success(request, _("C’est décidé, et la personne est prévenue."))
    else:
        messages.error(request, _("C’était déjà décidé."))
    return redirect("directory_claims:queue")


app_name = "directory_claims"
urlpatterns = [
    path("", queue, name="queue"),
    path("<key:pk>/", claim, name="claim"),
    path("<key:pk>/call/", call, name="call"),
    path("moves/<key:pk>/", move, name="move"),
]
