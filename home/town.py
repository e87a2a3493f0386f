"""What the town says of itself (TownSettings), kept where every page can read it without asking the database."""

from types import SimpleNamespace

from django.core.cache import cache
from django.utils.translation import get_language

KEY = "town"
KEPT = 60  # seconds; saving the settings, or an alert, forgets it at once where the cache is shared


def facts():
    """The default site's settings as plain values: name, notice, emblem (address or ""), numbers, reopen_by; and
    the alerts in force, which every page must know without asking for them."""
    known = cache.get(KEY)
    if known is None:
        known = _read()
        cache.set(KEY, known, KEPT)
    return known


def town():
    """`town` of the templates: name, notice, emblem, emergency ([{"number", "words"}] in the reader's language)."""
    known = facts()
    language = (get_language() or "fr")[:2]
    spoken = [{"number": row["number"], "words": row.get(language) or row["fr"]} for row in known["numbers"]]
    return SimpleNamespace(**known, emergency=spoken)


def reopen_by():
    """How many neighbours' "no, it is not fixed" open a case again (settings.REOPEN_BY)."""
    return facts()["reopen_by"]


def remember(settings):
    """Keep these settings as the town's, in quiet times."""
    cache.set(KEY, {**_plain(settings), "alerts": []}, KEPT)


def forget():
    cache.delete(KEY)


def _read():
    from .models import TownSettings
    from .voice.alerts import in_force

    own = TownSettings.objects.filter(site__is_default_site=True).select_related("emblem").first()
    return {**_plain(own or TownSettings()), "alerts": in_force()}


def _plain(settings):
    emblem = settings.emblem.get_rendition("max-96x96").url if settings.emblem_id else ""
    return {
        "name": settings.town_name,
        "notice": settings.notice,
        "emblem": emblem,
        "numbers": settings.emergency_numbers,
        "reopen_by": settings.reopen_by,
    }
