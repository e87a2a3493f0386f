"""An ad stands somewhere else: its author had the wrong address, or has moved."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.handovers.models import Handover, State
from community.posts.states import move_post

from . import listed
from .offering import placed


def may_move(ad):
    """Not while somebody has been told its door, nor once the city was asked to come there."""
    return not ad.collection_id and not Handover.objects.filter(post=ad.pk, state=State.PROMISED).exists()


@transaction.atomic
def move(ad, lat=None, lon=None, territory=None, exact_label=""):
    """As `offer` takes a place. Its square, its quarter, the map, the list with its counts and the feeds follow; those
    whose saved search it fits there are told, nobody twice. To be called with the ad's lot locked: a promise is made
    before or after. Raises ValidationError in words."""
    from .matching import match

    if not may_move(ad):
        raise ValidationError(_("Quelqu’un sait déjà où la prendre : le lieu ne change plus."), code="promised")
    where = placed(lat, lon, exact_label, territory)
    move_post(ad, where.pop("lat"), where.pop("lon"), where.pop("territory"))
    type(ad).objects.filter(pk=ad.pk).update(**where)
    for name, value in where.items():
        setattr(ad, name, value)
    listed.settle(ad)
    if ad.listed_at:
        match.enqueue(ad.pk)
