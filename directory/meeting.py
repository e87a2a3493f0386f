"""Public places to meet at, for who hands something over: settings.MEETING_PLACES."""

from functools import partial

from django.urls import reverse

from community.handovers.kinds import Meeting
from community.places.distance import box, metres_between

from . import hours
from .categories import known
from .entries import Entry

MOST = 5  # places that are offered
MOST_READ = 200
FARTHEST = 1500  # metres


def near(lat, lon):
    """[Meeting] of the nearest public places in categories made for it, the nearest first. One query, and the
    categories'."""
    south, west, north, east = box(lat, lon, FARTHEST)
    rows = Entry.objects.listed().filter(
        category__in=[row.pk for row in known() if row.meeting],
        lat__range=(south, north), lon__range=(west, east), gone_at=None,
    )  # fmt: skip
    found = rows.values_list("name", "address", "slug", "hours", "lat", "lon")[:MOST_READ]
    nearest = sorted(found, key=lambda row: metres_between(lat, lon, *row[4:]))
    return [_meeting(*row) for row in nearest[:MOST]]


def _meeting(name, address, slug, spec, lat, lon):
    label = f"{name}, {address}" if address else name
    link = reverse("directory:entry", args=[slug])
    return Meeting(label, lat, lon, public=True, link=link, is_open=partial(_is_open, spec))


def _is_open(spec, moment):
    state = hours.at(spec, moment)
    return None if state is None or state.kind == "unknown" else state.is_open
