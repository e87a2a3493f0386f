"""What happens in town, in numbers that can be trusted: each says exactly what it counts, and none is guessed."""

from datetime import timedelta
from statistics import median

from django.core.cache import cache
from django.db.models import Min, Sum
from django.utils import timezone

from community.posts.mapcounts import COUNT_ZOOMS
from community.posts.models import Comment, MapCount, Phase
from community.tickets.models import Step, Ticket
from community.tickets.workflow import State
from incidents.models import OPEN_PHASES

KEPT = 300  # seconds that numbers stand
SINCE = timedelta(days=90)  # of tickets whose first answer is timed
MOST = 5000  # tickets that a median is taken of, the newest


def numbers():
    """{"open", "resolved", "days", "timed"}: open incidents now, tickets resolved this calendar month, and the median
    days from a ticket's arrival to the first words of a service, over `timed` tickets of the last 90 days (None
    when there is none)."""
    return cache.get_or_set("pulse", _counted, KEPT)


def answers(count):
    """The latest words of services under public posts, newest first."""
    said = Comment.objects.filter(kind=Comment.Kind.OFFICIAL, removed_at=None).exclude(text="")
    public = said.filter(post__published_at__isnull=False, post__hidden_at=None)
    return public.select_related("post").order_by("-pk")[:count]


def _counted():
    waits = waiting_times()
    return {
        "open": _open(),
        "resolved": _resolved_this_month(),
        "days": round(median(waits), 1) if waits else None,
        "timed": len(waits),
    }


def _open():
    rows = MapCount.objects.filter(zoom=COUNT_ZOOMS[0], kind="incident", state__in=[Phase(p) for p in OPEN_PHASES])
    return rows.aggregate(total=Sum("count"))["total"] or 0


def _resolved_this_month():
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return Ticket.objects.filter(state=State.RESOLVED, closed_at__gte=month).count()


def waiting_times():
    """Days from arrival to first public words by staff, of the answered tickets of the last 90 days."""
    recent = Ticket.objects.filter(created_at__gte=timezone.now() - SINCE).order_by("-pk").values("pk")[:MOST]
    spoken = Step.objects.filter(ticket__in=list(recent.values_list("pk", flat=True)), public=True)
    firsts = (
        spoken.filter(member__is_staff=True).exclude(text="").order_by()
        .values_list("ticket__created_at").annotate(first=Min("at")).values_list("ticket__created_at", "first")
    )  # fmt: skip
    return [(first - arrived) / timedelta(days=1) for arrived, first in firsts]
