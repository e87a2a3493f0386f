"""What may have been meant: searches like the one that found nothing, of which each finds something for this reader."""

from itertools import islice, product

from community.posts.models import Post
from community.posts.search import newest
from community.posts.spelling import resembling

from .found import others

MOST_WORDS = 4  # of a search that are looked at
MOST_TRIES, MOST = 8, 3


def near_misses(words, member):
    """At most MOST searches, as text, the likeliest first."""
    choices = [[word, *(resembling(word) if n < MOST_WORDS else [])] for n, word in enumerate(words)]
    changed = (list(tried) for tried in product(*choices) if list(tried) != words)
    likely = sorted(islice(changed, 50), key=lambda tried: sum(a != b for a, b in zip(tried, words, strict=True)))
    return [" ".join(tried) for tried in likely[:MOST_TRIES] if _finds(tried, member)][:MOST]


def _finds(words, member):
    seen = Post.objects.visible_to(member)
    return bool(newest(seen, "posts", words).values_list("pk")[:1]) or any(others(words, member, 1).values())
