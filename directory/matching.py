"""Which category a file's own words mean, and which entry a place of a file already is."""

from community.places.distance import metres_between
from community.places.words import fold

from .categories import Category
from .entries import Entry
from .first_categories import OTHER

SAME_WITHIN = 60  # metres between two sources' points of one place


class Categories:
    """The categories by the words of files. One query."""

    def __init__(self):
        rows = list(Category.objects.all())
        self.by_code = {row.code: row for row in rows}
        self.by_id = {row.pk: row for row in rows}
        self.exact, self.any_other = {}, {}
        for row in rows:
            for match in row.matches:
                key, star, _rest = match.partition("=*")
                (self.any_other if star else self.exact)[fold(key)] = row
            self.exact.setdefault(fold(row.code), row)

    def of(self, kinds):
        """(the category that the words mean or None, whether one of them names it exactly)."""
        for kind in kinds:
            if found := self.exact.get(fold(kind)):
                return found, True
        for kind in kinds:
            if found := self.any_other.get(fold(kind.partition("=")[0])):
                return found, False
        return None, False

    @property
    def other(self):
        return self.by_code.get(OTHER)


def same_elsewhere(told, prefix):
    """{key: Entry} of those of `told` ({key: an unsaved Entry}) that another source has already: the same name within
    SAME_WITHIN metres, in the same category. One query."""
    names = {entry.sort_key for entry in told.values()}
    rows = Entry.objects.filter(sort_key__in=names).exclude(lat=None).select_related("place")
    known = {}
    for row in rows.exclude(source_key__startswith=f"{prefix}:"):
        known.setdefault((row.sort_key, row.category_id), []).append(row)
    found, taken = {}, set()
    for key, entry in told.items():
        for row in known.get((entry.sort_key, entry.category_id), ()):
            if row.pk not in taken and _close(row, entry):
                found[key] = row
                taken.add(row.pk)
                break
    return found


def _close(one, other):
    return other.lat is not None and metres_between(one.lat, one.lon, other.lat, other.lon) <= SAME_WITHIN
