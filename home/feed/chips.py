"""The chips above a feed: where, and of what kind. Links, so that they work without a script."""

from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .filters import kinds_offered
from .scopes import MINE


def wheres(scope, asked, territories):
    """One's places, or the town and its quarters for who has none."""
    if scope.places and scope.feed == MINE:
        yield _chip(scope.address, asked, "place", "", _("Tous mes lieux"), "house")
        for place in scope.places:
            yield _chip(scope.address, asked, "place", str(place.pk), capfirst(str(place)), "map-pin")
        return
    for place in territories:
        here = scope.place and place.pk == scope.place.pk
        yield {"url": f"/feed/{place.code}/", "words": place.name, "icon": "map-pin", "current": bool(here)}


def whats(scope, asked):
    yield _chip(scope.address, asked, "kind", "", _("Tout"), "newspaper")
    for code, words, icon in kinds_offered():
        yield _chip(scope.address, asked, "kind", code, words, icon)


def _chip(address, asked, name, value, words, icon):
    query = {key: said for key, said in {**asked, name: value}.items() if said}
    return {
        "url": f"{address}?{urlencode(query)}" if query else address,
        "words": words,
        "icon": icon,
        "current": asked.get(name, "") == value,
    }


def without(scope, asked, name):
    """The address with all filters but one."""
    query = urlencode({key: said for key, said in asked.items() if key != name})
    return f"{scope.address}?{query}" if query else scope.address
