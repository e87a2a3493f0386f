"""Being on the list: an ad enters it when it is published, renewed or free again, and leaves it when it is over.

All within the transaction of the act that causes it, so that the list, its counts and those who search are told of the
same thing. An ad that moderation hides stands on no list and in no count until it is shown again."""

from django.db import transaction

from . import counts
from .listings import Listing
from .price_steps import price_of

FIELDS = (
    "author_id", "line", "listed_at", "intent", "category_id", "family_id", "condition", "price", "with_photo",
    "territory_id", "city_id", "lat", "lon",
)  # fmt: skip


@transaction.atomic
def enter(ad, at, quietly=False):
    """The ad stands on the list, at the moment `at`; whether it was on none before. Those whose saved search it fits
    are then told by a worker, unless `quietly`."""
    from .matching import match

    ads = type(ad).objects.filter(pk=ad.pk)
    fresh = bool(ads.filter(listed_at=None).update(listed_at=at))
    if not fresh:
        ads.update(listed_at=at)
    ad.listed_at = at
    settle(ad)
    if fresh and not quietly:
        match.enqueue(ad.pk)
    return fresh


@transaction.atomic
def leave(ad):
    """The ad stands on no list any more; False when it stood on none."""
    left = type(ad).objects.filter(pk=ad.pk, listed_at__isnull=False).update(listed_at=None)
    ad.listed_at = None
    settle(ad)
    return bool(left)


@transaction.atomic
def settle(ad):
    """The list and its counts say of an ad what it is now: call it after each change of what they are made of (edited,
    moved, hidden, shown). Called again it changes nothing."""
    from .models import Classified

    if not list(Classified.objects.select_for_update(of=("self",)).filter(pk=ad.pk).values_list("pk")):
        return
    before = Listing.objects.filter(pk=ad.pk).first()
    after = _listing(Classified.objects.select_related("category", "territory__parent").get(pk=ad.pk))
    if before and after and all(getattr(before, name) == getattr(after, name) for name in FIELDS):
        return
    if after is None:
        Listing.objects.filter(pk=ad.pk).delete()
    else:
        after.save(force_insert=before is None, force_update=before is not None)
    counts.shift(before, after)


def moderated(post):
    """A post was hidden or shown (settings.POST_HIDDEN)."""
    if post.kind == "classified":
        settle(post)


def _listing(ad):
    """What the list would say of an ad; None when it belongs on none."""
    if ad.listed_at is None or not ad.is_public or ad.group_only:
        return None
    return Listing(
        ad_id=ad.pk, author_id=ad.author_id, line=ad.first_id or ad.pk, listed_at=ad.listed_at, intent=ad.intent,
        category_id=ad.category_id, family_id=ad.category.parent_id or ad.category_id, condition=ad.condition,
        price=price_of(ad), with_photo=ad.photos.exclude(state="refused").filter(comment=None).exists(),
        territory_id=ad.territory_id, city_id=(ad.territory.city or ad.territory).pk, lat=ad.lat, lon=ad.lon,
    )  # fmt: skip


@transaction.atomic
def mend():
    """The list anew from the ads themselves, and its counts (settings.TICK): what bulk loads and deletions by hand left
    behind. How many ads changed place."""
    from .models import Classified

    belong = Classified.objects.published().filter(listed_at__isnull=False)
    stray = belong.filter(listing=None) | Classified.objects.filter(listing__isnull=False).exclude(pk__in=belong)
    mended = 0
    for ad in stray.only("pk", "listed_at").iterator(chunk_size=500):
        settle(ad)
        mended += 1
    counts.recount()
    return mended
