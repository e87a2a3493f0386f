"""One batch of one source, compared with what stands and written in a few statements, whatever its size."""

import hashlib
from collections import Counter

from community.places.models import Place

from .entries import RESERVED, SAID, Entry, FormerSlug, Origin, stem_of
from .matching import same_elsewhere

# What a second source may fill in, where the first says nothing.
FILLS = ("text", "address", "phone", "email", "website", "hours", "hours_text", "accessibility")
WRITTEN = [field.removesuffix("_id") for field in SAID]
WRITTEN += ["sort_key", "cell", "accessible", "official", "differs", "changed_at"]
OF_PLACE = ["name", "kind", "address", "lat", "lon", "territory", "source", "cell", "folded"]


class Writer:
    """`entries` is {key: an unsaved Entry}; `twice` will hold the keys that the file had before."""

    def __init__(self, intake, entries):
        self.intake, self.entries, self.now = intake, entries, intake.started
        self.counts, self.twice = Counter(), []
        self.changed, self.seen = [], []  # entries that stand: those to be written, ids of those that were found again

    def write(self):
        """{what: how many} of created, updated, unchanged, held, merged."""
        keys = list(self.entries)
        known = Entry.objects.filter(source_key__in=keys).select_related("place")
        known = {row.source_key: row for row in known}
        origins = Origin.objects.filter(source_key__in=keys).select_related("entry__place")
        origins = {row.source_key: row for row in origins}
        fresh = {key: entry for key, entry in self.entries.items() if key not in known and key not in origins}
        same = same_elsewhere(fresh, self.intake.prefix) if fresh else {}
        self._again(known)
        self._again_beside(origins)
        self._beside(same)
        self._create([entry for key, entry in fresh.items() if key not in same])
        self._save()
        return self.counts

    # --- What stands -------------------------------------------------------------------------------------------------

    def _again(self, known):
        beside = {}
        for origin in Origin.objects.filter(entry__in=[row.pk for row in known.values()], gone_at=None):
            beside.setdefault(origin.entry_id, []).append(origin.said)
        for key, row in known.items():
            if row.seen_at == self.now:
                self.twice.append(key)
                continue
            self.seen.append(row.pk)
            self._compare(row, self._said(self.entries[key], row, beside.get(row.pk, ())))

    def _said(self, new, row, beside):
        """{field: what the sources say}: the first one, and where it is silent the others."""
        facts = {field: getattr(new, field) for field in SAID}
        if new.category_id == getattr(self.intake.categories.other, "pk", None):
            facts["category_id"] = row.category_id  # somebody may have found it a better one
        for said in beside:
            facts |= {field: said[field] for field in FILLS if not facts[field] and said.get(field)}
        return facts

    def _compare(self, row, facts):
        differs = {field: value for field, value in facts.items() if getattr(row, field) != value}
        if row.is_held:
            self.counts["held" if differs else "unchanged"] += 1
            if row.differs != differs:
                row.differs = differs
                self.changed.append(row)
            return
        self.counts["updated" if differs else "unchanged"] += 1
        if differs:
            self._change(row, differs)

    def _change(self, row, facts):
        for field, value in facts.items():
            setattr(row, field, value)
        row.changed_at = self.now
        row.index()
        self.changed.append(row)

    # --- What another source has already -----------------------------------------------------------------------------

    def _beside(self, same):
        for key, row in same.items():
            new = self.entries[key]
            said = {field: getattr(new, field) for field in FILLS if getattr(new, field)}
            Origin.objects.create(
                entry=row, source=new.source, source_key=key, source_url=new.source_url, source_on=new.source_on,
                said=said, seen_at=self.now,
            )  # fmt: skip
            self.counts["merged"] += 1
            self._fill(row, said)

    def _again_beside(self, origins):
        for key, origin in origins.items():
            new = self.entries[key]
            said = {field: getattr(new, field) for field in FILLS if getattr(new, field)}
            before, origin.said = origin.said, said
            origin.source_on, origin.seen_at, origin.gone_at = new.source_on, self.now, None
            origin.save()
            self.counts["unchanged" if before == said else "updated"] += 1
            if before != said:
                self._fill(origin.entry, said, before)

    def _fill(self, row, said, before=None):
        """What is empty, or what the same source had filled."""
        mine = {field: value for field, value in said.items()
                if getattr(row, field) in ("", {}, (before or {}).get(field))}  # fmt: skip
        if mine and not row.is_held:
            self._change(row, mine)

    # --- What is new -------------------------------------------------------------------------------------------------

    def _create(self, entries):
        self._address(entries)
        self._place(entries)
        Entry.objects.bulk_create(entries)
        self.counts["created"] += len(entries)

    def _address(self, entries):
        """Each gets a slug of its own: its name, and where that is taken, with a mark of its source's key, so that the
        order of a file does not matter."""
        wanted = {entry.source_key: (stem := stem_of(entry.name), f"{stem}-{_mark(entry)}") for entry in entries}
        slugs = [slug for pair in wanted.values() for slug in pair]
        taken = set(Entry.objects.filter(slug__in=slugs).values_list("slug", flat=True)) | RESERVED
        taken |= set(FormerSlug.objects.filter(slug__in=slugs).values_list("slug", flat=True))
        for entry in entries:
            stem, marked = wanted[entry.source_key]
            entry.slug = stem if stem not in taken else marked
            taken.add(entry.slug)

    def _place(self, entries):
        """Their lines in the gazetteer: those that stand there under the same key, or new ones."""
        entries = [entry for entry in entries if entry.lat is not None]
        keys = [entry.source_key for entry in entries]
        known = {row.source_key: row for row in Place.objects.filter(source_key__in=keys, entry=None)}
        fresh = []
        for entry in entries:
            entry.place = known.get(entry.source_key) or Place(source_key=entry.source_key)
            if not entry.place.pk:
                fresh.append(entry.place)
            self._copy(entry, entry.place)
        Place.objects.bulk_create(fresh)
        Place.objects.bulk_update(known.values(), OF_PLACE, batch_size=50)

    # --- Writing -----------------------------------------------------------------------------------------------------

    def _save(self):
        Entry.objects.bulk_update(self.changed, WRITTEN, batch_size=40)
        places = [row.place for row in self.changed if row.place_id and self._copy(row, row.place)]
        Place.objects.bulk_update(places, OF_PLACE, batch_size=50)
        found_again = Entry.objects.filter(pk__in=self.seen)
        found_again.update(seen_at=self.now, gone_at=None, source=self.intake.source[:200], source_on=self.intake.on)

    def _copy(self, entry, place):
        """The gazetteer says what the entry says."""
        place.name, place.address, place.lat, place.lon = entry.name, entry.address, entry.lat, entry.lon
        place.territory_id, place.source = entry.territory_id, entry.source
        place.kind = self.intake.categories.by_id[entry.category_id].name_fr
        place.index()
        return place


def _mark(entry):
    return hashlib.sha256(entry.source_key.encode()).hexdigest()[:8]
