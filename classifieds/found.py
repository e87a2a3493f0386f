"""What the list shows of a filter, and how many there are beside it.

Walked: from an index that is already in the list's order, counted by the table of counts; the time does not grow with
the number of ads. Read: where words or a point narrow it, the newest MOST are read, and counted as read."""

from collections import Counter, namedtuple

from django.db import connection
from django.db.models import F, Q

from community.members.blocks import seen_by as met_by
from community.places.distance import box, metres_between
from community.places.models import Level
from community.posts.models import Post
from community.posts.search import newest

from . import counts
from .filters import PAGE, seen_by, settled_territories
from .hiding import without_unwanted
from .listings import Listing
from .price_steps import STEPS

MOST = 1000
CROWD = 500  # the nearest are looked for among so many
READ = (
    "ad_id", "listed_at", "intent", "category_id", "family_id", "condition", "price", "with_photo", "territory_id",
    "city_id", "lat", "lon",
)  # fmt: skip
Row = namedtuple("Row", READ)
ASPECTS = ("price", "condition", "photo")


def found(filters, limit=PAGE):
    """Walked or Read. For valid filters."""
    if filters.words:
        return Read(filters, _holding(filters), limit)
    if not filters.cleaned_data["near"]:
        return Walked(filters, limit)
    (lat, lon), metres = filters.cleaned_data["near"], filters.cleaned_data["within"]
    count = counts.around(lat, lon, metres)
    if filters.ordered_by == "near":
        metres = counts.tightened(metres, count, CROWD)
    elif count > MOST:
        return Walked(filters, limit, around=box(lat, lon, metres))
    here = seen_by(filters.member, Listing.objects.filter(**_inside(*box(lat, lon, metres))))
    return Read(filters, [Row(*row) for row in here.values_list(*READ)[: MOST + 1]], limit)


def _inside(south, west, north, east, lat="lat", lon="lon"):
    return {f"{lat}__range": (south, north), f"{lon}__range": (west, east)}


def _holding(filters):
    """The newest rows that hold the words, near the point where one is given. One query."""
    posts = met_by(filters.member, Post.objects.filter(kind="classified", classified__listing__isnull=False))
    if filters.cleaned_data["near"]:
        posts = posts.filter(**_inside(*box(*filters.cleaned_data["near"], filters.cleaned_data["within"])))
    posts = without_unwanted(posts, filters.member, "classified__listing__line")
    names = [f"classified__listing__{name}" for name in READ]
    return [Row(*row) for row in newest(posts, "posts", filters.words).values_list(*names)[: MOST + 1]]


class Read:
    """Rows in memory: narrowed, ordered and counted there, each facet without its own choice."""

    def __init__(self, filters, rows, limit):
        self.filters, self.more, self.rows = filters, len(rows) > MOST, rows[:MOST]
        self.chosen = _chosen(filters)
        fitting = sorted((row for row in self.rows if self._fits(row)), key=self._key)
        self.total = len(fitting)
        if filters.cleaned_data["after"]:
            fitting = [row for row in fitting if self._key(row) > _as_key(filters.cleaned_data["after"])]
        self.pks, self.after = _page(fitting, limit, lambda row: self._key(row)[0])

    def count(self, facet, value):
        return self._counted(facet)[value]

    def _counted(self, facet):
        known = self.__dict__.setdefault("_known", {})
        if facet not in known:
            known[facet] = Counter(
                value for row in self.rows if self._fits(row, but=facet) for value in _values(row, facet)
            )
        return known[facet]

    def _fits(self, row, but=""):
        if self.filters.ordered_by == "cheap" and row.price is None:
            return False
        return all(value in _values(row, facet) for facet, value in self.chosen.items() if facet != but)

    def _key(self, row):
        first = {"new": lambda: 0, "cheap": lambda: row.price or 0, "near": lambda: self._metres(row)}
        return _as_key((first[self.filters.ordered_by](), row.listed_at, row.ad_id))

    def _metres(self, row):
        return 10**7 if row.lat is None else round(metres_between(*self.filters.cleaned_data["near"], row.lat, row.lon))


