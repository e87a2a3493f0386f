"""Beginning to talk: about a post with its author, from a profile that allows it, or with a few at once.

A conversation begins with its first message. Two who write to each other at the same instant meet in the same one: its
key is unique."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.members.blocks import are_apart
from community.members.models import Member
from community.members.publishing import check_may_publish
from community.places.words import clean
from community.posts.models import Post

from .gathering import MOST_PEOPLE
from .models import Conversation, Participant
from .saying import say

NEW = timedelta(days=7)  # how long a member counts as new
A_DAY, A_DAY_WHEN_NEW = 50, 10  # conversations that one may begin in 24 hours


def key_of(one, other, post=None):
    low, high = sorted([one.pk, other.pk])
    return f"post:{post.pk}:{low}:{high}" if post else f"pair:{low}:{high}"


def existing(one, other, post=None):
    """The conversation the two have already, about the post or about none; None otherwise."""
    return Conversation.objects.filter(key=key_of(one, other, post)).first()


def post_to_write_about(member, pk):
    """(the post, its author); (post, None) where there is nobody to write to: without a name, one's own, gone away.
    (None, None) for what the member may not see."""
    post = Post.objects.visible_to(member).select_related("author").filter(pk=pk).first()
    if post is None:
        return None, None
    author = None if post.anonymous else post.author
    if author is None or author.pk == member.pk or not author.is_active:
        return post, None
    return (None, None) if are_apart(member, author) else (post, author)


def found(member, handle):
    """The member of that handle, as far as `member` may know of them; None otherwise."""
    other = Member.objects.filter(handle=clean(handle), is_active=True).exclude(pk=member.pk).first()
    return None if other is None or are_apart(member, other) else other


def begin(member, other, text, post=None, photo_keys=(), client_key=None, at=None):
    """The first message to somebody (or one more, where the two talk already). Whom one may write to was asked
    before. Raises what `say` raises, and ValidationError for who may begin nothing (more) today."""
    with transaction.atomic():
        conversation = existing(member, other, post) or _begun(member, other, post)
        return say(conversation, member, text, photo_keys, client_key, at)


def _begun(member, other, post):
    must_not_be_too_many(member)
    about = {"post": post, "post_title": post.title} if post else {}
    conversation, fresh = Conversation.objects.get_or_create(
        key=key_of(member, other, post), defaults={"started_by": member, **about}
    )
    if fresh:
        bring_in(conversation, [member, other])
    return conversation


def gather(member, others, text, name="", photo_keys=(), client_key=None, at=None):
    """A group conversation with several at once, and its first message. The same client key is the same group."""
    if len(others) + 1 > MOST_PEOPLE:
        raise ValidationError(_("Une conversation réunit au plus %(most)s personnes.") % {"most": MOST_PEOPLE})
    with transaction.atomic():
        key = f"group:{member.pk}:{client_key}" if client_key else None
        group = key and Conversation.objects.filter(key=key).first()
        return say(group or _gathered(member, others, name, key), member, text, photo_keys, client_key, at)


def _gathered(member, others, name, key):
    must_not_be_too_many(member)
    fields = {"started_by": member, "is_group": True, "name": name}
    if key is None:
        group, fresh = Conversation.objects.create(**fields), True
    else:
        group, fresh = Conversation.objects.get_or_create(key=key, defaults=fields)
    if fresh:
        bring_in(group, [member, *others])
    return group


def bring_in(conversation, members):
    Participant.objects.bulk_create([Participant(conversation=conversation, member=member) for member in members])


def must_not_be_too_many(member):
    check_may_publish(member)
    since = timezone.now() - timedelta(days=1)
    most = A_DAY_WHEN_NEW if member.date_joined > timezone.now() - NEW else A_DAY
    if Conversation.objects.filter(started_by=member, created_at__gt=since).count() >= most:
        raise ValidationError(
            _("Vous avez commencé beaucoup de conversations aujourd’hui. Réessayez demain : votre texte est gardé ici.")
        )
