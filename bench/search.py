"""The search at 1,000 and 1,000,000 posts: 25 matches, two words of which one is common, none at all, suggestions.

A word that a quarter of all posts hold may cost more, but is bounded: the newest 1,000 are read."""

from bench import row
from bench.incidents import FEW, MANY, incidents, median_of, shown

MATCHES = 25
SEARCHES = {
    "25 posts hold it": "/search/?q=marguerite",
    "two words": "/search/?q=marguerite+lampe",
    "nothing found": "/search/?q=introuvable",
    "one quarter, by date": "/search/?q=marguerite&place=bench-5&order=new",
    "suggestions": "/search/suggest/?q=margu",
    "the list's filter": "/incidents/?q=marguerite",
}
COMMON = {
    "a quarter of all posts hold it": "/search/?q=trou",
    "so in the list's filter": "/incidents/?q=trou",
}


def run(quick=False):
    import django
    from django.conf import settings

    django.setup()
    settings.ACCOUNT_RATE_LIMITS = False
    times, many = {}, 50_000 if quick else MANY
    for count in (FEW, many):
        with incidents(count):
            _plant(count)
            for name, address in (SEARCHES | COMMON).items():
                times[name, count] = median_of(lambda address=address: shown(address))
    rows = []
    for name in SEARCHES | COMMON:
        (few, few_in_turns), (lots, lots_in_turns) = times[name, FEW], times[name, many]
        goal = {"at_most": 1.3} if name in SEARCHES else {}
        title = f"search: {name}, {FEW:,} → {many:,}"
        rows.append(row(title, lots, "ms", few, lots_in_turns / few_in_turns, **goal))
    return rows


def _plant(count):
    """As many posts with a rare word, whatever the number of posts."""
    from community.posts.models import Post

    for number in range(1, count, count // MATCHES)[:MATCHES]:
        Post.objects.filter(pk=number).update(
            title=f"Une marguerite {number}", folded=f"une marguerite {number} sous la lampe"
        )