class Walked:
    """A page from an index in its order. Where more than one of price, state and photo are chosen, or a point in a
    crowd, nothing says how many there are (`count` is None)."""

    more = False

    def __init__(self, filters, limit, around=None):
        self.filters, self.chosen, self.crowded = filters, _chosen(filters), around is not None
        rows = seen_by(filters.member, self._narrowed(around))
        self.pks, self.after = _page([Row(*row) for row in self._ordered(rows)[: limit + 1]], limit, self._value)
        self.aspects = [facet for facet in ASPECTS if facet in self.chosen]

    @property
    def total(self):
        if self.filters.ordered_by == "cheap" and not self.aspects and not self.crowded:
            return self.count("price", "more")
        facet = self.aspects[0] if self.aspects else "intent"
        return self.count(facet, self.chosen.get(facet, ""))

    def count(self, facet, value):
        """How many there would be with this value instead of what is chosen; None where nothing says so."""
        if self.crowded or len(self.aspects) > 1 or (self.aspects and facet in ASPECTS and facet not in self.aspects):
            return None
        place = value if facet == "territory" else self.chosen.get("territory", counts.ANY)
        category = value if facet == "category" else self.chosen.get("category", counts.ANY)
        intent = value if facet == "intent" else self.chosen.get("intent", "")
        aspect, of = (facet, value) if facet in ASPECTS else self._aspect
        return sum(self._beside[place, category, intent, aspect, one] for one in _steps_up_to(aspect, of))

    @property
    def _aspect(self):
        """(facet, value) of the one aspect that is chosen; ("", "") without."""
        return (self.aspects[0], self.chosen[self.aspects[0]]) if self.aspects else ("", "")

    @property
    def _beside(self):
        if "_known" not in self.__dict__:
            chosen, filters = self.chosen, self.filters
            self._known = Counter(
                counts.beside(
                    chosen.get("territory", counts.ANY), chosen.get("category", counts.ANY), chosen.get("intent", ""),
                    [t.pk for t in settled_territories()], [pk for _c, _n, pk, _p in filters.known],
                    self.aspects[0] if self.aspects else "",
                )
            )  # fmt: skip
        return self._known

    def _narrowed(self, around):
        rows, chosen = Listing.objects.all(), self.chosen
        if "category" in chosen:
            _pk, parent = self.filters.chosen_category
            rows = rows.filter(**{"category" if parent else "family": chosen["category"]})
        if "territory" in chosen:
            is_city = self.filters.chosen_territory.level == Level.CITY
            rows = rows.filter(**{"city" if is_city else "territory": chosen["territory"]})
        if "photo" in chosen:
            rows = rows.filter(with_photo=True)
        rows = rows.filter(**{facet: chosen[facet] for facet in ("intent", "condition") if facet in chosen})
        # "+ 0": a range that no index is asked for; it would have to be sorted. PostgreSQL knows how many a range of
        # columns holds, not of sums: it would sort them all, taking them for few.
        if chosen.get("price") == "free":
            rows = rows.filter(price=0)
        elif "price" in chosen:
            rows = rows.alias(cost=F("price") + 0).filter(cost__lte=STEPS[chosen["price"]])
        if around and connection.vendor == "postgresql":
            rows = rows.filter(**_inside(*around))
        elif around:
            rows = rows.alias(y=F("lat") + 0.0, x=F("lon") + 0.0).filter(**_inside(*around, lat="y", lon="x"))
        return rows

    def _value(self, row):
        return row.price if self.filters.ordered_by == "cheap" else 0

    def _ordered(self, rows):
        after, cheap = self.filters.cleaned_data["after"], self.filters.ordered_by == "cheap"
        if cheap:
            rows = rows.filter(price__isnull=False)
        if after:
            price, at, pk = after
            behind = Q(listed_at__lt=at) | Q(listed_at=at, ad__lt=pk)
            if cheap:
                rows = rows.filter(Q(price__gt=price) | Q(behind, price=price), price__gte=price)
            else:
                rows = rows.filter(behind, listed_at__lte=at)
        return rows.order_by(*["price"] * cheap, "-listed_at", "-ad_id").values_list(*READ)


def _chosen(filters):
    """{facet: value} of those in use; a category and a territory by their ids."""
    cleaned = filters.cleaned_data
    chosen = {facet: cleaned[facet] for facet in ("intent", *ASPECTS) if cleaned[facet]}
    if filters.chosen_category:
        chosen["category"] = filters.chosen_category[0]
    if filters.chosen_territory:
        chosen["territory"] = filters.chosen_territory.pk
    return chosen


def _values(row, facet):
    """Of which values of a facet a row is."""
    if facet == "intent":
        return (row.intent, "")
    if facet == "category":
        return {row.category_id, row.family_id, counts.ANY}
    if facet == "territory":
        return {row.territory_id, row.city_id, counts.ANY}
    if facet == "price":
        return [step for step, most in STEPS.items() if row.price is not None and row.price <= most]
    return [row.condition] if facet == "condition" else ["1"] * row.with_photo


def _steps_up_to(facet, value):
    """The values that a choice holds: of prices, all up to it."""
    steps = [*STEPS, "more"]
    return steps[: steps.index(value) + 1] if facet == "price" else [value]


def _as_key(after):
    value, at, pk = after
    return value, -at.timestamp(), -pk


def _page(rows, limit, value):
    """(ids, the `after` of the next page or "")."""
    shown, more = rows[:limit], len(rows) > limit
    after = f"{value(shown[-1])},{shown[-1].listed_at.isoformat()},{shown[-1].ad_id}" if more else ""
    return [row.ad_id for row in shown], after
