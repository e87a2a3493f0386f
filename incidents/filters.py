"""The list's filters, read from the address; list, map, feed and GeoJSON share them.

A page of a list is read from an index that is already in its order, whatever the number of incidents. Where a filter
names several values (a family of categories, a town of many quarters), each value's own range is read and they are
merged: one statement all the same."""

from datetime import UTC, timedelta
from math import sqrt

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import OrderBy, Q, Sum
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from community.places.boundaries import atlas
from community.places.cells import cell_of_tile, tile_at
from community.places.coordinates import parse_point
from community.places.distance import box
from community.places.models import DEPTH, Level
from community.posts.mapcounts import COUNT_ZOOMS
from community.posts.models import MapCount, Phase
from community.posts.search import matching
from community.tickets.models import Category

from .models import OPEN_PHASES, Incident
from .natures import Nature

PAGE = 20
NEAR = 500  # metres around "near me", fewer where there are more than CROWD incidents so close
CROWD = 500
SORTS = {"new": gettext_lazy("Les plus récents"), "confirmed": gettext_lazy("Les plus confirmés"),
         "waiting": gettext_lazy("Les plus anciens en attente")}  # fmt: skip
PERIODS = {"7": gettext_lazy("7 jours"), "30": gettext_lazy("30 jours"), "90": gettext_lazy("3 mois"),
           "365": gettext_lazy("1 an")}  # fmt: skip


def known_categories():
    """[(code, name, group code, group name, pk)] in the reader's language, kept a minute."""

    def read():
        rows = Category.objects.select_related("group")
        return [(c.code, c.name, c.group.code, c.group.name, c.pk) for c in rows]

    return cache.get_or_set(f"filters:categories:{get_language()}", read, 60)


def _any(label):
    return ("", label)


class Filters(forms.Form):
    q = forms.CharField(label=gettext_lazy("Mots"), required=False, max_length=100,
                        widget=forms.TextInput(attrs={"type": "search"}))  # fmt: skip
    nature = forms.ChoiceField(
        label=gettext_lazy("Genre"), required=False, choices=[_any(gettext_lazy("Tous")), *Nature.choices]
    )
    group = forms.ChoiceField(label=gettext_lazy("Famille"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Catégorie"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("État"), required=False, choices=[_any(gettext_lazy("Tous")), *Phase.choices]
    )
    territory = forms.ChoiceField(label=gettext_lazy("Quartier"), required=False)
    period = forms.ChoiceField(
        label=gettext_lazy("Période"), required=False, choices=[_any(gettext_lazy("Toujours")), *PERIODS.items()]
    )
    sort = forms.ChoiceField(label=gettext_lazy("Dans l'ordre"), required=False, choices=list(SORTS.items()))
    mine = forms.BooleanField(label=gettext_lazy("Les miens"), required=False)
    near = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, data, member=None):
        super().__init__(data)
        self.member = member if member and member.is_authenticated else None
        self.known = known_categories()
        groups = dict.fromkeys((code, name) for _c, _n, code, name, _pk in self.known)
        self.fields["group"].choices = [_any(_("Toutes")), *groups]
        self.fields["category"].choices = [_any(_("Toutes"))] + [
            (name, [(c, n) for c, n, of, _g, _pk in self.known if of == code]) for code, name in groups
        ]
        self.fields["territory"].choices = [_any(_("Partout")), *_territories()]

    def clean_near(self):
        if not self.cleaned_data["near"]:
            return None
        return parse_point(*[*self.cleaned_data["near"].split(","), ""][:2])

    def clean_after(self):
        """Where the page before ended: (value, pk)."""
        if not self.cleaned_data["after"]:
            return None
        value, _comma, pk = self.cleaned_data["after"].partition(",")
        try:
            value = int(value[:9]) if value.isascii() and value.isdigit() else parse_datetime(value)
            if isinstance(value, int) or (value and value.tzinfo and 2000 < value.year < 3000):
                return value, int(pk[:18])
        except ValueError:
            value = None
        raise ValidationError(_("Cette page de la liste n'existe pas : reprenez au début."))

    def clean(self):
        cleaned = super().clean()
        after, counted = cleaned.get("after"), cleaned.get("sort") == "confirmed"
        if after and (after[0] is None or isinstance(after[0], int) != counted):
            self.add_error("after", _("Cette page de la liste n'existe pas : reprenez au début."))
        if cleaned.get("mine") and not self.member:
            self.add_error("mine", _("Connectez-vous pour voir les vôtres."))
        return cleaned

    def asked(self):
        """The filters in use, for a link: {name: value} without the page."""
        return {name: self.data[name] for name in self.fields if name != "after" and self.data.get(name)}

    # --- what they select ------------------------------------------------------------------------------------------

    def page(self, limit=PAGE):
        """([(pk, sequence)], the `after` of the next page or ""), in one query. For valid filters."""
        key, backwards = ("vote_count", True) if self._sort == "confirmed" else (self._date, self._sort != "waiting")
        parts = [self._ordered(part, key, backwards)[: limit + 1] for part in self._parts()]
        rows = list(parts[0]) if len(parts) == 1 else _merged(parts, backwards)
        rows, more = rows[:limit], len(rows) > limit
        last = f"{_said(rows[-1][2])},{rows[-1][0]}" if more else ""
        return [(pk, sequence) for pk, sequence, _key in rows], last

    @property
    def _sort(self):
        return self.cleaned_data.get("sort") or "new"

    @property
    def _by_category(self):
        return bool(self.cleaned_data["category"] or self.cleaned_data["group"])

    @property
    def _date(self):
        """The date of the table whose index holds the filter."""
        return "reported_at" if self._by_category else "published_at"

    def _ordered(self, rows, key, backwards):
        sign, below = ("-", "lt") if backwards else ("", "gt")
        if after := self.cleaned_data["after"]:
            value, pk = after
            rows = rows.filter(
                Q(**{f"{key}__{below}": value}) | Q(**{key: value, f"id__{below}": pk}), **{f"{key}__{below}e": value}
            )
        # The parent's id: SQLite does not see that the child's is the same, and would sort what an index has sorted.
        own_id = OrderBy(RawSQL("posts_post.id", []), descending=backwards)
        return rows.order_by(f"{sign}{key}", own_id).values_list("pk", "sequence", key)

    def _parts(self):
        """Querysets that together select it, each of which one index serves in order."""
        rows, cleaned = self._everything(), self.cleaned_data
        chosen = [pk for c, _n, of, _g, pk in self.known if c == cleaned["category"] or
                  (not cleaned["category"] and of == cleaned["group"])]  # fmt: skip
        if self._sort == "confirmed":
            return [rows.filter(category__in=chosen)] if self._by_category else [rows]
        if self._by_category:
            return [rows.filter(category=pk) for pk in chosen] or [rows.none()]
        if cleaned["territory"]:
            return [rows.filter(territory=pk) for pk in _within(cleaned["territory"])] or [rows.none()]
        if self._sort == "waiting" and not cleaned["state"]:
            return [rows.filter(kind="incident", state=phase) for phase in OPEN_PHASES]
        return [rows]

    def _everything(self):
        rows, cleaned = Incident.objects.published().met_by(self.member), self.cleaned_data
        if cleaned["q"]:
            rows = matching(rows, cleaned["q"])
        if cleaned["nature"]:
            rows = rows.filter(nature=cleaned["nature"])
        if cleaned["state"]:
            rows = rows.filter(kind="incident", state=cleaned["state"])
        elif self._sort == "waiting" and (self._by_category or cleaned["territory"]):
            rows = rows.filter(state__in=OPEN_PHASES)
        if cleaned["territory"] and (self._by_category or self._sort == "confirmed"):
            rows = rows.filter(territory__in=_within(cleaned["territory"]))
        if cleaned["period"]:
            since = timezone.now() - timedelta(days=int(cleaned["period"]))
            rows = rows.filter(**{f"{self._date}__gte": since})
        if cleaned["mine"]:
            rows = rows.filter(author=self.member)
        if cleaned["near"]:
            rows = rows.near(*cleaned["near"], _radius(*cleaned["near"]))
        return rows


