"""The thread of a post: who says what, numbered so that a page can ask for exactly what it missed.

`Post.sequence` counts every change that a reader could see. A comment keeps the number it was born with and the
sequence of its last change; both are taken while the post's row is locked, so they come in the order of commits."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community import live
from community.members.models import Member
from community.notifications.notify import notify
from community.places.words import clean

from .follow import follow, link_to, tell_followers
from .markdown import mentioned, render
from .models import Comment, Post

LONGEST = 4000  # characters of a comment


def advance(post, **counts):
    """The next number of the thread, taken under the post's row lock; `counts` are moved in the same statement."""
    Post.objects.filter(pk=post.pk).update(sequence=F("sequence") + 1, **counts)
    post.sequence = Post.objects.values_list("sequence", flat=True).get(pk=post.pk)
    return post.sequence


def checked(text):
    """The text as it may be published; ValidationError says what is wrong with it."""
    text = clean(text)
    if not text:
        raise ValidationError(_("Écrivez quelques mots."))
    if len(text) > LONGEST:
        raise ValidationError(
            _("%(count)s caractères, c'est trop : %(longest)s au plus.") % {"count": len(text), "longest": LONGEST}
        )
    return text


@transaction.atomic
def say(post, member, text, reply_to=None, client_key=None, at=None, quietly=False):
    """Add a neighbour's comment and follow the post by that. The same (member, client key) is the same comment.

    Raises ValidationError for text that cannot be published."""
    text = checked(text)
    if client_key and (sent := Comment.objects.filter(author=member, client_key=client_key).first()):
        return sent
    if reply_to is not None and reply_to.reply_to_id:
        reply_to = reply_to.reply_to  # the thread shows one level of answers
    comment = _append(post, text, at, author=member, reply_to=reply_to, client_key=client_key)
    follow(post, member)
    if not quietly:
        _tell(post, comment)
    return comment


def _append(post, text, at=None, **fields):
    number = advance(post, **({} if fields.get("kind") else {"comment_count": F("comment_count") + 1}))
    comment = Comment.objects.create(
        post_id=post.pk,
        number=number,
        sequence=number,
        text=text,
        html=render(text),
        created_at=at or timezone.now(),
        **fields,
    )
    _show(post, comment)
    return comment


def _tell(post, comment):
    """Followers hear of a comment on the site; those mentioned also by mail."""
    facts = {"who": comment.author.name, "title": post.title, "text": comment.text[:500]}
    link = f"{link_to(post)}#c{comment.number}"
    named = list(Member.objects.filter(handle__in=handles)) if (handles := mentioned(comment.text)) else []
    named = [member for member in named if member != comment.author]
    if named:
        notify(named, "mention", link, topic=post.topic, key=f"comment:{comment.pk}", facts=facts)
    tell_followers(post, "comment", link, but=comment.author, key=f"comment:{comment.pk}", mail=False, **facts)


def _show(post, comment):
    html = live.rendered("posts/comment.html", {"comment": comment, "post": post})
    live.publish(post.topic, "comment", html=html, seq=comment.sequence, number=comment.number)


def may_edit(comment, member):
    """Its author may correct a comment for THREAD_EDIT_MINUTES after writing it."""
    young = timezone.now() - comment.created_at <= timedelta(minutes=settings.THREAD_EDIT_MINUTES)
    return comment.author_id == member.pk and comment.kind == Comment.Kind.COMMENT and not comment.removed_at and young


@transaction.atomic
def edit(comment, member, text):
    """Correct one's own comment; it is marked as edited. PermissionDenied when it is too late or not one's own."""
    text = checked(text)
    if not may_edit(comment, member):
        raise PermissionDenied
    _change(comment, text=text, html=render(text), edited_at=timezone.now())


@transaction.atomic
def remove(comment, member):
    """Take one's own comment away for everyone; a stub says that something stood here."""
    if comment.author_id != member.pk or comment.kind != Comment.Kind.COMMENT:
        raise PermissionDenied
    if not comment.removed_at:
        _change(comment, text="", html="", removed_at=timezone.now(), less=1)


def _change(comment, less=0, **fields):
    post = comment.post
    sequence = advance(post, **({"comment_count": F("comment_count") - less} if less else {}))
    for name, value in {**fields, "sequence": sequence}.items():
        setattr(comment, name, value)
    comment.save(update_fields=[*fields, "sequence"])
    _show(post, comment)


@transaction.atomic
def card(post, voice, text, kind=Comment.Kind.OFFICIAL, facts=None, at=None):
    """Add what a public body says (`official`) or a step of its work (`state`) to the thread."""
    return _append(post, text, at, kind=kind, voice=voice, facts=facts or {})


def missed(post, after):
    """The comments that changed after a sequence number, in the order in which they changed."""
    changed = Comment.objects.filter(post_id=post.pk, sequence__gt=after).order_by("sequence")
    return changed.select_related("author", "reply_to__author").prefetch_related("photos")
