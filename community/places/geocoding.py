"""From words to points and back, by the geocoder that the settings name; the town's own places when it fails."""

import hashlib
import logging

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import get_language

from . import gazetteer
from .addresses import Geoplateforme, Nominatim, Unreachable
from .boundaries import territory_at
from .found import Found

__all__ = ["Found", "find", "label_at", "search"]

logger = logging.getLogger(__name__)
KEPT = 24 * 3600  # seconds an answer is remembered
PAUSE = 30  # seconds during which a failed geocoder is not asked again
REMOTE = {"geoplateforme": Geoplateforme, "nominatim": Nominatim}


def search(text, near=None):
    """Up to eight Found(label, lat, lon) in the covered towns for what was typed, nearest to `near` (lat, lon)."""
    return find(text, near)[0]


def find(text, near=None):
    """(answers of `search`, whether the address service failed and the town's own places answered instead)."""
    text = " ".join(text.split())[:200]
    if not text:
        return [], False
    near = near and (round(near[0], 3), round(near[1], 3))
    answers, failed = _asked("search", text, near)
    if answers is None:
        return gazetteer.search(text, near), failed
    covered = [Found(*found) for found in answers if territory_at(found[1], found[2])]
    return covered or gazetteer.search(text, near), False


def label_at(lat, lon):
    """Where a point is, in words people use; at worst the names of its territories."""
    label, _failed = _asked("label_at", round(lat, 5), round(lon, 5))
    return label or gazetteer.label_at(lat, lon)


def _asked(verb, *question):
    """(what the remote geocoder answers, False), or (None, whether it failed)."""
    remote = REMOTE.get(settings.GEOCODER)
    if remote is None:
        return None, False
    key = _key(verb, *question)
    known = cache.get(key)
    if known is not None:
        return known, False
    if cache.get("geocoder:paused"):
        return None, True
    return _fresh(key, getattr(remote(), verb), question)


def _fresh(key, ask, question):
    try:
        answer = ask(*question)
    except (Unreachable, KeyError, TypeError, ValueError, IndexError, AttributeError) as fault:
        logger.warning("geocoder gave no usable answer (%s): the town's places answer for now", type(fault).__name__)
        cache.set("geocoder:paused", True, PAUSE)
        return None, True
    cache.set(key, answer, KEPT)
    return answer, False


def _key(*parts):
    said = repr((settings.GEOCODER, settings.GEOCODER_URL, get_language(), *parts))
    return "geocoder:" + hashlib.sha256(said.encode()).hexdigest()
