"""How many ads there are of what, moved in the same transaction as the ads themselves.

The list's facets read these: the time of a page does not grow with the number of ads."""

from collections import Counter
from math import sqrt

from django.db import connection, transaction
from django.db.models import Q, Sum

from community.places.cells import cell_of_tile, tile_at
from community.places.distance import box

from .listings import AdCount, Listing
from .price_steps import step_of

SQUARE_ZOOM = 17  # squares of some 200 m in France, counted for "near here"
ANY = 0
FACETS = ("", "price", "condition", "photo")


def rows_of(listing):
    """The keys of all counts in which a listing stands."""
    places = {listing.territory_id, listing.city_id, ANY}
    categories = {listing.category_id, listing.family_id, ANY}
    facets = [("", ""), ("condition", listing.condition), ("photo", "1" if listing.with_photo else "")]
    facets.append(("price", step_of(listing.price)))
    keys = {
        (place, category, intent, facet, value)
        for place in places
        for category in categories
        for intent in (listing.intent, "")
        for facet, value in facets
        if value or not facet
    }
    if listing.lat is not None:
        keys.add(
            (ANY, ANY, "", "square", str(cell_of_tile(SQUARE_ZOOM, *tile_at(listing.lat, listing.lon, SQUARE_ZOOM))))
        )
    return keys


def shift(before, after):
    """One listing less, one more; either may be None. One statement, its rows in one order everywhere: no deadlock."""
    by = Counter(dict.fromkeys(rows_of(after), 1) if after else {})
    by.subtract(rows_of(before) if before else ())
    _add([(*key, count) for key, count in sorted(by.items()) if count])


def _add(rows):
    if not rows:
        return
    table = AdCount._meta.db_table
    values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (territory, category, intent, facet, value, count) VALUES {values} "  # noqa: S608
            "ON CONFLICT (territory, category, intent, facet, value) "
            f"DO UPDATE SET count = {table}.count + excluded.count",
            [value for row in rows for value in row],
        )


@transaction.atomic
def recount():
    """Count every listing anew, after a bulk load or to mend; the table's content is replaced. How many listings.

    Whoever lists an ad meanwhile waits with its counts until this has ended, and adds to them then."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {AdCount._meta.db_table} IN EXCLUSIVE MODE")
    totals, listings = Counter(), 0
    for listing in Listing.objects.iterator(chunk_size=2000):
        totals.update(rows_of(listing))
        listings += 1
    AdCount.objects.all().delete()
    AdCount.objects.bulk_create(
        [
            AdCount(territory=place, category=category, intent=intent, facet=facet, value=value, count=count)
            for (place, category, intent, facet, value), count in totals.items()
        ],
        batch_size=500,
    )
    return listings


# --- What pages ask ----------------------------------------------------------------------------------------------


def beside(territory, category, intent, territories, categories, facet=""):
    """{(territory, category, intent, facet, value): count} of what is chosen and of what may be chosen instead: other
    territories, other categories, other intents, and the values of every facet. One query, whatever there is."""
    facets = {"", facet}
    rows = AdCount.objects.exclude(facet="square").order_by()
    parts = (
        rows.filter(territory__in=[*territories, ANY], category=category, intent=intent, facet__in=facets),
        rows.filter(territory=territory, category__in=[*categories, ANY], intent=intent, facet__in=facets),
        rows.filter(territory=territory, category=category, facet__in=FACETS),
    )
    names = ("territory", "category", "intent", "facet", "value", "count")
    found = parts[0].values_list(*names).union(*(part.values_list(*names) for part in parts[1:]), all=True)
    return {tuple(key): count for *key, count in found}


def around(lat, lon, metres):
    """How many listings stand in the squares within `metres` of a point, about. One query."""
    south, west, north, east = box(lat, lon, metres)
    (left, top), (right, bottom) = tile_at(north, west, SQUARE_ZOOM), tile_at(south, east, SQUARE_ZOOM)
    cells = [str(cell_of_tile(SQUARE_ZOOM, x, y)) for x in range(left, right + 1) for y in range(top, bottom + 1)]
    here = Q(territory=ANY, category=ANY, intent="", facet="square", value__in=cells)
    return AdCount.objects.filter(here).aggregate(all=Sum("count"))["all"] or 0


def tightened(metres, count, crowd):
    """The metres within which about `crowd` of `count` lie, spread evenly."""
    return metres if count <= crowd else metres * sqrt(crowd / count)
