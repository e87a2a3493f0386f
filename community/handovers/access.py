"""Which hand-over a request may see: everything about one is fetched here, strangers get 404."""

from django.db.models import Q
from django.shortcuts import get_object_or_404

from community.members.blocks import apart

from .models import Handover


def of_member(member):
    """Those the member is one of the two of, but for those with somebody they are apart from by a block."""
    rows = Handover.objects.filter(Q(owner=member) | Q(partner=member))
    return rows.exclude(owner__in=apart(member)).exclude(partner__in=apart(member))


def handover_for(member, pk):
    """One of the member's own, with its post and its people. Raises Http404."""
    rows = of_member(member).select_related("post__lot", "post__territory", "owner", "partner", "conversation")
    return get_object_or_404(rows, pk=pk)
