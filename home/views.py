from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from community.places.boundaries import atlas
from community.places.models import Place, Territory
from community.posts.cards import cards
from community.visitors import kept_for_visitors
from incidents.filters import Filters

from .square import home_territory

BESIDE = 12  # cards in the list beside the map; the whole list is one link away


@require_safe
@kept_for_visitors(seconds=5)
def map_page(request):
    """Everything on a map, and the same in a list beside it. The filters are those of /incidents/."""
    filters = Filters(request.GET, request.user)
    if not filters.is_valid():
        return render(request, "home/map.html", {"filters": filters, "cards": [], **_start(request)}, status=400)
    versions, more = filters.page(BESIDE)
    asked = filters.asked()
    context = {
        "filters": filters,
        "cards": cards(versions, get_language(), "incident"),
        "asked": asked,
        "query": urlencode(asked),
        "more": bool(more),
        **_start(request),
    }
    template = "home/map.html#results" if request.headers.get("X-Requested-With") else "home/map.html"
    return render(request, template, context)


def _start(request):
    """Where the map looks first: a point inside the reader's neighbourhood, else inside the town."""
    place = home_territory(request.user)
    shape = atlas().shape_of(place) if place else None
    if shape is None:
        return {"lat": None, "lon": None}
    inside = shape.representative_point()
    return {"lat": inside.y, "lon": inside.x, "zoom": 15 if place.level == "neighbourhood" else 14}


@require_safe
@kept_for_visitors(seconds=60)
def credits_page(request):
    """Whose data and work the site shows: boundaries, places, map pictures, software."""
    sources = cache.get_or_set("credits", _sources, 600)
    return render(request, "home/credits.html", {"sources": sources, "geocoder": settings.GEOCODER})


def _sources():
    return {
        "territories": _distinct(Territory),
        "places": _distinct(Place),
        "approximate": Territory.objects.filter(approximate=True).exists(),
    }


def _distinct(model):
    return list(model.objects.exclude(source="").order_by("source").values_list("source", flat=True).distinct())
