"""To recommend an entry to neighbours, to take it back, and for whoever runs it to answer. The count on the entry is of
those that are shown, and moves with them."""

import re
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.members.publishing import check_may_publish
from community.notifications.notify import notify
from community.places.words import clean
from community.posts import thread

from .claiming import holders
from .models import Entry
from .owning import keeps
from .recommendations import Recommendation

LONGEST = 1500  # characters
NEW_FOR = timedelta(days=7)  # an account's first days, when praise is cheapest to fake
A_DAY, A_DAY_AT_FIRST = 20, 3
ADDRESS = re.compile(r"https?://|www\.|\b[\w-]+\.(?:fr|com|net|org|eu|io|shop|info)\b", re.IGNORECASE)


def why_not(member, entry, is_keeper=None):
    """In words, why this member may not recommend this entry, whatever they would say of it; "" when they may. Whether
    they keep it is asked unless it is known."""
    if not entry.category.recommendable:
        return why_nobody(entry.category)
    if entry.closed_on:
        return _("Cette fiche est fermée définitivement.")
    if keeps(member, entry) if is_keeper is None else is_keeper:
        return _("Vous tenez cette fiche : les recommandations viennent des voisins, et vous pouvez leur répondre.")
    return ""


def why_nobody(category):
    """Why what stands in this category is not recommended."""
    if category.public:
        return _("Un service public ne se recommande pas : dites à la mairie ce qui va ou ne va pas.")
    return _(
        "Ici, on ne recommande pas : l’article R.4127-19 du code de la santé publique interdit la publicité aux "
        "soignants, et d’autres lieux n’ont pas à être notés."
    )


def checked(text):
    """The words as they may be published; ValidationError says what is wrong with them."""
    text = clean(text)
    if not text:
        raise ValidationError(_("Dites en quelques mots ce que vous en avez pensé."))
    if len(text) > LONGEST:
        raise ValidationError(
            _("%(count)s caractères, c'est trop : %(longest)s au plus.") % {"count": len(text), "longest": LONGEST}
        )
    return text


def check_no_address(text):
    """A link in praise is an advertisement: the entry's own stands on its page."""
    if ADDRESS.search(text):
        raise ValidationError(_("Sans lien ni adresse de site : ceux de la fiche suffisent."))


@transaction.atomic
def recommend(entry, author, text, used=False, used_on="", at=None, quietly=False):
    """The member's one recommendation of an entry; said again, it takes the new words. Whoever runs it is told of a new
    one. ValidationError for what cannot be published, and for those who may not."""
    if refusal := why_not(author, entry):
        raise ValidationError(refusal)
    check_may_publish(author)
    text, at = checked(text), at or timezone.now()
    check_no_address(text)
    said = {"text": text, "used": used, "used_on": used_on if used else ""}
    Entry.objects.select_for_update().get(pk=entry.pk)
    known = Recommendation.objects.filter(entry=entry, author=author).first()
    if known:
        return _mend(known, said, at)
    _check_how_many(author, at)
    made = Recommendation.objects.create(entry=entry, author=author, created_at=at, **said)
    Entry.objects.filter(pk=entry.pk).update(recommended=F("recommended") + 1)
    if not quietly:
        _tell_holders(made)
    return made


def _mend(known, said, at):
    if any(getattr(known, name) != value for name, value in said.items()):
        Recommendation.objects.filter(pk=known.pk).update(**said, edited_at=at)
        known.refresh_from_db()
    return known


def _check_how_many(author, at):
    most = A_DAY_AT_FIRST if author.date_joined > at - NEW_FOR else A_DAY
    if Recommendation.objects.filter(author=author, created_at__gt=at - timedelta(days=1)).count() >= most:
        raise ValidationError(
            _("%(count)s recommandations en un jour, c’est beaucoup : continuez demain.") % {"count": most}
        )


def _tell_holders(made):
    facts = {"title": made.entry.name, "who": made.author.name, "text": made.text[:300]}
    key = f"recommended:{made.pk}"
    link = made.get_absolute_url()
    notify(holders(made.entry), "recommendation_new", link, made.entry.topic, key, facts, by=made.author)


@transaction.atomic
def take_back(recommendation, member):
    """Its author takes it away, with what it answered elsewhere. PermissionDenied for anybody else."""
    if recommendation.author_id != member.pk:
        raise PermissionDenied
    for named in recommendation.named.select_related("comment__post", "comment__author", "comment__reply_to"):
        if named.comment and thread.may_remove(named.comment, member):
            thread.remove(named.comment, member)
    Entry.objects.select_for_update().get(pk=recommendation.entry_id)
    shown = Recommendation.objects.shown().filter(pk=recommendation.pk).exists()
    gone, _by_model = Recommendation.objects.filter(pk=recommendation.pk).delete()
    if gone and shown:
        Entry.objects.filter(pk=recommendation.entry_id).update(recommended=F("recommended") - 1)


@transaction.atomic
def answer(recommendation, member, text):
    """Whoever runs the entry answers, once, and may change it; no words take the answer away. Its author is told of
    the first. PermissionDenied for who does not run it."""
    if not keeps(member, recommendation.entry):
        raise PermissionDenied
    check_may_publish(member)
    text = checked(text) if clean(text) else ""
    at = timezone.now() if text else None
    said = {"answer": text, "answered_at": at, "answered_by": member if text else None}
    Recommendation.objects.filter(pk=recommendation.pk).update(**said)
    if text and recommendation.author:
        facts = {"title": recommendation.entry.name, "text": text[:300]}
        key = f"answered:{recommendation.pk}"
        link, topic = recommendation.get_absolute_url(), recommendation.entry.topic
        notify([recommendation.author], "recommendation_answered", link, topic, key, facts, by=member)


def hide(pk, at):
    """Out of sight for everybody but moderators; False when it was so already."""
    return _set_hidden(pk, at, -1)


def show(pk):
    return _set_hidden(pk, None, +1)


@transaction.atomic
def _set_hidden(pk, hidden_at, by):
    rows = Recommendation.objects.filter(pk=pk, hidden_at__isnull=hidden_at is not None)
    if not rows.update(hidden_at=hidden_at):
        return False
    Entry.objects.filter(recommendations=pk).update(recommended=F("recommended") + by)
    return True
