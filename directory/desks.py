"""Which desks stand behind a category of reports: "the town hall's desk for…" (settings.DESKS)."""

from django.core.cache import cache
from django.utils.translation import get_language

from .hours import said
from .models import Entry
from .owning_forms import spoken

KEPT = 60  # seconds: what is said of being open may be so old
MOST = 3  # desks for one category


def of(category):
    """[(name, address of its page, number to show, number to dial, whether it is open in words)] of the desks for a
    category of reports, in the active language; kept for KEPT seconds. One query, then none."""
    key = f"desks:{category.pk}:{get_language()}"
    return cache.get_or_set(key, lambda: [_told(entry) for entry in _desks_for(category)], KEPT)


def _desks_for(category):
    return Entry.objects.listed().filter(desk_for=category.pk).order_by("sort_key", "pk")[:MOST]


def _told(entry):
    return entry.name, entry.get_absolute_url(), spoken(entry.phone), entry.phone, said(entry.hours)


def served_by(entry):
    """The categories of reports about which one comes here, each with its name; only the city's own have any."""
    return list(entry.desk_for.filter(active=True)) if entry.official_id else []
