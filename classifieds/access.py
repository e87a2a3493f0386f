"""Which ad a request may see: everything about one is fetched here, strangers get 404."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.posts.frame import with_mine

from .models import Classified


def ad_for(member, pk):
    """The ad with what its page says, in one query: what the member may see, and their own that waits for a moderator
    (staff: all that wait). Raises Http404."""
    rows = Classified.objects.visible_to(member)
    if member.is_authenticated:
        waiting = Q(held_at__isnull=False) if member.is_staff else Q(author=member, held_at__isnull=False)
        rows = Classified.objects.filter(Q(pk__in=rows.values("pk")) | waiting)
    return get_object_or_404(with_mine(rows.select_related("category", "lot"), member), pk=pk)


def own_ad(member, pk):
    """The member's own ad, unless moderation has hidden it; 404 for everybody else."""
    ad = ad_for(member, pk)
    if ad.author_id != member.pk or ad.hidden_at:
        raise Http404
    return ad
