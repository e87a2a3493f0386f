"""What is like an ad, and near it: first of the same category, then of its family."""

from community.places.distance import metres_between

from .filters import merged, seen_by, versions
from .hiding import line_of
from .listings import Listing

READ = 40  # the newest of the category and of the family that are looked at
MOST = 4
FAR = 1e9  # metres, of what has no point


def beside(ad, member, most=MOST):
    """[(id, version)] of at most so many ads like this one: none of its own line, nor what the reader meets nowhere."""
    return versions(like(ad, member, most), member)


def like(ad, member, most):
    """Their ids, in one query: of the newest READ of its category and of its family, the nearest."""
    rows = seen_by(member, Listing.objects.exclude(line=line_of(ad)))
    family = ad.category.parent_id or ad.category_id
    names = ("ad_id", "listed_at", "category_id", "lat", "lon")
    newest = rows.order_by("-listed_at", "-ad_id").values_list(*names)
    found = merged([newest.filter(category=ad.category_id)[:READ], newest.filter(family=family)[:READ]])
    ordered = sorted(dict.fromkeys(found), key=lambda row: (row[2] != ad.category_id, _away(ad, *row[3:])))
    return [pk for pk, *_rest in ordered[:most]]


def _away(ad, lat, lon):
    return FAR if lat is None or ad.lat is None else metres_between(ad.lat, ad.lon, lat, lon)
