"""Counts of public posts per coarse square, moved in the same transaction as the posts themselves.

A low-zoom tile reads these instead of counting points: the time of a view does not grow with the town."""

from django.db import connection

from community.places.cells import coarse

from .models import MapCount

PIN_ZOOM = 16  # from this tile zoom on, tiles show each post
COUNT_ZOOMS = range(10, 18)  # zooms of the squares that are counted
CLUSTER_STEP = 2  # a tile shows squares this many zooms deeper: 4 × 4 per tile, 64 px each


def zoom_for_tile(zoom):
    """The zoom of the squares that a tile of this zoom shows."""
    return min(max(zoom + CLUSTER_STEP, COUNT_ZOOMS[0]), COUNT_ZOOMS[-1])


def shift(changes):
    """Add `by` to the squares of each (cell, kind, state, by), in one statement.

    Rows are taken in one order everywhere, deepest zoom first: no deadlock, and the town-wide squares, which
    every post shares, are held last and shortest."""
    rows = {}
    for cell, kind, state, by in changes:
        if cell is None:
            continue
        for zoom in COUNT_ZOOMS:
            key = (zoom, coarse(cell, zoom), kind, state)
            rows[key] = rows.get(key, 0) + by
    ordered = sorted(((*key, by) for key, by in rows.items() if by), key=lambda row: (-row[0], *row[1:]))
    if not ordered:
        return
    table = MapCount._meta.db_table
    values = ", ".join(["(%s, %s, %s, %s, %s)"] * len(ordered))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (zoom, cell, kind, state, count) VALUES {values} "  # noqa: S608 (no user text)
            f"ON CONFLICT (zoom, cell, kind, state) DO UPDATE SET count = {table}.count + excluded.count",
            [value for row in ordered for value in row],
        )


def recount():
    """Count every public post anew (after a bulk load); the table's content is replaced."""
    from collections import Counter

    from django.db import transaction

    from .models import Post

    with transaction.atomic():
        MapCount.objects.all().delete()
        totals = Counter()
        placed = Post.objects.published().exclude(cell=None).values_list("cell", "kind", "state")
        for cell, kind, state in placed.iterator():
            for zoom in COUNT_ZOOMS:
                totals[zoom, coarse(cell, zoom), kind, state] += 1
        MapCount.objects.bulk_create(
            [MapCount(zoom=z, cell=c, kind=k, state=s, count=n) for (z, c, k, s), n in totals.items()], batch_size=500
        )
