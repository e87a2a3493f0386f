"""Who hears of a comment: those named in it and the one it answers by mail too, followers on the site."""

from django.contrib.auth import get_user_model

from community.notifications.notify import notify

from .follow import followers, link_to
from .markdown import mentioned
from .models import Comment


def tell(comment_id, reply_to_id=None):
    comment = Comment.objects.select_related("post", "author").filter(pk=comment_id, removed_at=None).first()
    if comment is None or not comment.post.is_public:
        return
    post, told = comment.post, {comment.author_id}
    for kind, members, how in _circles(comment, reply_to_id):
        chosen = [member for member in members if member.pk not in told]
        told |= {member.pk for member in chosen}
        facts = {"title": post.title, "place": post.place_label, "text": comment.text[:500], **_names(comment)}
        link = f"{link_to(post)}#c{comment.number}"
        notify(chosen, kind, link, post.topic, f"comment:{comment.pk}", facts, **how)


def _circles(comment, reply_to_id):
    """From the nearest outwards: (kind, members, how they are told). Who is in two hears in the first."""
    members = get_user_model().objects.filter(is_active=True)
    yield "mention", members.filter(handle__in=mentioned(comment.text)), {}
    if reply_to_id:
        yield "reply", members.filter(comments=reply_to_id), {}
    yield "comment", followers(comment.post, but=comment.author), {"mail": False, "grouped": True}


def _names(comment):
    """ "who" is empty for someone who speaks without their name: the templates then say "un voisin"."""
    hidden = comment.post.anonymous and comment.author_id == comment.post.author_id
    return {"who": "" if hidden or comment.author is None else comment.author.name}
