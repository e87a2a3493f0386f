"""Which discussion a request may see: everything about one is fetched here, strangers get 404."""

from django.shortcuts import get_object_or_404

from community.posts.frame import with_mine
from community.posts.models import Post

from .models import Discussion


def discussion_for(member, pk):
    """The discussion with what its page says, in one query. Raises Http404."""
    return get_object_or_404(with_mine(Discussion.objects.visible_to(member), member), pk=pk)


def source_for(member, text):
    """The post that a new one is to be born from (`?from=…`), if the member may see it."""
    known = text.isascii() and text.isdigit() and len(text) < 19
    return Post.objects.visible_to(member).filter(pk=text).first() if known else None
