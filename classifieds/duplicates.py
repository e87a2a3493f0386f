"""The same ad again: one's own is shown to its author, the same text from several accounts is shown to a moderator.

Bounded reads, whatever the town holds: the author's latest running ads, and the latest of the same category."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from rapidfuzz import fuzz

from community.places.words import fold
from community.posts.models import Photo

from .listings import Listing
from .models import Classified

OWN, OTHERS = 60, 150  # ads looked at
SAME_TITLE, SAME_TEXT = 90, 92  # alike from so many of 100 on
ENOUGH = 60  # characters of a text that says more than "à prendre sur place"
MANY = 2  # other people's ads with the same text, and it is nobody's own words any more
LATELY = timedelta(days=30)


def own(author, intent, title, text, photo_keys=(), but=frozenset()):
    """One's own running ad that this one repeats, or None; those of the ids `but` aside, unless moderation has hidden
    them. Two queries, three with photos."""
    running = Classified.objects.filter(author=author, closed_at=None, intent=intent)
    running = running.exclude(pk__in=but - {None}, hidden_at=None)
    said = fold(title), fold(text)
    latest = running.order_by("-pk").values_list("pk", "title", "text")[:OWN]
    alike = [pk for pk, *words in latest if is_alike(said, [*map(fold, words)])]
    return Classified.objects.get(pk=alike[0]) if alike else _same_photo(running, photo_keys)


def of_others(author, category, text):
    """How many other people have published the same, at length, in this category within thirty days. One query."""
    said = fold(text)
    if len(said) < ENOUGH:
        return 0
    rows = Listing.objects.filter(category=category, listed_at__gt=timezone.now() - LATELY).exclude(author=author)
    texts = rows.order_by("-listed_at", "-ad").values_list("author_id", "ad__text")[:OTHERS]
    return len({writer for writer, other in texts if _same_text(said, fold(other))})


def is_alike(said, seen):
    """Whether a (title, text), folded, repeats another: nearly the same title, and a text that does not tell of another
    thing."""
    (title, text), (other, its_text) = said, seen
    if fuzz.token_sort_ratio(title, other) < SAME_TITLE or _numbers(title) != _numbers(other):
        return False
    return not (text and its_text) or fuzz.token_set_ratio(text, its_text) >= SAME_TEXT


def _same_text(text, other):
    return len(other) >= ENOUGH and fuzz.ratio(text, other, score_cutoff=SAME_TEXT) > 0


def _numbers(title):
    """“Jean taille 38” and “Jean taille 40” are two pairs."""
    return [word for word in title.split() if any(map(str.isdigit, word))]


def _same_photo(running, keys):
    """The running ad that has one of these photos already: the same file has the same bytes, format and size."""
    sent = Photo.objects.filter(key__in=keys).values_list("bytes", "format", "width", "height") if keys else ()
    same = Q(pk__in=[])
    for size, format, width, height in sent:
        same |= Q(photos__bytes=size, photos__format=format, photos__width=width, photos__height=height)
    return running.filter(same, photos__comment=None).first() if sent else None
