"""Groups: finding one, founding it, coming in, leaving. A group's own page, with its feed, is home's."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.members.reach import territories_of

from . import joining, leaving
from .access import group_for, is_in
from .forms import GroupForm, JoinForm, listed
from .founding import found
from .models import Membership

PER_PAGE = 30


@require_safe
@never_cache
def index(request):
    """One's own, those nearby, then all that one may know of; ?q= looks through them."""
    words, me = request.GET.get("q", "").strip()[:100], request.user
    rows = listed(me, words).annotate(people=Count("memberships", filter=Q(memberships__joined_at__isnull=False)))
    mine, near = _mine(me), set()
    if me.is_authenticated and not words:
        near = territories_of(me)
    others = rows.exclude(pk__in=[row.group_id for row in mine]) if not words else rows
    context = {
        "words": words,
        "query": urlencode({"q": words}) if words else "",
        "mine": [] if words else mine,
        "near": list(others.filter(territory__in=near)[:PER_PAGE]) if near else [],
        "page": Paginator(others.exclude(territory__in=near), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "groups/list.html", context)


def _mine(member):
    """One's rows: in it, invited, waiting for an answer."""
    if not member.is_authenticated:
        return []
    rows = Membership.objects.filter(member=member, banned_at=None).select_related("group__territory")
    return list(rows.order_by("group__ended_at", "group__name"))


@never_cache
@login_required
def new(request):
    home = request.user.neighbourhood
    form = GroupForm(_sent(request), initial={"territory": home.code if home else ""})
    if request.method == "POST" and form.is_valid():
        group = found(request.user, client_key=form.cleaned_data["client_key"], **form.said())
        messages.success(request, _("Le groupe est ouvert. Dites-le à vos voisins."))
        return redirect(group)
    return render(request, "groups/edit.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@login_required
def join(request, slug):
    """The rules and, where one must ask, a word; at once where there is neither."""
    group, mine = group_for(request.user, slug)
    if is_in(mine) or group.ended_at:
        return redirect(group)
    asks = not group.is_public and not (mine and mine.invited_at)
    form = JoinForm(group, _sent(request), asks)
    if request.method == "POST" and form.is_valid():
        return _joined(request, group, form.cleaned_data.get("word", ""))
    context = {"group": group, "form": form, "asks": asks, "mine": mine}
    return render(request, "groups/join.html", context, status=400 if form.errors else 200)


def _joined(request, group, word):
    try:
        mine = joining.join(group, request.user, word)
    except PermissionDenied:
        messages.error(request, _("Vous ne pouvez pas entrer dans ce groupe."))
        return redirect("groups:list")
    said = _("Vous êtes dans le groupe.") if mine.joined_at else _("C'est demandé : un responsable vous répondra.")
    messages.success(request, said)
    return redirect(group)


@require_POST
@login_required
def accept_rules(request, slug):
    group, mine = group_for(request.user, slug)
    if not is_in(mine):
        raise Http404
    joining.accept_rules(group, request.user)
    return redirect(group)


@never_cache
@login_required
def leave(request, slug):
    """posts=keep or take. An invitation or a question is taken back the same way."""
    group, mine = group_for(request.user, slug)
    if mine is None or mine.banned_at:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            leaving.leave(group, request.user, take_posts=request.POST.get("posts") == "take")
        except ValidationError as fault:
            error = " ".join(fault.messages)
        else:
            messages.success(request, _("Vous avez quitté « %(group)s ».") % {"group": group.name})
            return redirect("groups:list")
    context = {"group": group, "mine": mine, "error": error}
    return render(request, "groups/leave.html", context, status=400 if error else 200)


def _sent(request):
    return request.POST if request.method == "POST" else None