def _radius(lat, lon):
    """Metres within which about CROWD incidents lie, NEAR at most: read from the map's counts, in one query."""
    south, west, north, east = box(lat, lon, NEAR)
    zoom = COUNT_ZOOMS[-1]
    (left, top), (right, bottom) = tile_at(north, west, zoom), tile_at(south, east, zoom)
    cells = [cell_of_tile(zoom, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]
    counts = MapCount.objects.filter(zoom=zoom, cell__in=cells, kind="incident")
    count = counts.aggregate(all=Sum("count"))["all"] or 0
    return NEAR if count <= CROWD else max(NEAR * sqrt(CROWD / count), 30)


def _territories():
    settled = [t for t in atlas().territories if DEPTH[t.level] >= DEPTH[Level.CITY]]
    cities = sorted((t for t in settled if t.level == Level.CITY), key=lambda t: t.name)
    return [
        (city.name, [(city.code, city.name), *sorted((t.code, t.name) for t in settled if t.parent_id == city.pk)])
        for city in cities
    ]


def _within(code):
    """The ids of a territory and of those in it."""
    return [t.pk for t in atlas().territories if code in (t.code, getattr(t.parent, "code", None))]


def _merged(parts, backwards):
    """The rows of several ordered querysets, in order, by one statement. (Django's own union takes no limited parts
    on SQLite.)"""
    compiled = [part.query.sql_with_params() for part in parts if not part.query.is_empty()]
    if not compiled:
        return []
    parts = (f"SELECT * FROM ({sql}) AS part{n}" for n, (sql, _params) in enumerate(compiled))  # noqa: S608  the ORM's
    sql = " UNION ALL ".join(parts)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _sql, params in compiled for value in params])
        rows = [(pk, sequence, _aware(key)) for pk, sequence, key in cursor.fetchall()]
    return sorted(rows, key=lambda row: (row[2], row[0]), reverse=backwards)


def _aware(value):
    """SQLite tells a raw query dates without their zone, which is UTC."""
    return value.replace(tzinfo=UTC) if getattr(value, "tzinfo", UTC) is None else value


def _said(value):
    return value if isinstance(value, int) else value.astimezone(UTC).isoformat()
