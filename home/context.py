"""What every page needs to know of the town."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from . import town as townhall
from .voice.alerts import shown_to

THEMES = {"parvis", "parvis-dark"}


def town(request):
    theme = request.COOKIES.get("theme", "")
    return {
        "town": SimpleLazyObject(townhall.town),
        "alerts": SimpleLazyObject(lambda: shown_to(request)),
        "theme": theme if theme in THEMES else "",
        "map_tiles_url": settings.MAP_TILES_URL,
        "map_tiles_attribution": settings.MAP_TILES_ATTRIBUTION,
        "demo": settings.DEMO,
    }
