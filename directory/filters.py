"""The list's filters, read from the address; list, map, GeoJSON and CSV share them.

A list is read from an index that is in its order already, however many entries there are. Whether one is open cannot
stand in an index: the next LOOKED_AT that have hours are read and asked, one after the other, until a page is full."""

from collections import namedtuple
from itertools import islice

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.keys import key_in
from community.places.boundaries import atlas
from community.places.coordinates import parse_point
from community.places.distance import metres_between
from community.places.models import DEPTH, Level
from community.places.words import fold
from community.posts.search import newest, words_of

from . import categories
from .entries import Entry
from .merging import MOST, merged
from .moments import CHOICES, Moment
from .nearest import around

PAGE = 20
LOOKED_AT = 400  # entries with hours that are asked for one page
FOUND = 600  # entries found by words that are read
AS_TYPED = ["%H:%M", "%Hh%M", "%Hh", "%H"]
NOT_A_PAGE = gettext_lazy("Cette page de la liste n'existe pas : reprenez au début.")
CARD = ("pk", "slug", "name", "sort_key", "address", "lat", "lon", "hours", "hours_text", "phone", "accessible",
        "recommended", "gone_at", "claimed_at", "category_id", "official_id")  # fmt: skip

Read = namedtuple("Read", "pk name sort_key lat lon hours")  # what is read of those that are sorted here
Hours = namedtuple("Hours", "id hours", defaults=[""])  # of those in order that are asked whether they are open


class Filters(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Mots"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": gettext_lazy("Pharmacie, plombier…")}),
    )
    category = forms.ChoiceField(label=gettext_lazy("Catégorie"), required=False)
    territory = forms.ChoiceField(label=gettext_lazy("Quartier"), required=False)
    open = forms.ChoiceField(
        label=gettext_lazy("Ouvert"), required=False, choices=[("", gettext_lazy("Peu importe")), *CHOICES]
    )
    at = forms.TimeField(label=gettext_lazy("À quelle heure"), required=False, input_formats=AS_TYPED,
                         widget=forms.TimeInput(attrs={"type": "time"}))  # fmt: skip
    accessible = forms.BooleanField(label=gettext_lazy("Accessible en fauteuil"), required=False)
    official = forms.BooleanField(label=gettext_lazy("Services officiels"), required=False)
    recommended = forms.BooleanField(label=gettext_lazy("Recommandés par des voisins"), required=False)
    near = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=250, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        self.fields["category"].choices = [("", _("Toutes"))] + [
            (family.name, [(row.code, row.name) for row in (family, *inside)])
            for family, inside in categories.families()
        ]
        self.fields["territory"].choices = [("", _("Partout")), *_territories()]

    def clean_near(self):
        if not self.cleaned_data["near"]:
            return None
        return parse_point(*[*self.cleaned_data["near"].split(","), ""][:2])

    def clean_after(self):
        """Where the page before ended: the id of its last entry in an ordered list, else how many were before."""
        text = self.cleaned_data["after"]
        if text and key_in(text) is None:
            raise ValidationError(NOT_A_PAGE)
        return int(text or 0)

    def asked(self):
        """The filters in use, for a link: {name: value} without the page."""
        return {name: self.data[name] for name in self.fields if name != "after" and self.data.get(name)}

    # --- What they mean ----------------------------------------------------------------------------------------------

    @property
    def meant(self):
        """The categories asked for: the one chosen with those in it, or those that the words name; [] for all."""
        if code := self.cleaned_data["category"]:
            return categories.within(code)
        return [row for found in categories.meant(self.cleaned_data["q"]) for row in categories.within(found.code)]

    @property
    def words(self):
        """The words to be found in entries: none where they only name a category."""
        named = self.meant and not self.cleaned_data["category"]
        return [] if named else words_of(self.cleaned_data["q"])

    @property
    def moment(self):
        code, at = self.cleaned_data["open"], self.cleaned_data["at"]
        return Moment(code, at) if code else None

    # --- What they select --------------------------------------------------------------------------------------------

    def page(self, limit=PAGE):
        """([Entry], the `after` of the next page or ""), in a constant number of queries. For valid filters."""
        if self.cleaned_data["near"] or self.words:
            return self._from_those_read(limit)
        return self._in_order(limit)

    def _from_those_read(self, limit):
        """From the nearest, or those found by words: few enough to be sorted here, and only the page's are whole."""
        rows, near, moment = self._rows(), self.cleaned_data["near"], self.moment
        rows = newest(rows, "entries", self.words)[:FOUND] if self.words else around(rows, *near)
        found = [Read._make(row) for row in rows.values_list(*Read._fields)]
        found = _nearest_first(found, *near) if near else _named_first(found, self.words)
        if moment:
            found = [row for row in found if moment.fits(row)]
        start = self.cleaned_data["after"]
        whole = _whole([row.pk for row in found[start : start + limit]])
        for entry in whole if near else ():
            entry.metres = round(metres_between(*near, entry.lat, entry.lon))
        return whole, str(start + limit) if len(found) > start + limit else ""

    def _in_order(self, limit):
        moment = self.moment
        most, columns = (LOOKED_AT, Hours._fields) if moment else (limit, ["id"])
        rows = [Hours(*row) for row in merged(self._parts(), most + 1, *columns)]
        more, rows = len(rows) > most, rows[:most]
        fitting = [*islice((row.id for row in rows if not moment or moment.fits(row)), limit + 1)]
        if len(fitting) > limit:
            return _whole(fitting[:limit]), str(fitting[limit - 1])
        return _whole(fitting), str(rows[-1].id) if more else ""

    def _parts(self):
        """Querysets that together select it, each of which one index serves in the order of names."""
        rows, within = self._plain(), self._territories
        if after := self.cleaned_data["after"]:
            rows = _behind(rows, after)
        rows, meant = rows.order_by("sort_key", "id"), self.meant
        if meant and within and len(meant) * len(within) <= MOST:
            return [rows.filter(category=row.pk, territory=pk) for row in meant for pk in within]
        if meant:
            rows = rows.filter(territory__in=within) if within else rows
            return [rows.filter(category=row.pk) for row in meant]
        return [rows.filter(territory=pk) for pk in within] if within else [rows]

    def _rows(self):
        """Everything asked for but the words and the distance, in no order."""
        rows, meant, within = self._plain(), self.meant, self._territories
        if meant:
            rows = rows.filter(category__in=[row.pk for row in meant])
        return rows.filter(territory__in=within) if within else rows

    def _plain(self):
        rows, said = Entry.objects.listed(), self.cleaned_data
        if self.moment:
            rows = rows.exclude(hours="")
        if said["accessible"]:
            rows = rows.filter(accessible=True)
        if said["official"]:
            rows = rows.filter(official__isnull=False)
        return rows.filter(recommended__gt=0) if said["recommended"] else rows

    @property
    def _territories(self):
        """The ids of the territory chosen and of those in it."""
        code = self.cleaned_data["territory"]
        return [t.pk for t in atlas().territories if code and code in (t.code, getattr(t.parent, "code", None))]


