"""Map tiles at 1,000 and 1,000,000 posts: what is sent beside bare SQL and json.dumps of the same rows, and what
the view's cache, ETag and headers add to a bare Django view of those.

The posts lie in and around the town in a database of their own on the engine of DATABASE_URL, thicker in the middle,
as towns are. A block tile shows each post (zoom 18); a city tile shows counts (zoom 12).
"""

import json
import os
import random
import time
from contextlib import contextmanager

from bench import compared, row, turns

FEW, MANY = 1_000, 1_000_000
BLOCK, CITY = 18, 12  # zooms
MIDDLE = (48.8239, 2.2700)
CALLS = 40  # tiles in a round


def run(quick=False):
    import django

    django.setup()
    rows, times = [], {}
    for count in (FEW, 50_000 if quick else MANY):
        with posts(count):
            for name, zoom, bare in (("block", BLOCK, bare_pins), ("city", CITY, bare_counts)):
                body, whole = timed(body_of, zoom), timed(answered, zoom)
                sql, view = timed(bare, zoom), timed(bare_view(bare), zoom)
                [once() for once in (body, whole, sql, view)]  # warm
                title = f"tiles: {name} at {count:,}"
                rows.append(compared(f"{title}, beside bare SQL and json", "ms", body, sql, 9, at_most=1.5))
                times[name, count] = rows[-1]["value"]
                rows.append(compared(f"{title}: what cache and ETag add to a bare view", "ms", whole, view, 9))
            if count != FEW:  # a block of a small town is nearly empty: nothing to compare with
                city, block, ratio = turns(timed(answered, CITY), timed(answered, BLOCK), 9)
                rows.append(row(f"tiles: city beside block at {count:,}", city, "ms", block, ratio, at_most=1.5))
    most = max(count for _name, count in times)
    grown = times["city", most] / times["city", FEW]
    rows.append(
        row(f"tiles: city from {FEW:,} to {most:,}", times["city", most], "ms", times["city", FEW], grown, at_most=1.3)
    )
    return rows


# --- What is measured ------------------------------------------------------------------------------------------------


def timed(answer, zoom):
    """A function that answers CALLS tiles at the middle of the town and returns milliseconds per tile: as many blocks
    side by side, or the one that shows the town again and again."""
    from community.places.cells import tile_at

    x, y = tile_at(*MIDDLE, zoom)
    reach = 3 if zoom == BLOCK else 0
    around = range(-reach, reach + 1)
    places = [(zoom, x + dx, y + dy) for dx in around for dy in around]
    places = (places * CALLS)[:CALLS]

    def once():
        start = time.perf_counter()
        for place in places:
            answer(*place)
        return (time.perf_counter() - start) * 1000 / len(places)

    return once


def answered(z, x, y):
    """The whole view, with its ETag and its look into the cache, which is emptied of this tile first."""
    from django.core.cache import cache
    from django.test import RequestFactory

    from community.posts.tiles import tile

    global _factory
    _factory = _factory or RequestFactory()
    cache.delete(f"tile:{z}/{x}/{y}")
    return tile(_request(_factory, z, x, y), z, x, y)


def _request(factory, z, x, y):
    if (z, x, y) not in _requests:  # making a request is no part of answering it
        _requests[z, x, y] = factory.get(f"/tiles/{z}/{x}/{y}.json")
    return _requests[z, x, y]


_factory, _requests = None, {}


def body_of(z, x, y):
    from community.posts import tiles

    return tiles.body_of(z, x, y)


def bare_view(bare):
    """The least that a Django view of the same rows is."""
    from django.http import HttpResponse
    from django.views.decorators.http import require_safe

    view = require_safe(lambda request, z, x, y: HttpResponse(bare(z, x, y), content_type="application/json"))
    return lambda z, x, y: view(_request(_factory, z, x, y), z, x, y)


def bare_pins(z, x, y):
    from community.places.cells import cell_range
    from community.posts.tiles import PINS

    return json.dumps([list(row) for row in _rows(PINS, cell_range(z, x, y))])


def bare_counts(z, x, y):
    from community.places.cells import cell_of_tile
    from community.posts.mapcounts import zoom_for_tile
    from community.posts.tiles import COUNTS

    zoom = zoom_for_tile(z)
    first = cell_of_tile(z, x, y) << 2 * (zoom - z)
    return json.dumps([list(row) for row in _rows(COUNTS, (zoom, first, first + (1 << 2 * (zoom - z)) - 1))])


def _rows(statement, values):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


# --- The posts -------------------------------------------------------------------------------------------------------


@contextmanager
def posts(count):
    """A database of its own with so many public posts; the one in use before comes back."""
    from django.db import connection

    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        _fill(count)
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def _fill(count):
    from django.db import connection, transaction

    from community.places.models import Level, Territory
    from community.posts import mapcounts

    town = Territory.objects.create(code="bench", name="Bench", level=Level.CITY)
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, count, 10_000):
            cursor.executemany(*_inserts(town, min(10_000, count - start), random.Random(start)))
    mapcounts.recount()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if _pg() else "ANALYZE")


def _pg():
    from django.db import connection

    return connection.vendor == "postgresql"


def _inserts(town, count, chance):
    """One INSERT and the values of so many posts: the ORM's own way takes minutes for a million."""
    from datetime import UTC, datetime

    from django.db import connection

    from community.places.cells import cell_at
    from community.posts.models import Phase, Post

    like = Post(kind="incident", title="x", territory=town, published_at=datetime(2026, 1, 1, tzinfo=UTC))
    fields = [field for field in Post._meta.concrete_fields if not field.primary_key]
    same = {f.column: f.get_db_prep_save(f.pre_save(like, add=True), connection) for f in fields}
    columns = ", ".join(same)
    statement = f"INSERT INTO {Post._meta.db_table} ({columns}) VALUES ({', '.join(['%s'] * len(same))})"
    rows = []
    for _ in range(count):
        lat, lon = chance.gauss(MIDDLE[0], 0.03), chance.gauss(MIDDLE[1], 0.05)
        own = {"lat": lat, "lon": lon, "cell": cell_at(lat, lon), "state": chance.choice(Phase.values)}
        rows.append(tuple({**same, **own}.values()))
    return statement, rows


if __name__ == "__main__":
    import sys

    from bench.__main__ import show

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.dev")
    show(run("--quick" in sys.argv))
