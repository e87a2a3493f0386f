"""Who hears of a comment: those named in it, the one it answers, and followers; each as loudly as they wish.

Followers may be ten thousand: they are told in batches, from a task that can be killed and run again."""

from django.contrib.auth import get_user_model

from community.notifications.crowds import notify_many
from community.notifications.notify import notify

from .follow import followers, link_to
from .markdown import mentioned
from .models import Comment
from .readers import may_see


def tell(comment_id, reply_to_id=None):
    """From the nearest outwards; who is in two circles hears in the first. Run again, it tells nobody twice."""
    shown = Comment.objects.filter(removed_at=None, hidden_at=None)
    comment = shown.select_related("post", "author").filter(pk=comment_id).first()
    if comment is None or not comment.post.is_public:
        return
    post, key = comment.post, f"comment:{comment.pk}"
    said = {"topic": post.topic, "facts": _facts(comment), "by": comment.author, "about": _about(comment)}
    said["nameless"] = _is_nameless(comment)
    link, near = f"{link_to(post)}#c{comment.number}", set()
    for kind, members in _circles(comment, reply_to_id):
        chosen = list(members.exclude(pk__in=near))
        near |= {member.pk for member in chosen}
        notify(chosen, kind, link, key=key, **said)
    crowd = followers(post).exclude(pk__in=near)
    notify_many(crowd, "comment", link, key=key, grouped=True, **said)


def _circles(comment, reply_to_id):
    members = may_see(get_user_model().objects.filter(is_active=True), comment.post)
    yield "mention", members.filter(handle__in=mentioned(comment.text))
    if reply_to_id:
        yield "reply", members.filter(comments=reply_to_id)


def _facts(comment):
    post, who = comment.post, "" if _is_nameless(comment) else comment.author.name
    return {"title": post.title, "place": post.place_label, "text": comment.text[:500], "who": who}


def _is_nameless(comment):
    """They speak without their name: the templates then say "un voisin"."""
    hidden = comment.post.anonymous and comment.author_id == comment.post.author_id
    return hidden or comment.author is None


def _about(comment):
    """Whom one may have muted. Not said of someone nameless: silence would give them away."""
    return () if _is_nameless(comment) else (f"member:{comment.author_id}",)
