"""The list, and the same as GeoJSON."""

import hashlib
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.posts.cards import cards
from community.visitors import kept_for_visitors

from ..filters import Filters
from ..models import Incident

MOST_POINTS = 2000  # of one GeoJSON answer: enough for a screen; the map's tiles have them all


@require_safe
@kept_for_visitors(seconds=5)
def index(request):
    filters = Filters(request.GET, request.user)
    if not filters.is_valid():
        return render(request, "incidents/list.html", {"filters": filters, "cards": []}, status=400)
    versions, after = filters.page()
    asked = filters.asked()
    context = {
        "filters": filters,
        "cards": cards(versions, get_language(), "incident"),
        "asked": asked,
        "followed_category": _category(filters, asked),
        "query": urlencode(asked),
        "points": "/incidents.geojson" + (f"?{urlencode(asked)}" if asked else ""),
        "next_url": f"?{urlencode({**asked, 'after': after})}" if after else "",
        "first_url": f"?{urlencode(asked)}" if filters.cleaned_data["after"] else "",
    }
    template = "incidents/list.html#results" if request.headers.get("X-Requested-With") else "incidents/list.html"
    return render(request, template, context)


def _category(filters, asked):
    """{"topic", "name"} of the category chosen, which may be followed; None for all of them."""
    found = [name for code, name, *_group in filters.known if code == asked.get("category")]
    return {"topic": f"category:{asked['category']}", "name": found[0]} if found else None


@require_safe
def geojson(request):
    """The first MOST_POINTS of the filter as points (GeoJSON, RFC 7946), with an ETag; `note` says what is missing."""
    filters = Filters(request.GET, request.user)
    if not filters.is_valid():
        return JsonResponse({"errors": filters.errors}, status=400)
    versions, more = filters.page(MOST_POINTS)
    etag = f'"{hashlib.blake2s(repr((versions, get_language())).encode(), digest_size=12).hexdigest()}"'
    if response := get_conditional_response(request, etag=etag):
        return response
    answer = {"type": "FeatureCollection", "features": _features([pk for pk, _sequence in versions])}
    if more:
        answer["note"] = _("Les %(count)s premiers seulement : précisez le filtre.") % {"count": MOST_POINTS}
    response = JsonResponse(answer, content_type="application/geo+json")
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def _features(pks):
    fields = ("pk", "lat", "lon", "title", "state", "kind", "nature", "category__code", "published_at", "vote_count")
    rows = {row["pk"]: row for row in Incident.objects.filter(pk__in=pks).values(*fields)}
    return [_feature(rows[pk]) for pk in pks if pk in rows]


def _feature(row):
    return {
        "type": "Feature",
        "id": row["pk"],
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": {
            "id": row["pk"],
            "title": row["title"],
            "url": f"/incidents/{row['pk']}/",
            "state": row["state"],
            "kind": row["kind"],
            "nature": row["nature"],
            "category": row["category__code"],
            "confirmations": row["vote_count"],
            "published_at": row["published_at"].isoformat(),
        },
    }
