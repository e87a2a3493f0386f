"""The directory's list, and the same as GeoJSON and as CSV."""

import hashlib
import json
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.visitors import kept_for_visitors

from ..categories import families, known
from ..counting import counts
from ..entries import Entry
from ..exporting import as_csv as csv_of
from ..exporting import features
from ..filters import Filters
from ..lines import cards

MOST_POINTS, MOST_ROWS = 500, 5000
FIRST = 6  # categories shown before "all of them": on a phone, the first entries are on the first screen


@require_safe
@kept_for_visitors(seconds=5)
def index(request):
    filters = Filters(request.GET)
    if not filters.is_valid():
        return render(request, "directory/list.html", {"filters": filters, "cards": []}, status=400)
    entries, after = filters.page()
    asked = filters.asked()
    tree = _tree(asked)
    context = {
        "filters": filters,
        "cards": cards(entries, filters.moment),
        "moment": filters.moment,
        "asked": asked,
        "query": urlencode(asked),
        "points": "/services.geojson" + (f"?{urlencode(asked)}" if asked else ""),
        "next_url": f"?{urlencode({**asked, 'after': after})}" if after else "",
        "first_url": f"?{urlencode(asked)}" if filters.cleaned_data["after"] else "",
        "tree": tree,
        "first_lines": tree[:FIRST],
        "more_lines": tree[FIRST:],
        "crumbs": _crumbs(asked),
        "quick": _quick(),
    }
    template = "directory/list.html#results" if request.headers.get("X-Requested-With") else "directory/list.html"
    return render(request, template, context)


def _tree(asked):
    """[(category, how many, address, whether it is chosen)] to go down into: families, or what is in the one chosen.
    The chosen one first. Empty while words are looked for."""
    if asked.get("q"):
        return []
    chosen, count = asked.get("category", ""), counts()
    for family, inside in families():
        if chosen and chosen in (family.code, *(row.code for row in inside)):
            lines = [(row, count.get(row.pk, 0)) for row in inside]
            break
    else:
        lines = [(family, sum(count.get(row.pk, 0) for row in (family, *inside))) for family, inside in families()]
    rest = {name: value for name, value in asked.items() if name != "category"}
    lines = [(row, many, urlencode({"category": row.code, **rest})) for row, many in lines if many]
    lines = [(row, many, f"?{query}", row.code == chosen) for row, many, query in lines]
    return sorted(lines, key=lambda line: not line[-1])


def _crumbs(asked):
    """The category chosen and the one it stands in, the wider first."""
    found = next((row for row in known() if row.code == asked.get("category")), None)
    return [row for row in (found and found.parent_id and found.parent, found) if row]


def _quick():
    """[(icon, words, address)] of what people come for."""
    return [
        ("pill", _("Pharmacie ouverte"), "?category=pharmacie&open=now"),
        ("stethoscope", _("Médecin"), "?category=medecin"),
        ("landmark", _("Mairie"), "?category=mairie"),
        ("shopping-cart", _("Courses, ouvert maintenant"), "?category=alimentation&open=now"),
    ]


@require_safe
def geojson(request):
    """The first MOST_POINTS of the filter as points, with an ETag; `note` says what is missing."""
    filters = Filters(request.GET)
    if not filters.is_valid():
        return JsonResponse({"errors": filters.errors}, status=400)
    entries, more = filters.page(MOST_POINTS)
    answer = {"type": "FeatureCollection", "features": features(cards(entries))}
    if more:
        answer["note"] = _("Les %(count)s premiers seulement : précisez le filtre.") % {"count": MOST_POINTS}
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.blake2s(body, digest_size=12).hexdigest()}"'
    response = HttpResponse(body, content_type="application/geo+json")
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return get_conditional_response(request, etag=etag, response=response)


@require_safe
def as_csv(request):
    """The first MOST_ROWS of the filter."""
    filters = Filters(request.GET)
    if not filters.is_valid():
        return JsonResponse({"errors": filters.errors}, status=400)
    chosen, _more = filters.page(MOST_ROWS)
    by_id = Entry.objects.select_related("category").in_bulk([entry.pk for entry in chosen])
    text = csv_of([by_id[entry.pk] for entry in chosen if entry.pk in by_id], settings.SITE_URL)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="annuaire.csv"'
    return response
