"""Which territories hold a point. Boundaries are few: they stand in the process, prepared, with a tree over them.

Rows may change in another process, so their version (last change and count) is looked at again, with one cheap
query, when the last look is older than CHECK_EVERY.
"""

import json
import logging
import time
from threading import Lock

import shapely
from django.db.models import Count, Max
from shapely import STRtree

from .geojson import BadGeometry, boundary
from .models import DEPTH, Level, Territory

logger = logging.getLogger(__name__)
CHECK_EVERY = 5  # seconds
NEXT = 0.0008  # degrees, some 60 to 90 m: a river or an avenue between two quarters does not part them
_SETTLED = {Level.CITY, Level.NEIGHBOURHOOD}
_lock = Lock()
_atlas = None
_checked = 0.0


def territories_at(lat, lon):
    """The territories that hold a point in degrees, most specific first; on a shared border, the smaller first."""
    return atlas().holding(lat, lon)


def territory_at(lat, lon):
    """The neighbourhood of a point, else its city; None where no town is covered."""
    return next((t for t in territories_at(lat, lon) if t.level in _SETTLED), None)


def covered_cities():
    """The names of the towns with a boundary, in alphabetical order."""
    return atlas().cities


def atlas():
    """The territories as they stand, at most CHECK_EVERY seconds old; their parents are joined without queries."""
    global _atlas, _checked
    current = _atlas
    if current is not None and time.monotonic() - _checked < CHECK_EVERY:
        return current
    with _lock:
        if _atlas is None or _version() != _atlas.version:
            _atlas = Atlas(list(Territory.objects.all()))
        _checked = time.monotonic()
        return _atlas


def forget():
    """The next question looks at the rows again: for whoever has just changed them."""
    global _atlas
    _atlas = None


def _version():
    said = Territory.objects.aggregate(last=Max("updated_at"), count=Count("pk"))
    return said["last"], said["count"]


class Atlas:
    """The territories of one version, and the questions that points ask of them."""

    def __init__(self, territories):
        self.version = max((t.updated_at for t in territories), default=None), len(territories)
        by_id = {t.pk: t for t in territories}
        for territory in territories:
            territory.parent = by_id.get(territory.parent_id)
        drawn = [(t, shape) for t in territories if (shape := _drawn(t)) is not None]
        drawn.sort(key=lambda pair: (-DEPTH[pair[0].level], pair[1].area, pair[0].code))
        self.territories = [territory for territory, _shape in drawn]
        self.shapes = [shape for _territory, shape in drawn]
        shapely.prepare(self.shapes)
        self.tree = STRtree(self.shapes)
        self.cities = sorted(t.name for t in self.territories if t.level == Level.CITY)
        self._geojson = None
        self._next = {}

    def holding(self, lat, lon):
        near = sorted(self.tree.query(shapely.Point(lon, lat)))
        return [self.territories[i] for i in near if shapely.intersects_xy(self.shapes[i], lon, lat)]

    def shape_of(self, territory):
        """The shape of a territory, or None when it has no boundary."""
        return next((s for t, s in zip(self.territories, self.shapes, strict=True) if t.pk == territory.pk), None)

    def next_to(self, territory):
        """The quarters (or towns without any) within NEXT of this one, in the same town or over its border."""
        if territory.pk not in self._next:
            shape = self.shape_of(territory)
            near = set(self.tree.query(shape, predicate="dwithin", distance=NEXT)) if shape is not None else ()
            split = {t.parent_id for t in self.territories if t.level == Level.NEIGHBOURHOOD}
            self._next[territory.pk] = [
                t for i in sorted(near)
                if (t := self.territories[i]).level in _SETTLED and t.pk not in split and t.pk != territory.pk
            ]  # fmt: skip
        return self._next[territory.pk]

    @property
    def tag(self):
        """The version as a short text, the same in every process."""
        last, count = self.version
        return f"{last.timestamp() if last else 0:.6f}-{count}"

    @property
    def geojson(self):
        """All boundaries as one FeatureCollection, widest first; made once per version. UTF-8 bytes."""
        if self._geojson is None:
            found = [_feature(territory) for territory in reversed(self.territories)]
            document = {"type": "FeatureCollection", "features": found}
            self._geojson = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        return self._geojson


def _drawn(territory):
    """Its shape; a row that was spoilt by hand must not take the others down with it."""
    if not territory.boundary:
        return None
    try:
        return boundary(territory.boundary)
    except BadGeometry as reason:
        logger.error("territory %s has no usable boundary: %s", territory.code, reason)
        return None


def _feature(territory):
    parent = territory.parent
    return {
        "type": "Feature",
        "id": territory.code,
        "properties": {
            "code": territory.code,
            "name": territory.name,
            "level": territory.level,
            "parent": parent.code if parent else None,
            "approximate": territory.approximate,
        },
        "geometry": territory.boundary,
    }
