"""Which discussion a request may see: everything about one is fetched here, strangers get 404."""

from django.shortcuts import get_object_or_404

from community.posts.frame import with_mine

from .models import Discussion


def discussion_for(member, pk):
    """The discussion with what its page says, in one query. Raises Http404."""
    return get_object_or_404(with_mine(Discussion.objects.visible_to(member), member), pk=pk)
