"""The cards of posts in a list, whatever their kinds, kept by (post, version, language).

Nothing in a card is one reader's own."""

from django.core.cache import cache
from django.utils.safestring import mark_safe

from .kinds import kinds
from .models import Photo, Post

KEPT = 24 * 3600  # seconds; a change makes a new version, so an old one only takes room


def cards(versions, language, kind=None):
    """The safe HTML of each (id, sequence), in their order. No query when all are kept, else each kind's
    own, and one to learn the kinds unless all are of the `kind` named."""
    return list(cards_by_id(versions, language, kind).values())


def cards_by_id(versions, language, kind=None):
    """The same as {id: safe HTML}, without those that are no more."""
    keys = {pk: f"card:{pk}:{sequence}:{language}" for pk, sequence in versions}
    kept = cache.get_many(keys.values())
    missing = [pk for pk, key in keys.items() if key not in kept]
    if missing:
        drawn = {keys[pk]: html for pk, html in _drawn(missing, kind).items()}
        cache.set_many(drawn, KEPT)
        kept.update(drawn)
    return {pk: mark_safe(kept[key]) for pk, key in keys.items() if key in kept}  # noqa: S308  our own templates' output


def _drawn(pks, kind):
    by_kind = {kind: pks} if kind else {}
    for pk, code in () if kind else Post.objects.filter(pk__in=pks).values_list("pk", "kind"):
        by_kind.setdefault(code, []).append(pk)
    drawn = {}
    for code, mine in by_kind.items():
        if code in kinds():
            drawn |= kinds()[code].draw(mine)
    return drawn


def first_photos(pks):
    """{post id: its first photo that everyone may fetch}. One query."""
    ready = Photo.objects.filter(post__in=pks, state=Photo.State.READY, comment=None).order_by("-position", "-pk")
    return {photo.post_id: photo for photo in ready}
