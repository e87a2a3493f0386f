"""How alike a lost and a found thing are: points of 100, and the reasons as data, for whoever reads them in words.

What the two say in the same words counts the more, the fewer others say it."""

from collections import Counter
from math import exp, log

from rapidfuzz import fuzz, process

from community.places.distance import metres_between
from community.places.words import fold
from community.posts.search import SMALL

from .reach import AFTER, BEFORE, FAR
from .things import Colour

THRESHOLD = 55  # points from which both are told
SURE = 100
SAME_WORD = 87  # percent of letters that make two words one (rapidfuzz.fuzz.ratio): "tortue", "tortues"
# What half of all texts here say, and says nothing.
EMPTY = SMALL | frozenset(
    "perdu perdue perdus perdues trouve trouvee trouves trouvees lost found avec sans dans pres the and with near "  # noqa: SIM905
    "rue avenue hier matin soir midi vers petit petite grand grande merci contact recompense entre chez sous sur "
    "pendant depuis apres avant deux trois quatre cinq six dont comprise compris tout toute two three four five "
    "between under after before from".split()
)


def words_of(item):
    """The telling words of an item, folded."""
    said = fold(f"{item.title} {item.text} {item.collar} {item.line}").split()
    label = set(fold(str(item.get_what_display())).split())
    return {word for word in said if len(word) > 2 and word not in EMPTY and word not in label}


def rarity_of(items):
    """(how many of these items say each word)."""
    return Counter(word for item in items for word in words_of(item))


def likeness(lost, found, said=None):
    """(points, reasons) of two items; (0, []) for what cannot be the same. `said` is rarity_of those compared."""
    if lost.number_hash and found.number_hash:
        if lost.number_hash != found.number_hash:
            return 0, []
        return SURE, [["number"], *_days(lost, found)[1]]
    days, when = _days(lost, found)
    if days is None or _differ(lost.sex, found.sex) or _is_far(lost, found):
        return 0, []
    parts = [_what(lost, found), _colours(lost, found), _brand(lost, found), _words(lost, found, said or {}),
             _place(lost, found), (days, when)]  # fmt: skip
    points = sum(part for part, _reasons in parts) - 10 * _differ(lost.size, found.size)
    return max(0, min(round(points), SURE - 1)), [reason for _points, reasons in parts for reason in reasons]


def _differ(one, other):
    return bool(one and other and one != other)


def _what(lost, found):
    if lost.what == found.what:
        return (12 if lost.what == "other" else 30), [["what", lost.what]]
    return 18, [["kin", lost.what, found.what]]


def _colours(lost, found):
    ours, theirs = set(lost.colours), set(found.colours)
    if shared := (ours & theirs) - {Colour.MIXED}:
        return 15, [["colour", colour] for colour in lost.colours if colour in shared][:2]
    vague = not ours or not theirs or Colour.MIXED in ours | theirs
    return (0 if vague else -15), []


def _brand(lost, found):
    ours, theirs = fold(lost.brand), fold(found.brand)
    if not ours or not theirs:
        return 0, []
    alike = fuzz.ratio(ours, theirs) >= SAME_WORD
    return (12, [["brand", lost.brand]]) if alike else (-8, [])


def _words(lost, found, said):
    """Ten points for a word that only these two say, less for what many do."""
    theirs, points, shared = list(words_of(found)), 0, []
    for word in sorted(words_of(lost)):
        like = process.extractOne(word, theirs, scorer=fuzz.ratio, score_cutoff=SAME_WORD)
        if like:
            worth = 10 / (1 + log(max(said.get(like[0], 1), 1)))
            points += worth
            shared.append((worth, word))
    best = [word for _worth, word in sorted(shared, reverse=True)[:3]]
    return min(points, 30), [["words", *best]] if best else []


def _metres(lost, found):
    if lost.lat is None or found.lat is None:
        return None
    return metres_between(lost.lat, lost.lon, found.lat, found.lon)


def _is_far(lost, found):
    return (_metres(lost, found) or 0) > FAR


def _place(lost, found):
    metres = _metres(lost, found)
    if metres is None:
        same = lost.line and found.line and fuzz.token_set_ratio(fold(lost.line), fold(found.line)) >= SAME_WORD
        return (15, [["line", found.line]]) if same else (4, [])
    return 20 * exp(-metres / 800), [["metres", round(metres, -1)]]


def _days(lost, found):
    """Fewer points the later it was found; (None, []) where the days cannot be."""
    if found.last_day < lost.happened_on - BEFORE or found.happened_on > lost.last_day + AFTER:
        return None, []
    days = (found.happened_on - lost.happened_on).days
    return 10 * (1 - max(days, 0) / (AFTER.days + 31)), [["days", days]]