def _behind(rows, pk):
    """Of a list in the order of names, what comes after an entry; nothing where that one is no more."""
    last = Entry.objects.filter(pk=pk).values_list("sort_key", flat=True).first()
    if last is None:
        return rows.none()
    return rows.filter(Q(sort_key__gt=last) | Q(sort_key=last, id__gt=pk), sort_key__gte=last)


def _whole(pks):
    """The entries of these ids, in their order, with what a card says. One query."""
    by_id = Entry.objects.only(*CARD).in_bulk(pks)
    return [by_id[pk] for pk in pks if pk in by_id]


def _nearest_first(rows, lat, lon):
    rows = [row for row in rows if row.lat is not None]
    return sorted(rows, key=lambda row: (metres_between(lat, lon, row.lat, row.lon), row.pk))


def _named_first(rows, words):
    """Those whose name holds the words before those whose address or category does."""

    def elsewhere(entry):
        name = f" {fold(entry.name)}"
        return not all(f" {word}" in name for word in words)

    return sorted(rows, key=lambda entry: (elsewhere(entry), entry.sort_key, entry.pk))


def _territories():
    settled = [t for t in atlas().territories if DEPTH[t.level] >= DEPTH[Level.CITY]]
    cities = sorted((t for t in settled if t.level == Level.CITY), key=lambda t: t.name)
    return [
        (city.name, [(city.code, city.name), *sorted((t.code, t.name) for t in settled if t.parent_id == city.pk)])
        for city in cities
    ]
