"""To publish an ad: what its author was told is published is all there, once."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from community.handovers.models import Lot
from community.places.approximate import approximate
from community.places.boundaries import territory_at
from community.places.coordinates import parse_point
from community.posts import mapcounts
from community.posts.announcing import announce
from community.posts.drafts import forget as forget_draft
from community.posts.follow import follow
from community.posts.models import PostQuerySet
from community.posts.photos import attach
from community.posts.states import publish_post
from community.posts.tagging import put_tags

from . import holding, listed

MOST_PHOTOS = 8
COLLECTED_AFTER = timedelta(hours=48)  # nobody has taken it by then: the city is asked to


class ClassifiedQuerySet(PostQuerySet):
    def offer(self, author, intent, category, title, lat=None, lon=None, territory=None, exact_label="", text="",
              condition="", price_cents=None, negotiable=False, swap_for="", units=1, pickup="", tags=(),
              photo_keys=(), claim="", client_key=None, born_from=None, first=None, collect_at=None, held_why="",
              at=None, quietly=False):  # fmt: skip
        """One transaction: post, ad, its lot, tags, photos, its author's follow, the map's counts, its place on the
        list. The same (author, client_key) again is the same ad. With `held_why` it waits for a moderator, and only its
        author sees it.

        (lat, lon) is the door, in degrees, `exact_label` its address: everybody sees the middle of its square. Without
        one it is somewhere in `territory`, and on no map. Raises ValidationError for a point outside the covered towns,
        community.photos.refusals.Refused for photos that are not the author's."""
        at = at or timezone.now()
        ad = self.model(
            kind="classified", author=author, title=title, text=text, created_at=at,
            published_at=None if held_why else at, client_key=client_key, born_from=born_from, sequence=1,
            intent=intent, category=category, condition=condition, price_cents=price_cents, negotiable=negotiable,
            swap_for=swap_for, pickup=pickup, first=first, collect_at=collect_at,
            expires_at=at + timedelta(days=category.days), held_at=at if held_why else None, held_why=held_why,
            **placed(lat, lon, exact_label, territory),
        )  # fmt: skip
        try:
            return self._write(ad, units, tags, photo_keys, claim, quietly)
        except IntegrityError:
            known = client_key and self.filter(author=author, client_key=client_key).first()
            if not known:
                raise
            return known

    @transaction.atomic
    def _write(self, ad, units, tags, photo_keys, claim, quietly):
        ad.save()
        Lot.objects.create(post=ad, units=units, left=units)
        put_tags(ad, tags)
        attach(photo_keys, ad, ad.author, claim=claim, most=MOST_PHOTOS)
        forget_draft(ad.author, ad.kind, ad.client_key)
        follow(ad, ad.author, ad.created_at)
        if ad.published_at:
            mapcounts.shift([(ad.cell, ad.kind, ad.state, +1)])
            listed.enter(ad, ad.published_at, quietly)
            announce(ad, quietly)
        else:
            holding.wait(ad)
        return ad


def placed(lat, lon, label, territory):
    """The fields of an ad: the door for one, its square for all; without a door, on no map."""
    if lat is None:
        nowhere = dict.fromkeys(("lat", "lon", "exact_lat", "exact_lon"))
        return {**nowhere, "exact_label": "", "territory": territory}
    lat, lon = parse_point(lat, lon)
    about = dict(zip(("lat", "lon"), approximate(lat, lon), strict=True))
    return {**about, "exact_lat": lat, "exact_lon": lon, "exact_label": label, "territory": territory_at(lat, lon)}


@transaction.atomic
def publish_held(ad, at=None):
    """An ad that waited for a moderator is published, and lasts as long as any other; False when it no longer waits.
    Asked for its collection, the city waits from now on as well."""
    at = at or timezone.now()
    # Of the ad's own table alone: a condition on the post's would be looked at before the row is locked.
    rows = type(ad).objects.filter(pk=ad.pk, closed_at=None, held_at__isnull=False)
    fields = {"held_at": None, "held_why": "", "expires_at": at + timedelta(days=ad.category.days)}
    if ad.collect_at:
        fields["collect_at"] = at + COLLECTED_AFTER
    if not rows.update(**fields):
        return False
    for name, value in fields.items():
        setattr(ad, name, value)
    publish_post(ad, at)
    listed.enter(ad, at)
    return True
