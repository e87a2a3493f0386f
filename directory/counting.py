"""How many entries stand in each category of each territory: what the list says beside its categories."""

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count

from .entries import Entry, Tally

KEPT = 60  # seconds


@transaction.atomic
def count():
    """Count anew: one statement over all entries. After an import, and every now and then (settings.TICK)."""
    rows = Entry.objects.listed().order_by().values_list("category", "territory").annotate(Count("pk"))
    counted = [Tally(category_id=category, territory_id=territory, count=many) for category, territory, many in rows]
    Tally.objects.all().delete()
    Tally.objects.bulk_create(counted)
    cache.delete("directory:tallies")


def tallies():
    """[(category's id, territory's id, how many)], kept for KEPT seconds."""
    read = Tally.objects.values_list("category", "territory", "count")
    return cache.get_or_set("directory:tallies", lambda: list(read), KEPT)


def counts(territories=None):
    """{category's id: how many}, of some territories (ids) or of all."""
    found = {}
    for category, territory, many in tallies():
        if territories is None or territory in territories:
            found[category] = found.get(category, 0) + many
    return found
