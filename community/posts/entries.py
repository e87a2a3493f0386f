"""The entries of a thread as HTML: the same for everybody, rendered once per language and change, and kept.

What is a reader's own is marked by the page itself, which knows its reader's `mark` on this post."""

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community import live
from community.members.blocks import seen_by

from .models import Comment

AT_ONCE = 60  # entries on a page; earlier ones are a click away
MOST_MISSED = 200  # entries in one catch-up; the page asks again for more
KEPT = 3600  # seconds that a rendered entry is kept


def mark(post, member_id):
    """What tells a page which entries are its reader's own, without saying to others who wrote them."""
    return salted_hmac("community.posts.entries", f"{post.pk}:{member_id}").hexdigest()[:12] if member_id else ""


def speaker(comment, post):
    """The name shown: the author of an anonymous post stays without one in its thread."""
    if comment.author is None:
        return _("Ancien membre")
    if post.anonymous and comment.author_id == post.author_id:
        return _("Un voisin")
    return comment.author.name


def fragments(comment, post):
    """{"fr": html, "en": html} of one entry."""
    return live.rendered("posts/entry.html", _Lazy(comment, post))


class _Lazy(dict):
    """An entry's context; names are asked for in the language of the rendering."""

    def __init__(self, comment, post):
        super().__init__(
            comment=comment,
            post=post,
            anchor=f"c{comment.number}",
            under=comment.reply_to.number if comment.reply_to else None,
            mark=mark(post, comment.author_id),
            name=lambda: speaker(comment, post),
            **_signature(comment, post),
            body=mark_safe(comment.html),  # noqa: S308  cleaned by community.posts.markdown
            words=lambda: _words(comment),
        )


def _signature(comment, post):
    """What stands beside a name: the way to its profile, the face that everyone may see, the badges. Nothing of one who
    speaks without a name, or has left."""
    if speaks_unnamed(comment, post):
        return {"address": "", "photo": "", "badges": ()}
    author = comment.author
    address = author.get_absolute_url() if author.is_active else ""
    return {"address": address, "photo": author.face_url, "badges": lambda: author.badges}


def speaks_unnamed(comment, post):
    return comment.author is None or (post.anonymous and comment.author_id == post.author_id)


def _words(comment):
    """What was done, in the reader's language; "" when the card has only its text."""
    return comment.facts.get(f"words_{get_language()}") or comment.facts.get("words_fr") or ""


def _html(comments, post):
    """The entries' HTML in the reader's language; those that are kept are not rendered again."""
    language = get_language()
    keys = {comment.pk: _key(comment, language) for comment in comments}
    kept, fresh = cache.get_many(keys.values()), {}
    for comment in comments:
        key = keys[comment.pk]
        if key not in kept:
            with timezone.override(None):
                kept[key] = fresh[key] = render_to_string("posts/entry.html", _Lazy(comment, post))
    if fresh:
        cache.set_many(fresh, KEPT)
    return {comment.pk: mark_safe(kept[keys[comment.pk]]) for comment in comments}  # noqa: S308  our own template


def _key(comment, language):
    """Another one when the entry changes, or its author's name, face or badges."""
    look = comment.author.look if comment.author else 0
    return f"entry:{comment.pk}:{comment.sequence}:{look}:{language}"


def comments_seen_by(reader, post):
    """A post's entries without those of members apart from the reader. What the author of a post without a name says
    there stays: its going would tell who they are."""
    rows = Comment.objects.filter(post=post.pk)
    seen = seen_by(reader, rows)
    return seen | rows.filter(author=post.author_id) if post.anonymous and post.author_id else seen


def _of(post, reader):
    return comments_seen_by(reader, post).select_related("author", "reply_to")


def latest(post, before=None, reader=None):
    """(HTML of the last entries, replies under what they answer; the number to ask earlier ones before, or None),
    without those of members apart from the reader."""
    rows = _of(post, reader)
    rows = rows.filter(number__lt=before) if before else rows
    found = list(rows.order_by("-number")[: AT_ONCE + 1])
    earlier = found[AT_ONCE - 1].number if len(found) > AT_ONCE else None
    shown = found[:AT_ONCE][::-1]
    html = _html(shown, post)
    return [html[comment.pk] for comment in _in_order(shown)], earlier


def _in_order(comments):
    """By number, each reply after what it answers when that is shown too."""
    here = {comment.pk for comment in comments}
    replies = {}
    for comment in comments:
        if comment.reply_to_id in here:
            replies.setdefault(comment.reply_to_id, []).append(comment)
    for comment in comments:
        if comment.reply_to_id not in here:
            yield comment
            yield from replies.get(comment.pk, ())


def missed(post, after, reader=None):
    """What changed after a sequence number, in the order of the changes, as the frames a page would have received."""
    return frames(list(_of(post, reader).filter(sequence__gt=after).order_by("sequence")[:MOST_MISSED]), post)


def frames(changed, post):
    """What a page is sent of each entry, in the reader's language."""
    html = _html(changed, post)
    return [
        {
            "kind": "comment",
            "number": comment.number,
            "seq": comment.sequence,
            "under": comment.reply_to.number if comment.reply_to else None,
            "html": html[comment.pk],
        }
        for comment in changed
    ]
