"""What the thread's partial asks for by itself, so that any page of a post can include it."""

import uuid

from django import template
from django.conf import settings

from community.posts import entries
from community.posts.drafts import kept_draft
from community.posts.models import Follow

register = template.Library()


@register.simple_tag(takes_context=True)
def thread_of(context, post):
    """The last entries (one query, whatever their number) and what the reader may do here."""
    request = context["request"]
    html, earlier = entries.latest(post, _number(request, "before"), request.user)
    me = request.user
    return {
        "entries": html,
        "earlier": earlier,
        "part": _number(request, "before"),
        "reply_to": _number(request, "reply"),
        "mark": entries.mark(post, me.pk),
        "minutes": settings.THREAD_EDIT_MINUTES,
        "draft": kept_draft(request, post),
        "closed": post.comments_closed_at is not None,
        "may_say": me.is_authenticated and post.is_public and post.comments_closed_at is None,
    }


@register.simple_tag
def fresh_key():
    """What makes a form that is sent twice the same comment."""
    return uuid.uuid4()


@register.simple_tag(takes_context=True)
def follows(context, post):
    """Whether the reader follows the post (one query for members, none for visitors)."""
    me = context["request"].user
    return me.is_authenticated and Follow.objects.filter(post=post.pk, member=me).exists()


def _number(request, name):
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 16 else None
