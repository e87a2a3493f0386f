"""The list, and the same as GeoJSON for the map."""

from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.posts.cards import cards
from community.visitors import kept_for_visitors

from ..filters import Filters
from ..models import Item
from ..things import Side

MOST_POINTS = 1000


@require_safe
@kept_for_visitors(seconds=5)
def index(request):
    filters = Filters(request.GET, request.user)
    if not filters.is_valid():
        context = {"filters": filters, "cards": [], "side": Side.FOUND, "sides": _sides({}, "")}
        return render(request, "lost_found/list.html", context, status=400)
    versions, after = filters.page()
    asked, side = filters.asked(), filters.cleaned_data["side"]
    context = {
        "filters": filters,
        "cards": cards(versions, get_language(), "lost_found"),
        "asked": {name: value for name, value in asked.items() if name != "side"},
        "side": side,
        "sides": _sides(asked, side),
        "points": f"/lost-found.geojson?{urlencode({**asked, 'side': side})}",
        "next_url": f"?{urlencode({**asked, 'after': after})}" if after else "",
        "first_url": f"?{urlencode(asked)}" if filters.cleaned_data["after"] else "",
    }
    template = "lost_found/list.html#results" if request.headers.get("X-Requested-With") else "lost_found/list.html"
    return render(request, template, context)


def _sides(asked, side):
    """The tabs: (words, address, whether it is this one)."""
    words = {Side.FOUND: _("Trouvés"), Side.LOST: _("Perdus")}
    return [(words[one], f"?{urlencode({**asked, 'side': one.value})}", one == side) for one in words]


@require_safe
def geojson(request):
    """The first MOST_POINTS of the filter as points (GeoJSON, RFC 7946)."""
    filters = Filters(request.GET, request.user)
    if not filters.is_valid():
        return JsonResponse({"errors": filters.errors}, status=400)
    versions, more = filters.page(MOST_POINTS)
    fields = ("pk", "lat", "lon", "title", "state", "kind")
    rows = Item.objects.filter(pk__in=[pk for pk, _s in versions], lat__isnull=False).values(*fields)
    answer = {"type": "FeatureCollection", "features": [_feature(row) for row in rows]}
    if more:
        answer["note"] = _("Les %(count)s premiers seulement : précisez le filtre.") % {"count": MOST_POINTS}
    response = JsonResponse(answer, content_type="application/geo+json")
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def _feature(row):
    return {
        "type": "Feature",
        "id": row["pk"],
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": {
            "id": row["pk"], "title": row["title"], "url": f"/lost-found/{row['pk']}/", "state": row["state"],
            "kind": row["kind"],
        },
    }  # fmt: skip
