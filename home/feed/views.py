"""The pages of the feed. Plain GET all of them; a script asks the same addresses for their parts."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.places.boundaries import atlas
from community.visitors import kept_for_visitors

from . import chips, days, marks, reading, scopes
from .filters import Filters
from .items import drawn
from .upto import Upto


@require_safe
@kept_for_visitors(seconds=5)
def mine(request):
    """All one's places; for visitors the town."""
    return _show(request, scopes.mine(request.user))


@require_safe
@kept_for_visitors(seconds=5)
def territory(request, place):
    """One quarter or town, by its code or its name."""
    return _show(request, _scope(request, place))


def _scope(request, place):
    scope = scopes.named(place) if place else scopes.mine(request.user)
    if scope is None:
        raise Http404
    return scope


def _show(request, scope):
    filters, now = Filters(request.GET, scope.places), timezone.now()
    if not filters.is_valid():
        return render(request, "home/feed/feed.html", _head(scope, filters, {}), status=400)
    context = {**_head(scope, filters, filters.asked()), **reading.page(request.user, scope, filters, now)}
    part = "#lines" if request.headers.get("X-Requested-With") else ""
    return render(request, f"home/feed/feed.html{part}", context)


def _head(scope, filters, asked):
    territories, query = _offered(scope), urlencode(asked)
    return {
        "scope": scope,
        "filters": filters,
        "asked": asked,
        "territories": territories,
        "wheres": chips.wheres(scope, asked, territories),
        "whats": chips.whats(scope, asked),
        "near_url": chips.without(scope, asked, "near"),
        "news_url": f"{scope.address}new/" + (f"?{query}" if query else ""),
    }


def _offered(scope):
    """The town and its quarters, of the feed's own town."""
    here = scope.place or (scope.places[0].territory if scope.places else None)
    town = here and here.city
    if not town:
        return []
    return [town, *sorted((t for t in atlas().territories if t.parent_id == town.pk), key=lambda t: t.name)]


@require_safe
@never_cache
def news(request, place=""):
    """How many lines are new since ?upto=, for this reader and these filters; with ?show=1 the lines themselves."""
    scope = _scope(request, place)
    filters, now = Filters(request.GET, scope.places), timezone.now()
    if not filters.is_valid() or not filters.cleaned_data["upto"]:
        return JsonResponse({"error": _("Cette page du fil n'existe pas : reprenez au début.")}, status=400)
    lines, more, upto = reading.fresh(request.user, scope, filters, now)
    if request.GET.get("show"):
        shown = days.by_day(drawn(lines), days.zone_of(request.user), now)
        return render(request, "home/feed/feed.html#fresh", {"days": shown, "upto": upto, "count": len(lines)})
    return JsonResponse({"count": len(lines), "more": more, "words": count_words(len(lines), more)})


def count_words(count, more):
    if more:
        return _("Plus de %(count)s nouvelles publications") % {"count": count}
    words = ngettext("%(count)s nouvelle publication", "%(count)s nouvelles publications", count)
    return words % {"count": count}


@require_POST
@login_required
def read(request):
    """One has read a feed to its end, or says so: `feed` (a territory's code, or "mine") and `upto`."""
    feed = request.POST.get("feed", "")
    scope = _scope(request, "" if feed == scopes.MINE else feed or "?")
    try:
        marks.move(request.user, scope.feed, Upto.parse(request.POST.get("upto", "")))
    except ValueError:
        return JsonResponse({"error": _("Cette page du fil n'existe pas : reprenez au début.")}, status=400)
    if request.headers.get("X-Requested-With"):
        return JsonResponse({"read": True})
    return redirect(scope.address)
