"""What is told while the form is filled: who is competent and why, and what neighbours have reported close by."""

from django.core.exceptions import ValidationError

from community.members.reach import whom_it_reaches
from community.places.boundaries import territory_at
from community.places.coordinates import parse_point
from community.places.distance import metres_between
from community.tickets.triage import find_competent

from .desks import desks_of
from .models import OPEN_PHASES, Incident

MOST = 5  # of those nearby


def point_in(data):
    """((lat, lon) or None, what is wrong with it) of what a form says so far; nothing yet is not wrong."""
    lat, lon = [*data["spot"].split("|"), ""][:2] if data.get("spot") else (data.get("lat"), data.get("lon"))
    if not lat and not lon:
        return None, ""
    try:
        return parse_point(lat, lon), ""
    except ValidationError as fault:
        return None, fault.messages[0]


def nearby(category, point, member=None):
    """Open incidents of the category within its radius of the point, closest first, each with `metres`; none of who is
    apart from the member."""
    found = Incident.objects.published().met_by(member).filter(category=category, state__in=OPEN_PHASES)
    found = found.near(*point, category.radius).select_related("category").prefetch_related("photos")
    for incident in (close := list(found[:50])):
        incident.thumb = next((photo.url("square") for photo in incident.photos.all() if photo.renditions), "")
        incident.metres = round(metres_between(*point, incident.lat, incident.lon))
    return sorted((i for i in close if i.metres <= category.radius), key=lambda i: i.metres)[:MOST]


def around(category, data, answers=None, member=None):
    """The context of incidents/around.html."""
    point, refusal = point_in(data)
    told = {"category": category, "point": point, "refusal": refusal, "desks": desks_of(category)}
    if point:
        told["reach"] = whom_it_reaches(territory_at(*point))
    if category and point:
        told["found"] = find_competent(category, *point, answers)
        told["nearby"] = nearby(category, point, member)
    return told
