from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.places.models import Place, Territory
from community.visitors import kept_for_visitors


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
