"""An ad is over: handed over, gone elsewhere, kept, or expired. Every way to its end passes here, once."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from community import live
from community.handovers.course import locked
from community.handovers.ending import gone
from community.posts import states
from community.posts.models import Comment, Phase
from community.posts.thread import advance, card

from . import listed
from .models import Classified, Outcome

WORDS = {
    Outcome.HERE: gettext_noop("C’est remis : merci aux voisins !"),
    Outcome.ELSEWHERE: gettext_noop("C’est parti ailleurs."),
    Outcome.KEPT: gettext_noop("L’annonce est retirée : son auteur garde la chose."),
    "": gettext_noop("L’annonce est terminée."),
}


@transaction.atomic
def close(ad, outcome="", at=None, line_told=False):
    """Take an ad off the list for good; False when somebody was first.

    `outcome` is "" as long as its author has not said what became of it. Those in line for it are told at once, unless
    the hand-over that ends it has done so (`line_told`)."""
    at = at or timezone.now()
    locked(ad.pk)  # the lot before the ad, as whoever hands it over does
    if not Classified.objects.filter(pk=ad.pk, closed_at=None).update(closed_at=at, outcome=outcome):
        return False
    ad.closed_at, ad.outcome = at, outcome
    states.set_state(ad, Phase.DONE if outcome == Outcome.HERE else Phase.CLOSED)
    listed.leave(ad)
    if ad.published_at:
        card(ad, "", "", Comment.Kind.STATE, {**in_each_language(WORDS[outcome]), "phase": ad.state})
    for act in settings.AD_OVER:
        import_string(act)(ad)
    if not line_told:
        gone(ad, by=ad.author, at=at)
    live.publish(ad.topic, "words", seq=advance(ad))
    return True


@transaction.atomic
def reopen(ad, at=None):
    """It had not changed hands after all, says one of the two: the ad stands again, promised. False when it had not
    ended by that."""
    rows = Classified.objects.filter(pk=ad.pk, closed_at__isnull=False, outcome=Outcome.HERE)
    if not rows.update(closed_at=None, outcome=""):
        return False
    ad.closed_at, ad.outcome = None, ""
    states.set_state(ad, Phase.PROGRESS)
    listed.enter(ad, at or timezone.now(), quietly=True)
    live.publish(ad.topic, "words", seq=advance(ad))
    return True


@transaction.atomic
def say_outcome(ad, outcome):
    """The answer to the one question, where the ad ended without one. False when it has been answered."""
    if not Classified.objects.filter(pk=ad.pk, closed_at__isnull=False, outcome="").update(outcome=outcome):
        return False
    ad.outcome = outcome
    if outcome == Outcome.HERE:
        states.set_state(ad, Phase.DONE)
    live.publish(ad.topic, "words", seq=advance(ad))
    return True


def in_each_language(words):
    """{words_fr, words_en}: a card's words in all languages of its readers."""
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[f"words_{language}"] = _(words)
    return said
