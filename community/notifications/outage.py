"""The mail server is out of reach: all processes know for a while, the admin shows it, the clock asks again."""

import logging

from django.core.cache import cache
from django.utils import timezone

log = logging.getLogger(__name__)

KEY = "mail:outage"
FRESH = 30  # seconds during which a wake-up does not knock again
KEPT = 6 * 3600


def note(fault):
    """It did not answer just now, or hung up. What is due stays due."""
    known, now = cache.get(KEY) or {}, timezone.now()
    cache.set(KEY, {"since": known.get("since", now), "at": now, "error": type(fault).__name__}, KEPT)
    log.warning("the mail server is out of reach (%s): mails wait", type(fault).__name__)


def over():
    if cache.get(KEY):
        cache.delete(KEY)
        log.info("the mail server answers again")


def current():
    """{"since", "at", "error"}, or None while all is well."""
    return cache.get(KEY)


def is_fresh():
    known = cache.get(KEY)
    return bool(known) and (timezone.now() - known["at"]).total_seconds() < FRESH
