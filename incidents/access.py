"""Which incident a request may see: everything about an incident is fetched here, strangers get 404."""

from django.db.models import Exists, OuterRef, Subquery, Value
from django.shortcuts import get_object_or_404

from community.posts.frame import with_mine
from community.posts.models import Vote

from .models import Incident, Verdict

JOINED = ("category__group", "territory", "author", "ticket__authority", "ticket__service")


def incident_for(member, pk):
    """The incident with what every page of it says, in one query. Raises Http404."""
    return get_object_or_404(Incident.objects.visible_to(member).select_related(*JOINED), pk=pk)


def incident_with_mine(member, pk):
    """The same, and what is the reader's own: `i_voted`, `i_said_gone_at`, `i_judged`, and what every post's page
    says (community.posts.frame). One query."""
    rows = with_mine(Incident.objects.visible_to(member).select_related(*JOINED), member)
    if not member.is_authenticated:
        nothing = {name: Value(False) for name in ("i_voted", "i_said_gone_at", "i_judged")}
        return get_object_or_404(rows.annotate(**nothing), pk=pk)
    mine = Vote.objects.filter(post=OuterRef("pk"), member=member)
    judged = Verdict.objects.filter(incident=OuterRef("pk"), member=member, round=OuterRef("ticket__round"))
    rows = rows.annotate(
        i_voted=Exists(mine),
        i_said_gone_at=Subquery(mine.values("gone_at")[:1]),
        i_judged=Exists(judged),
    )
    return get_object_or_404(rows, pk=pk)
