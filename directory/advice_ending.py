"""What the author of a demand for advice may do with it afterwards: mend it, call it found, take it away."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from community import live
from community.posts import markdown, states
from community.posts.follow import tell_followers
from community.posts.models import Comment, FeedEntry, Phase
from community.posts.thread import advance, card

from .advices import Advice

GONE = gettext_noop("Demande retirée par son auteur")
FOUND, OPEN_AGAIN = gettext_noop("Merci, trouvé, dit son auteur"), gettext_noop("Toujours d’actualité, dit son auteur")


def _is_still(advice, member):
    """Whether it stands, its row locked from now on; PermissionDenied for anybody but its author."""
    if member.pk != advice.author_id:
        raise PermissionDenied
    rows = Advice.objects.select_for_update(of=("self",)).filter(pk=advice.pk, withdrawn_at=None, hidden_at=None)
    return rows.first() is not None


@transaction.atomic
def mend(advice, member, title, text, category):
    """Its author changes the words; it is marked, and open pages show it. False once it is taken away."""
    if not _is_still(advice, member):
        return False
    advice.title, advice.text, advice.category = title, text, category
    advice.html, advice.edited_at = markdown.render(text), timezone.now()
    advice.save(update_fields=["title", "text", "category", "html", "edited_at"])
    show_words(advice)
    return True


@transaction.atomic
def found(advice, member, is_found=True):
    """Its author thanks for what they found, or looks again; the thread says so. Who follows it is told the first
    time. False when it was so."""
    if not _is_still(advice, member) or not states.set_state(advice, Phase.DONE if is_found else Phase.OPEN):
        return False
    said = _in_each_language(FOUND if is_found else OPEN_AGAIN)
    card(advice, "", "", Comment.Kind.STATE, {**said, "phase": advice.state})
    if is_found:
        tell_followers(advice, "advice_found", but=member, key=f"found:{advice.pk}", who=member.name)
    show_words(advice)
    return True


@transaction.atomic
def withdraw(advice, member):
    """Its author takes it away. What neighbours answered stays theirs under a stub that no feed shows; where nobody
    has, nothing is left to see."""
    if not _is_still(advice, member):
        return False
    advice.withdrawn_at = timezone.now()
    advice.title, advice.text, advice.html = GONE, "", ""
    advice.save(update_fields=["title", "text", "html", "withdrawn_at"])
    if not Comment.objects.filter(post=advice.pk, kind=Comment.Kind.COMMENT).exclude(author=member).exists():
        return states.hide_post(advice, at=advice.withdrawn_at)
    states.set_state(advice, Phase.CLOSED)
    FeedEntry.objects.filter(post=advice.pk).delete()
    show_words(advice)
    return True


def show_words(advice):
    live.publish(advice.topic, "words", seq=advance(advice))


def _in_each_language(words):
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[f"words_{language}"] = _(words)
    return said
