"""To ask for what a post offers: a place in line, and the first message to its author."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.conversations.entries import words_for
from community.conversations.opening import begin
from community.conversations.telling import told_otherwise
from community.members.blocks import are_apart
from community.members.publishing import check_may_publish
from community.posts.models import Phase

from . import course, kinds, telling
from .models import LIVE, Handover

OVER = (Phase.DONE, Phase.CLOSED)


def ask(post, member, text, units=1, client_key=None, at=None):
    """The member's hand-over of a post, and the conversation with its author that begins or goes on. The same form sent
    twice is the same one; who stands in line already says one thing more. After having withdrawn one may ask again.

    Raises ValidationError, in words, for who may not ask and for a text that cannot be sent."""
    if known := _sent(member, client_key):
        return known
    check_may_ask(post, member, units)
    try:
        return _write(post, member, text, units, client_key, at or timezone.now())
    except IntegrityError:  # the same form, at the same instant
        if known := _sent(member, client_key) or live_of(post, member):
            return known
        raise


def check_may_ask(post, member, units=1):
    """Raises ValidationError where the member may not ask for that post, or not for so many."""
    check_may_publish(member)
    if member.pk == post.author_id:
        raise ValidationError(_("C’est votre propre publication."), code="own")
    if not post.is_public or post.anonymous or post.author is None or not post.author.is_active:
        raise ValidationError(_("Cette publication n’est plus visible."), code="gone")
    if are_apart(member, post.author):
        raise ValidationError(_("Cette publication n’est plus visible."), code="gone")
    if post.state in OVER:
        raise ValidationError(_("C’est terminé : il n’y a plus rien à prendre."), code="over")
    if units < 1 or units > post.lot.units:
        raise ValidationError(_("Il y en a %(units)s en tout.") % {"units": post.lot.units}, code="units")
    kinds.of(post).check(post, member)


def live_of(post, member):
    return Handover.objects.filter(post=post.pk, partner=member, state__in=LIVE).first()


def _sent(member, client_key):
    return client_key and Handover.objects.filter(partner=member, client_key=client_key).first()


@transaction.atomic
def _write(post, member, text, units, client_key, at):
    course.locked(post.pk)
    known = live_of(post, member)
    message = begin(member, post.author, text, post, client_key=client_key, at=at)
    if known:
        return known
    handover = Handover.objects.create(
        post_id=post.pk, owner=post.author, partner=member, conversation=message.conversation, units=units,
        asked_at=at, client_key=client_key,
    )  # fmt: skip
    told_otherwise(message, post.author)
    kinds.of(post).asked(handover)
    answers = ["promise"] if post.lot.left >= units else []
    telling.tell(handover, post.author, "asked", by=member, at=at, text=words_for(message, post.author),
                 answers=answers)  # fmt: skip
    return handover
