"""The thread of a post: what neighbours say, what the authority answers, and the numbers that keep both in order.

Every change takes the post's next sequence under its row's lock, so a page that has seen number N asks for what came
after N and misses nothing. An entry's `number` is its place; its `sequence` moves when it is edited or removed."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from community import live
from community.members.publishing import check_may_publish
from community.places.words import clean

from . import entries, feed, markdown, telling
from .follow import follow
from .models import Comment, Post

LONGEST = 4000  # characters of a comment


@transaction.atomic
def advance(post, **counts):
    """The thread's next number, taken under the post's row lock; `counts` are moved in the same statement."""
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


def say(post, member, text, reply_to=None, client_key=None, at=None, quietly=False):
    """A neighbour's comment, who follows the post by that. The same (member, client key) is the same comment.

    A reply to a reply stands under the same comment. Raises ValidationError for text that cannot be published, or
    when the member may publish nothing for now."""
    text = checked(text)
    check_may_publish(member)
    try:
        with transaction.atomic():
            top = (reply_to.reply_to or reply_to) if reply_to else None
            comment = _append(post, text, at, author=member, reply_to=top, client_key=client_key)
            follow(post, member, at)
            if not quietly:
                tell_comment.enqueue(comment.pk, reply_to and reply_to.pk)
            return comment
    except IntegrityError:
        sent = client_key and Comment.objects.filter(author=member, client_key=client_key, post=post.pk).first()
        if not sent:
            raise
        return sent


def _append(post, text, at=None, **fields):
    number = advance(post, **({} if fields.get("kind") else {"comment_count": F("comment_count") + 1}))
    comment = Comment(
        post_id=post.pk, number=number, sequence=number, text=text, html=markdown.render(text),
        created_at=at or timezone.now(), **fields,
    )  # fmt: skip
    comment.save(force_insert=True)
    _show(post, comment)
    return comment


@task
def tell_comment(comment_id, reply_to_id=None):
    """Tell those mentioned, the one answered, and followers. Run again, it tells nobody twice."""
    telling.tell(comment_id, reply_to_id)


def editable_until(comment):
    return comment.created_at + timedelta(minutes=settings.THREAD_EDIT_MINUTES)


def may_edit(comment, member):
    """Its author may correct a comment for THREAD_EDIT_MINUTES after writing it."""
    return may_remove(comment, member) and comment.author_id == member.pk and timezone.now() <= editable_until(comment)


def may_remove(comment, member):
    """Its author alone may take a comment away, unless moderation hides it. Staff go through moderation, which gives
    reasons and can be objected to: nobody makes criticism of their own service vanish."""
    neighbours = comment.kind == Comment.Kind.COMMENT and not comment.removed_at
    return neighbours and not comment.hidden_at and member.is_authenticated and comment.author_id == member.pk


@transaction.atomic
def edit(comment, member, text):
    """Correct one's own comment; it is marked as edited. PermissionDenied when it is too late or not one's own."""
    text = checked(text)
    if not may_edit(comment, member):
        raise PermissionDenied
    _change(comment, text=text, html=markdown.render(text), edited_at=timezone.now())


@transaction.atomic
def remove(comment, member):
    """Take a comment away for everyone, its words with it; a stub says that something stood here."""
    if not may_remove(comment, member):
        raise PermissionDenied
    _change(comment, text="", html="", removed_at=timezone.now())


def _change(comment, **fields):
    """Two who change the same comment at once are put in order by the post's row; a removed one stays removed."""
    post = comment.post
    fields["sequence"] = advance(post)
    comment.hidden_at = Comment.objects.values_list("hidden_at", flat=True).get(pk=comment.pk)
    if comment.hidden_at and "removed_at" not in fields:
        raise PermissionDenied
    if not Comment.objects.filter(pk=comment.pk, removed_at=None).update(**fields):
        raise PermissionDenied
    if "removed_at" in fields and not comment.hidden_at:
        Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") - 1)
    for name, value in fields.items():
        setattr(comment, name, value)
    _show(post, comment)


def hide_comment(comment, at=None):
    """Put a stub in its place, for everybody; the words are kept. False when it was hidden or removed already."""
    return _set_hidden(comment, at or timezone.now(), -1)


def show_comment(comment):
    """Undo `hide_comment`; False when there is nothing to undo."""
    return _set_hidden(comment, None, +1)


@transaction.atomic
def _set_hidden(comment, hidden_at, by):
    post = comment.post
    sequence = advance(post)
    rows = Comment.objects.filter(pk=comment.pk, kind=Comment.Kind.COMMENT, removed_at=None)
    rows = rows.filter(hidden_at__isnull=hidden_at is not None)
    if not rows.update(hidden_at=hidden_at, sequence=sequence):
        return False
    Post.objects.filter(pk=post.pk).update(comment_count=F("comment_count") + by)
    comment.hidden_at, comment.sequence = hidden_at, sequence
    _show(post, comment)
    return True


@transaction.atomic
def erase_comment(comment):
    """Take a comment's words away for good, whoever wrote it; the stub stays. False when that was done."""
    try:
        _change(comment, text="", html="", removed_at=timezone.now())
    except PermissionDenied:
        return False
    return True


@transaction.atomic
def card(post, voice, text, kind=Comment.Kind.OFFICIAL, facts=None, at=None):
    """What a public body says (`official`) or a step of its work (`state`).

    `facts` may hold words_fr and words_en (what was done, in the reader's language; it stands alone when `text` only
    repeats it), phase (for a badge), reference, and photo (the address of a picture)."""
    said = _append(post, clean(text), at, kind=kind, voice=voice, facts=facts or {})
    if kind == Comment.Kind.OFFICIAL:
        feed.enter_answer(post, said)
    return said


def _show(post, comment):
    html = entries.fragments(comment, post)
    under = comment.reply_to.number if comment.reply_to else None
    facts = {"seq": comment.sequence, "number": comment.number, "under": under}
    by = None if entries.speaks_unnamed(comment, post) else comment.author_id
    live.publish(post.topic, "comment", html=html, by=by, **facts)
