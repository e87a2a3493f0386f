"""The map's tiles: each public post from PIN_ZOOM on, counts per square above it. One statement each.

{"pins": [[id, lon, lat, kind, phase], …], "clusters": [[lon, lat, {"incident:open": 12, …}], …]}
"""

import hashlib
import json
from collections import defaultdict
from functools import lru_cache

from django.core.cache import cache
from django.db import connection
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from community.places.cells import CELL_ZOOM, cell_of_tile, cell_range, centre, coarse

from .mapcounts import CLUSTER_STEP, PIN_ZOOM, zoom_for_tile
from .models import MapCount, Post

DEEPEST = 22  # zoom of the smallest tiles
KEPT = 5  # seconds that a tile stands in the cache, and in the reader's browser
MOST_PINS = 400  # more than that in one tile would only hide one another: they are gathered

PINS = f"""
    SELECT id, lon, lat, kind, state, cell FROM {Post._meta.db_table}
    WHERE cell BETWEEN %s AND %s AND published_at IS NOT NULL AND hidden_at IS NULL
    ORDER BY cell, id"""  # noqa: S608 (no user text)
COUNTS = f"""
    SELECT cell, kind, state, count FROM {MapCount._meta.db_table}
    WHERE zoom = %s AND cell BETWEEN %s AND %s AND count > 0
    ORDER BY cell, kind, state"""  # noqa: S608 (no user text)

_compact = json.JSONEncoder(separators=(",", ":")).encode


@require_safe
def tile(request, z, x, y):
    """One tile of the map, the same for everybody: cacheable, with an ETag."""
    if z > DEEPEST or x >= 1 << z or y >= 1 << z:
        raise Http404
    key = f"tile:{z}/{x}/{y}"
    body = cache.get(key)
    if body is None:
        body = body_of(z, x, y)
        cache.set(key, body, KEPT)
    etag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"Cache-Control": f"public, max-age={KEPT}", "ETag": etag}
    response = HttpResponse(body, content_type="application/json", headers=headers)
    if "HTTP_IF_NONE_MATCH" in request.META:
        return get_conditional_response(request, etag=etag, response=response)
    return response


def body_of(z, x, y):
    """The JSON of tile z/x/y, as bytes; one statement."""
    found = _pins(z, x, y) if z >= PIN_ZOOM else {"pins": [], "clusters": _counted(z, x, y)}
    return _compact(found).encode()


def _pins(z, x, y):
    rows = _select(PINS, cell_range(z, x, y))
    if len(rows) > MOST_PINS:
        return {"pins": [], "clusters": _gathered(rows, z + CLUSTER_STEP)}
    return {"pins": [row[:5] for row in rows], "clusters": []}


def _counted(z, x, y):
    """What the counts table says of the squares in a tile."""
    zoom = zoom_for_tile(z)
    first = cell_of_tile(z, x, y) << 2 * (zoom - z)
    last = first + (1 << 2 * (zoom - z)) - 1
    squares = defaultdict(dict)
    for cell, kind, state, count in _select(COUNTS, (zoom, first, last)):
        squares[cell][f"{kind}:{state}"] = count
    return _placed(squares, zoom)


def _gathered(rows, zoom):
    """The same counts from the posts themselves, where a crowd stands in less than the smallest counted square."""
    squares = defaultdict(lambda: defaultdict(int))
    for _id, _lon, _lat, kind, state, cell in rows:
        squares[coarse(cell, min(zoom, CELL_ZOOM))][f"{kind}:{state}"] += 1
    return _placed(squares, zoom)


def _placed(squares, zoom):
    """[[lon, lat, counts]], each at the middle of its square, to a metre."""
    return [[*_middle(zoom, cell), counts] for cell, counts in squares.items()]


@lru_cache(maxsize=20_000)
def _middle(zoom, cell):
    lat, lon = centre(zoom, cell)
    return round(lon, 5), round(lat, 5)


def _select(statement, values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
