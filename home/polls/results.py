"""What residents answered, counted so that nobody's answer can be worked out.

Nothing is shown of fewer answers than the poll's minimum. By quarter, whatever is too small stands together in one row;
where that row were itself too small, the smallest quarter that would have been shown joins it, else the difference
from the whole would say what is hidden. Quarters are told apart once the poll is closed: seen live, the step from
one total to the next would be one neighbour's answer."""

from collections import Counter, defaultdict

from django.core.cache import cache
from django.utils.translation import gettext as _

from community.places.boundaries import atlas

from .models import Ballot
from .voting import tally_key

KEPT = 20  # seconds that a count stands; an answer given here forgets it at once


def counted(post):
    """{quarter id or None: (answers given, {question id: Counter of choice ids})}. One query, kept for KEPT seconds."""
    return cache.get_or_set(tally_key(post), lambda: _count(post), KEPT)


def _count(post):
    heads, tallies = Counter(), defaultdict(lambda: defaultdict(Counter))
    rows = Ballot.objects.filter(post=post.pk).values_list("quarter", "answers")
    for quarter, answers in rows.iterator(chunk_size=2000):
        heads[quarter] += 1
        for question, chosen in answers.items():
            tallies[quarter][question].update(set(chosen))
    return {quarter: (heads[quarter], {q: dict(c) for q, c in tallies[quarter].items()}) for quarter in heads}


def total(post):
    """How many have answered."""
    return sum(heads for heads, _tally in counted(post).values())


def overall(page, post):
    """The results of everybody together; None while fewer than the minimum have answered."""
    groups = counted(post)
    return _read(page, *_together(groups.values())) if total(post) >= page.minimum else None


def by_quarter(page, post):
    """[(name, results)], the small ones together; [] unless at least two rows can be shown, or before it closes."""
    if not page.is_closed:
        return []
    groups = counted(post)
    shown, hidden = split({quarter: heads for quarter, (heads, _tally) in groups.items()}, page.minimum)
    names = {territory.pk: territory.name for territory in atlas().territories}
    rows = [(names.get(q, _("Autre quartier")), _read(page, *groups[q])) for q in shown]
    rows.sort(key=lambda row: row[0])
    if hidden:
        rows.append((_("Autres quartiers, ensemble"), _read(page, *_together(groups[q] for q in hidden))))
    return rows if len(rows) > 1 else []


def split(heads, minimum):
    """(quarters shown, quarters put together) of {quarter: answers given}. None (unknown) is always put together."""
    shown = sorted((q for q, n in heads.items() if n >= minimum and q is not None), key=lambda q: (-heads[q], q))
    hidden = [q for q in heads if q not in shown]
    while shown and hidden and (sum(heads[q] for q in hidden) < minimum or len(hidden) < 2):
        hidden.append(shown.pop())
    if sum(heads[q] for q in hidden) < minimum:
        return shown, []
    return shown, hidden


def _together(groups):
    heads, tallies = 0, defaultdict(Counter)
    for number, tally in groups:
        heads += number
        for question, chosen in tally.items():
            tallies[question].update(chosen)
    return heads, tallies


def _read(page, heads, tally):
    """{"heads", "questions": [{"text", "kind", "rows": [(words, count, percent of those who answered)], "mean"}]}."""
    return {"heads": heads, "questions": [_question(asked, tally.get(asked["id"], {}), heads) for asked in page.asked]}


def _question(asked, counts, heads):
    known = {key: counts.get(key, 0) for key, _words in asked["choices"]}
    most = max(known.values(), default=0)
    rows = [(words, known[key], round(100 * known[key] / heads) if heads else 0) for key, words in asked["choices"]]
    return {"id": asked["id"], "text": asked["text"], "kind": asked["kind"], "rows": rows, "most": most,
            "mean": _mean(known) if asked["kind"] == "score" else None}  # fmt: skip


def _mean(known):
    given = sum(known.values())
    return round(sum(int(key) * number for key, number in known.items()) / given, 1) if given else None
