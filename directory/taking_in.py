"""Taking in the places that others publish: a batch at a time, each in its own transaction, so that an import that was
cut begins anew and writes only what is missing.

What a source says of an entry follows it, until somebody holds the entry (claimed or checked it): from then on only the
difference is kept (Entry.differs). A place that two sources have is one entry: the first fills it, the second what the
first leaves empty (Origin). What a source has no longer is marked so, never deleted."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from shapely import Point

from community.places import geojson
from community.places.boundaries import territory_at
from community.places.geojson import BadGeometry
from community.places.loading import known_ground

from . import city_data, osm
from .counting import count
from .entries import Entry
from .going import mark_gone
from .matching import Categories
from .writing import Writer

BATCH = 500
SHOWN = 3  # numbers of features that are named with a reason


@dataclass
class Report:
    """What became of a file's features. `refused` and `noted` are {reason in words: how many}, `where` {reason: the
    numbers in the file, from 1, of the first SHOWN}. `kept` says why nothing was marked as gone, if so."""

    counts: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)
    noted: Counter = field(default_factory=Counter)
    where: dict = field(default_factory=dict)
    broken: str = ""
    kept: str = ""

    def refuse(self, number, reason):
        self._note(self.refused, number, reason)

    def note(self, number, reason):
        self._note(self.noted, number, reason)

    def _note(self, counts, number, reason):
        counts[reason] += 1
        numbers = self.where.setdefault(reason, [])
        if len(numbers) < SHOWN:
            numbers.append(number)


class Intake:
    """One import of one source. `prefix` keeps its keys apart from other sources', `on` is the date of the data,
    `official` the Authority of what is a public service in it; `inside` leaves out what no town covers."""

    def __init__(self, source, prefix, *, on=None, official=None, inside=False, dry_run=False):
        self.source, self.prefix, self.on, self.official = source, prefix, on, official
        self.inside, self.dry_run = inside, dry_run
        self.categories, self.ground = Categories(), known_ground()
        self.box = self.ground.bounds if self.ground else geojson.MAINLAND
        self.started, self.report = timezone.now(), Report()
        self.present = []  # keys of what was refused today although it is in the file: it is not gone

    def take(self, features, *, partial=False, sure=False, progress=lambda done: None):
        """Takes features (an iterable of dicts); returns the Report. `partial`: the file has not all of the source, so
        nothing is gone. `sure`: mark as gone even where more than half would be."""
        features, done = enumerate(features, 1), 0
        try:
            while batch := list(islice(features, BATCH)):
                self._batch(batch)
                done += len(batch)
                progress(done)
        except BadGeometry as fault:
            self.report.broken = str(fault)
        if not partial and not self.report.broken and done:
            self._mark_gone(sure)
        if not self.dry_run:
            count()
        return self.report

    # --- One batch ---------------------------------------------------------------------------------------------------

    def _batch(self, numbered):
        entries = {}
        for number, feature in numbered:
            try:
                entry = self._entry(number, feature)
                if entry.source_key in entries:
                    raise BadGeometry(_("même identifiant qu’une autre ligne du fichier"))
                entries[entry.source_key] = entry
            except BadGeometry as reason:
                self.report.refuse(number, str(reason))
        with transaction.atomic():
            writer = Writer(self, entries)
            self.report.counts.update(+writer.write())
            if self.present:
                Entry.objects.filter(source_key__in=self.present).update(seen_at=self.started)
                self.present = []
            transaction.set_rollback(self.dry_run)
        for key in writer.twice:
            self.report.refuse(key, _("même identifiant qu’une autre ligne du fichier"))

    def _entry(self, number, feature):
        """An unsaved Entry of what a feature says. BadGeometry says why not."""
        if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
            raise BadGeometry(_("ce n'est pas une Feature"))
        source = osm if osm.id_of(feature) else city_data
        try:
            told = source.told(feature, self._point(feature))
        except BadGeometry:
            self.present.append(self.key(source.told(feature, (0.0, 0.0)).key))
            raise
        category = self._category(told)
        for reason in told.notes:
            self.report.note(number, reason)
        return self._made(told, category)

    def _category(self, told):
        category, exactly = self.categories.of(told.kinds)
        if not told.name and exactly and not category.recommendable:
            told.name = category.name_fr  # a bottle bank, a defibrillator
        if not told.name:
            raise BadGeometry(_("pas de nom"))
        if category is None:
            if told.url:  # OpenStreetMap also has streets and trees in a row
                raise BadGeometry(_("aucune étiquette de lieu connue"))
            told.notes.append(_("catégorie inconnue : « %(word)s »") % {"word": (told.kinds or ["—"])[0][:60]})
        return category or self.categories.other

    def _made(self, told, category):
        territory = None if told.lat is None else territory_at(told.lat, told.lon)
        if self.inside and territory is None:
            raise BadGeometry(_("hors des villes couvertes"))
        entry = Entry(
            name=told.name, category=category, text=told.text, address=told.address, lat=told.lat, lon=told.lon,
            territory_id=territory and territory.pk, phone=told.phone, email=told.email, website=told.website,
            hours=told.hours, hours_text=told.hours_text, accessibility=told.accessibility,
            official=self.official if category.public else None, source=self.source[:200],
            source_key=self.key(told.key), source_url=told.url, source_on=self.on, seen_at=self.started,
        )  # fmt: skip
        entry.index()
        return entry

    def key(self, text):
        return key_of(self.prefix, text)

    def _point(self, feature):
        """(lat, lon) of a feature's geometry, of a point inside an area; None for a row that has none by right."""
        if feature.get("without_point"):
            return None
        geometry = feature.get("geometry")
        if not isinstance(geometry, dict):
            raise BadGeometry(_("pas de géométrie"))
        lat, lon = geojson.somewhere(geometry)
        west, south, east, north = self.box
        if not (west <= lon <= east and south <= lat <= north) and geojson.seem_swapped(Point(lon, lat), self.ground):
            raise BadGeometry(_("longitude et latitude semblent inversées"))
        return round(lat, 6), round(lon, 6)

    # --- What is gone ------------------------------------------------------------------------------------------------

    def _mark_gone(self, sure):
        gone, kept = mark_gone(self.prefix, self.started, sure=sure, dry_run=self.dry_run)
        self.report.counts["gone"], self.report.kept = gone, kept


def key_of(prefix, text):
    key = f"{prefix}:{text}" if prefix else text
    return key if len(key) <= 120 else f"{prefix}:{hashlib.sha256(key.encode()).hexdigest()}"
