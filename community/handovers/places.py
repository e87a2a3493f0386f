"""Where two may meet: public places of the town first, then the home of the one who offers, then any other place."""

from django.conf import settings
from django.utils.module_loading import import_string

from . import kinds

MOST = 6


def public_places(post):
    """[Meeting] near a post, as settings.MEETING_PLACES knows them: at most six, the nearest first."""
    if not settings.MEETING_PLACES or post.lat is None:
        return []
    return list(import_string(settings.MEETING_PLACES)(post.lat, post.lon))[:MOST]


def home(handover):
    """The Meeting at the owner's, for the two it is promised between; None where the kind tells of none."""
    return kinds.of(handover.post).where(handover.post)
