"""The list, and the same as GeoJSON."""

import hashlib
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.posts.cards import cards_by_id
from community.visitors import kept_for_visitors

from ..facets import facets
from ..filters import Filters, versions
from ..found import found
from ..models import Classified

MOST_POINTS = 2000  # of one GeoJSON answer: enough for a screen; the map's tiles have them all


@require_safe
@kept_for_visitors(seconds=5)
def index(request):
    filters = Filters(request.GET, request.user)
    if not filters.is_valid():
        return render(request, "classifieds/list.html", {"filters": filters, "cards": []}, status=400)
    page, asked = found(filters), filters.asked()
    query = urlencode(asked)
    context = {
        "filters": filters,
        "cards": list(cards_by_id(versions(page.pks, request.user), get_language(), "classified").items()),
        "facets": facets(filters, page),
        "found": page,
        "asked": asked,
        "query": query,
        "home": "" if filters.cleaned_data["near"] else _home(request.user),
        "points": "/classifieds.geojson" + (f"?{query}" if asked else ""),
        "next_url": f"?{urlencode({**asked, 'after': page.after})}" if page.after else "",
        "first_url": f"?{query}" if filters.cleaned_data["after"] else "",
    }
    template = "classifieds/list.html#results" if request.headers.get("X-Requested-With") else "classifieds/list.html"
    return render(request, template, context)


def _home(member):
    """About where the member lives, for an address that they may share: to a hundred metres."""
    home = member.home if member.is_authenticated else None
    return f"{home.lat:.3f},{home.lon:.3f}" if home and home.lat is not None else ""


@require_safe
def geojson(request):
    """The first MOST_POINTS of the filter as points (GeoJSON, RFC 7946), each the middle of its square, with an ETag;
    `note` says what is missing."""
    filters = Filters(request.GET, request.user)
    if not filters.is_valid():
        return JsonResponse({"errors": filters.errors}, status=400)
    page = found(filters, MOST_POINTS)
    shown = versions(page.pks, request.user)
    etag = f'"{hashlib.blake2s(repr((shown, get_language())).encode(), digest_size=12).hexdigest()}"'
    if response := get_conditional_response(request, etag=etag):
        return response
    answer = {"type": "FeatureCollection", "features": _features([pk for pk, _sequence in shown])}
    if page.after:
        answer["note"] = _("Les %(count)s premières seulement : précisez le filtre.") % {"count": MOST_POINTS}
    response = JsonResponse(answer, content_type="application/geo+json")
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def _features(pks):
    fields = ("pk", "lat", "lon", "title", "state", "kind", "intent", "category__code", "price_cents", "published_at")
    rows = {row["pk"]: row for row in Classified.objects.filter(pk__in=pks, lat__isnull=False).values(*fields)}
    return [_feature(rows[pk]) for pk in pks if pk in rows]


def _feature(row):
    return {
        "type": "Feature",
        "id": row["pk"],
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": {
            "id": row["pk"],
            "title": row["title"],
            "url": f"/classifieds/{row['pk']}/",
            "state": row["state"],
            "kind": row["kind"],
            "intent": row["intent"],
            "category": row["category__code"],
            "price_cents": row["price_cents"],
            "published_at": row["published_at"].isoformat(),
        },
    }
