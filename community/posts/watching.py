"""To follow something besides a post: a tag, a category, a place, a territory, a member, words, or an area."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from shapely.geometry import shape as shape_of
from taggit.models import Tag

from community.keys import key_in
from community.members.blocks import are_apart
from community.places.boundaries import atlas
from community.places.models import Place
from community.places.words import fold

from .kinds import kinds
from .models import Watch
from .search import MOST_WORDS
from .tagging import LONGEST, slug_of

MOST = 100  # of one member
SHORTEST_WORD = 3  # letters of the longest word that is followed: less would fit everything


def watch_topic(member, topic, kind=""):
    """Follow a topic; the Watch, the old one when it was followed already. ValidationError when there is no such."""
    return _kept(Watch(member=member, topic=topic, kind=_known(kind), label=label_of(topic, member)))


def watch_words(member, words, kind=""):
    """Follow words: whatever is published that holds all of them, or words beginning with them."""
    folded = fold(words).split()[:MOST_WORDS]
    if not folded or len(max(folded, key=len)) < SHORTEST_WORD:
        raise ValidationError(_("Écrivez au moins un mot de trois lettres."))
    said, longest = " ".join(folded), max(folded, key=len)
    if len(said) > 100:
        raise ValidationError(_("C'est trop long : gardez quelques mots."))
    label = " ".join(words.split())[:100]
    return _kept(Watch(member=member, words=said, rarest=longest, kind=_known(kind), label=label))


def watch_area(member, polygon, label="", kind=""):
    """Follow an area: a GeoJSON Polygon that community.posts.areas has checked."""
    west, south, east, north = shape_of(polygon).bounds
    box = {"south": south, "west": west, "north": north, "east": east}
    label = " ".join(label.split())[:120] or _("Zone dessinée")
    return _kept(Watch(member=member, shape=polygon, kind=_known(kind), label=label, **box))


@transaction.atomic
def _kept(watch):
    """The row; the one there is when the same was asked before. Whoever asks for more than MOST is told so."""
    known = _same(watch)
    if known:
        return known
    get_user_model().objects.select_for_update().values_list("pk").get(pk=watch.member_id)  # counted one by one
    mine = Watch.objects.filter(member=watch.member)
    if mine.count() >= MOST:
        raise ValidationError(_("Vous suivez déjà %(most)s choses : retirez-en une d'abord.") % {"most": MOST})
    Watch.objects.bulk_create([watch], ignore_conflicts=True)  # sent twice at once: the other one was first
    return _same(watch)


def _same(watch):
    names = ("member", "topic", "words", "south", "west", "north", "east", "kind")
    return Watch.objects.filter(**{name: getattr(watch, name) for name in names}).first()


def unwatch(member, **what):
    """Stop following: topic=…, or pk=…. Returns how many there were."""
    return Watch.objects.filter(member=member, **what).delete()[0]


def label_of(topic, member):
    """What a topic is called, in words; ValidationError for one that cannot be followed."""
    prefix, _colon, rest = topic.partition(":")
    if len(topic) > 100 or not rest:
        named = ""
    elif prefix in _NAMED:
        named = _NAMED[prefix](rest, member)
    else:
        named = str(dict(offers()).get(topic, ""))
    if not named:
        raise ValidationError(_("Cela ne peut pas être suivi : ce sujet n'existe pas, ou plus."))
    return named[:120]


def _tag(slug, _member):
    """A tag that nobody has used yet may be waited for."""
    if slug != slug_of(slug) or len(slug) > LONGEST:
        return ""
    return "#" + (Tag.objects.filter(slug=slug).values_list("name", flat=True).first() or slug)


def _member(pk, member):
    other = get_user_model().objects.filter(pk=pk, is_active=True).first() if _is_number(pk) else None
    if other == member:
        raise ValidationError(_("C'est vous : on ne se suit pas soi-même."))
    return other.name if other and not are_apart(member, other) else ""


def _place(pk, _member):
    return Place.objects.filter(pk=pk).values_list("name", flat=True).first() if _is_number(pk) else ""


def _territory(code, _member):
    return next((t.name for t in atlas().territories if t.code == code), "")


_NAMED = {"tag": _tag, "member": _member, "place": _place, "territory": _territory}


def offers():
    """[(topic, name)] of what kinds of posts offer to follow, in the reader's language."""
    return [offer for kind in kinds().values() for offer in kind.offers()]


def _known(kind):
    return kind if kind in kinds() else ""


def _is_number(text):
    return key_in(text) is not None
