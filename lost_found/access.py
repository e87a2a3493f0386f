"""Which item a request may see: everything about one is fetched here, strangers get 404."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from community.posts.frame import with_mine

from .models import Item


def item_for(member, pk):
    """The item with what its page says, in one query. Raises Http404."""
    rows = Item.objects.visible_to(member).select_related("authority")
    return get_object_or_404(with_mine(rows, member), pk=pk)


def own_item(member, pk, closed=False):
    """An item that the member answers for, while it is open (or `closed` too); 404 for everybody else."""
    item = item_for(member, pk)
    if not item.is_managed_by(member) or item.hidden_at or (item.closed_at and not closed):
        raise Http404
    return item
