"""To tell what one lost or found: what its author was told is published is all there, once, and looked for."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from community.handovers.models import Lot
from community.places.approximate import approximate
from community.places.boundaries import atlas, territory_at
from community.places.coordinates import parse_point
from community.posts import mapcounts
from community.posts.announcing import announce
from community.posts.drafts import forget as forget_draft
from community.posts.follow import follow
from community.posts.models import PostQuerySet
from community.posts.photos import attach
from community.posts.tagging import put_tags

from .numbers import hash_of
from .reach import square_of
from .things import Side, What


class ItemQuerySet(PostQuerySet):
    def tell(self, author, side, what, happened_on, lat=None, lon=None, title="", at_home=False, place_label="",
             colours=(), number="", tags=(), photo_keys=(), claim="", at=None, quietly=False, client_key=None,
             authority=None, **more):  # fmt: skip
        """One transaction: post, item, tags, photos, its author's follow, the map's counts; feeds and followers are
        told, and a worker looks for the other half. The same (author, client_key) again is the same item.

        (lat, lon) in degrees; None for what was lost on the way (`line`). `at_home`: everybody sees the middle of its
        square and the quarter's name. With an `authority` it is its own office that tells, by the hand of `author`, who
        is not named; a `source` tells without anybody. `more` are fields of the item. Raises
        ValidationError for a point outside the covered towns or a number that can be none,
        community.photos.refusals.Refused for photos that are not the author's."""
        at = at or timezone.now()
        if authority:
            more = {"source": authority.name, "source_key": str(client_key or ""), **more, "authority": authority}
        item = self.model(
            kind="lost_found", author=None if authority else author, client_key=client_key, side=side, what=what,
            title=title or default_title(side, what), happened_on=happened_on, colour_codes=coded(colours),
            number_hash=hash_of(number), created_at=at, published_at=at, listed_at=at, kept_at=at, sequence=1,
            **more, **_placed(author, lat, lon, at_home, place_label),
        )  # fmt: skip
        try:
            return self._write(item, author, tags, photo_keys, claim, quietly)
        except IntegrityError:
            known = self._told_before(item)
            if not known:
                raise
            return known

    def _told_before(self, item):
        if item.source_key:
            return self.filter(source=item.source, source_key=item.source_key).first()
        return item.client_key and self.filter(author=item.author, client_key=item.client_key).first()

    @transaction.atomic
    def _write(self, item, teller, tags, photo_keys, claim, quietly):
        item.save()
        put_tags(item, tags)
        if teller:
            attach(photo_keys, item, teller, claim=claim)
        if item.author:
            Lot.objects.create(post=item)
            forget_draft(item.author, item.kind, item.client_key)
            follow(item, item.author, item.published_at)
        mapcounts.shift([(item.cell, item.kind, item.state, +1)])
        announce(item, quietly)
        if not quietly:
            look_for_the_other_half.enqueue([item.pk])
        return item

    def on_the_list(self):
        return self.published().filter(listed_at__isnull=False)


@task
def look_for_the_other_half(pks):
    """Look for what each of these items may be. Run again, it tells nobody twice."""
    from .matching import match
    from .models import Item

    for item in Item.objects.published().filter(pk__in=pks, closed_at=None):
        match(item)


def coded(colours):
    """How the table keeps colours."""
    return f",{','.join(colours)}," if colours else ""


def default_title(side, what):
    """What it is called where its author gave no words, in their language."""
    words = _("Perdu : %(what)s") if side == Side.LOST else _("Trouvé : %(what)s")
    return words % {"what": str(What(what).label).lower()}


def _placed(author, lat, lon, at_home, label):
    if lat is None:
        return {"territory": _town_of(author), "place_label": label}
    lat, lon = parse_point(lat, lon)
    territory = territory_at(lat, lon)
    if at_home:
        (lat, lon), label = approximate(lat, lon), territory.name
    return {"territory": territory, "lat": lat, "lon": lon, "place_label": label, "square": square_of(lat, lon)}


def _town_of(member):
    """Where what has no point is told: the member's town, else the site's own."""
    known = {t.pk: t for t in atlas().territories}
    quarter = member and known.get(member.neighbourhood_id)
    return (quarter and quarter.city) or next(t for t in known.values() if t.code == settings.TOWN_CODE)
