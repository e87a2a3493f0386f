"""The town's lost-property office (settings.LOST_OFFICE)."""

from django.conf import settings
from django.core.cache import cache
from django.db.models import F, Q

from .categories import within
from .entries import Entry

KEPT = 60  # seconds
NONE = ()  # what is kept where the directory knows of none


def of_the_town():
    """(name, address of its page, phone to dial) of the directory's entry for lost property, the city's own first; None
    where it holds none. Two queries, then none for KEPT seconds."""
    return cache.get_or_set("directory:lost-office", _found, KEPT) or None


def _found():
    here = Q(territory__code=settings.TOWN_CODE) | Q(territory__parent__code=settings.TOWN_CODE)
    rows = Entry.objects.listed().filter(here, category__in=within(settings.LOST_OFFICE_CATEGORY), gone_at=None)
    one = rows.order_by(F("official").asc(nulls_last=True), "sort_key", "pk").first()
    return (one.name, one.get_absolute_url(), one.phone) if one else NONE
