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
    category of reports, in the active language. One query for all categories together, then none for KEPT seconds."""
    return cache.get_or_set(f"desks:{get_language()}", _by_category, KEPT).get(category.pk, [])


def _by_category():
    rows = Entry.desk_for.through.objects.select_related("entry")
    rows = rows.filter(entry__hidden_at=None, entry__closed_on=None).order_by("entry__sort_key", "entry__pk")
    found = {}
    for row in rows:
        if len(found.setdefault(row.category_id, [])) < MOST:
            found[row.category_id].append(_told(row.entry))
    return found


def _told(entry):
    return entry.name, entry.get_absolute_url(), spoken(entry.phone), entry.phone, said(entry.hours)


def served_by(entry):
    """The categories of reports about which one comes here, each with its name; only the city's own have any."""
    return list(entry.desk_for.filter(active=True)) if entry.official_id else []
