"""The known places that a post is at: whoever follows one hears of it, and its page offers to follow the nearest."""

from community.places.distance import box, metres_between
from community.places.models import Place

AT_PLACE = 100  # metres: so close to a known place, it is there


def places_at(post):
    """[(id, name)], the nearest first; [] for what stands nowhere. One query."""
    if post.lat is None:
        return []
    south, west, north, east = box(post.lat, post.lon, AT_PLACE)
    near = Place.objects.filter(lat__range=(south, north), lon__range=(west, east)).values_list(
        "pk", "name", "lat", "lon"
    )
    found = sorted((metres_between(post.lat, post.lon, lat, lon), pk, name) for pk, name, lat, lon in near)
    return [(pk, name) for metres, pk, name in found if metres <= AT_PLACE]
