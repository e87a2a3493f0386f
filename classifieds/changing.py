"""An ad is changed by its author, in one tab or in two: what somebody has saved is never written over unseen."""

from django.db import transaction
from django.utils import timezone

from community import live
from community.handovers.course import locked
from community.handovers.line import offer_again
from community.handovers.stock import set_units
from community.posts import states
from community.posts.models import Phase
from community.posts.photos import rearrange
from community.posts.tagging import put_tags
from community.posts.thread import advance

from . import listed
from .favouring import free_again, price_fell
from .models import Classified
from .moving import move
from .offering import MOST_PHOTOS
from .price_steps import price_of

WRITTEN = ("title", "text", "category", "condition", "price_cents", "negotiable", "swap_for", "pickup")


class Stale(Exception):
    """Somebody has saved it since it was opened: the `ad` as it is now."""

    def __init__(self, ad):
        super().__init__()
        self.ad = ad


class Over(Exception):
    """It has ended meanwhile."""


def version_of(ad):
    """What the form carries along, to know whether the ad was changed since."""
    return ad.edited_at.isoformat() if ad.edited_at else ""


@transaction.atomic
def change(ad, seen, tags, units, photo_keys=(), claim="", at=None, held_why="", spot=None, **words):
    """Write new words over the version `seen`, and where it stands (`spot`, as `move` takes it; None: where it was).
    Raises Stale when that is no longer the one, Over when it has ended, ValidationError for fewer units than are
    promised and for a place that changes no more, community.photos.refusals.Refused.

    An ad that waits for a moderator goes on waiting, `held_why` says for what. Those who keep it at hand hear of a
    lower price, and those in line that there is more."""
    at = at or timezone.now()
    ad = _locked(ad)
    if version_of(ad) != seen:
        raise Stale(ad)
    before = price_of(ad)
    _write(ad, words, at, held_why)
    put_tags(ad, tags)
    rearrange(ad, photo_keys, ad.author, claim=claim, most=MOST_PHOTOS)
    _recount(ad, units, at)
    if spot:
        move(ad, **spot)
    listed.settle(ad)
    if before and (price_of(ad) or 0) < before and ad.published_at:
        price_fell(ad)
    live.publish(ad.topic, "words", seq=advance(ad))
    return ad


def _locked(ad):
    lot = locked(ad.pk)  # the lot before the ad, as whoever hands it over does
    rows = Classified.objects.select_for_update(of=("self",)).select_related("category", "author", "territory")
    ad = rows.filter(pk=ad.pk, closed_at=None).first()
    if ad is None:
        raise Over
    ad.lot = lot
    return ad


def _write(ad, words, at, held_why):
    for name in WRITTEN:
        setattr(ad, name, words[name])
    ad.edited_at = at
    if ad.held_at and held_why:
        ad.held_why = held_why
    ad.save(update_fields=[*WRITTEN, "edited_at", "held_why"])


def _recount(ad, units, at):
    """There are more of them, or fewer: what all was promised may be free again, or the other way round."""
    if units == ad.lot.units:
        return
    set_units(ad, units)
    left = units - (ad.lot.units - ad.lot.left)
    if states.set_state(ad, Phase.OPEN if left else Phase.PROGRESS) and left:
        free_again(ad)
        offer_again(ad.pk, at=at)
