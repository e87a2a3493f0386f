"""Of many entries, those around a point: as far as is needed to have some, and no more than can be looked at."""

from django.db import connection
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from community.places.distance import box

RINGS = (50, 150, 400, 1_000, 3_000, 10_000)  # metres
CROWD = 300  # entries that are looked at


def around(rows, lat, lon):
    """At most CROWD of a queryset in the widest ring around a point that does not hold more; in no order. One query to
    find the ring."""
    south, west, north, east = box(lat, lon, _radius(rows, lat, lon))
    return rows.filter(lat__range=(south, north), lon__range=(west, east)).order_by()[:CROWD]


def _radius(rows, lat, lon):
    """The widest ring of at most CROWD, else the narrowest: each is counted no further than that, in one statement."""
    counted, values = [], []
    for metres in RINGS:
        south, west, north, east = box(lat, lon, metres)
        ring = rows.filter(lat__range=(south, north), lon__range=(west, east)).order_by().values("pk")[: CROWD + 1]
        sql, params = ring.query.sql_with_params()
        counted.append(f"(SELECT count(*) FROM ({sql}) AS ring)")  # noqa: S608  the ORM's own
        values += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counted)}", values)
        counts = cursor.fetchone()
    return max((metres for metres, count in zip(RINGS, counts, strict=True) if count <= CROWD), default=RINGS[0])


def said(metres):
    """ "à 120 m", "à 1,4 km" (in the reader's language)."""
    if metres < 1000:
        return _("à %(metres)d m") % {"metres": max(round(metres, -1), 10)}
    return _("à %(km)s km") % {"km": number_format(metres / 1000, 1)}
