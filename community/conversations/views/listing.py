"""All of one's conversations, the one that moved last on top, and how many have something new."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Q, Subquery
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.members.blocks import apart

from ..entries import words_for
from ..models import Message, Participant
from ..naming import others_of, title_for
from ..reading import unread_conversations

PER_PAGE = 30


@login_required
@require_safe
@never_cache
def index(request):
    rows, following = _page(request.user, request.GET.get("before", ""))
    last = _last_messages(rows, request.user)
    others = others_of(rows)
    shown = [_shown(row, others.get(row.conversation_id, []), last.get(row.last), request.user) for row in rows]
    context = {"conversations": shown, "next_url": following and f"?before={following}"}
    return render(request, "conversations/list.html", context)


def _page(member, before):
    """(a page of participations, each with the id of its last message as `last`; where the next one begins, or "")."""
    rows = Participant.objects.present().filter(member=member).select_related("conversation")
    moment = _moment(before)
    if moment:
        at, pk = moment
        rows = rows.filter(Q(moved_at__lt=at) | Q(moved_at=at, pk__lt=pk))
    seen = Message.objects.filter(conversation=OuterRef("conversation"), number__gt=OuterRef("joined_after"))
    seen = seen.filter(Q(author=None) | Q(conversation__is_group=False) | ~Q(author__in=apart(member)))
    last = Subquery(seen.order_by("-number").values("pk")[:1])
    found = list(rows.annotate(last=last).order_by("-moved_at", "-pk")[: PER_PAGE + 1])
    page = found[:PER_PAGE]
    more = len(found) > PER_PAGE
    return page, f"{int(page[-1].moved_at.timestamp() * 1_000_000)}-{page[-1].pk}" if more else ""


def _moment(text):
    """(when, id) of "microseconds-id"; None for anything else."""
    at, _dash, pk = text.partition("-")
    if not (at.isdecimal() and pk.isdecimal() and len(at) < 17 and len(pk) < 19):
        return None
    return datetime.fromtimestamp(0, UTC) + timezone.timedelta(microseconds=int(at)), int(pk)


def _last_messages(rows, member):
    ids = [row.last for row in rows if row.last]
    return Message.objects.select_related("author").in_bulk(ids) if ids else {}


def _shown(row, others, last, me):
    return {
        "row": row,
        "title": title_for(row, others),
        "others": others[:3],
        "last": last,
        "when": _when(row.moved_at),
        "mine": bool(last and last.author_id == me.pk),
        "words": Truncator(" ".join(words_for(last, me).split())).chars(110) if last else "",
    }


def _when(moment):
    """The time of something today, else its day: short enough for the edge of a phone."""
    here = timezone.localtime(moment)
    today = timezone.localdate()
    return date_format(here, "H:i" if here.date() == today else "j M" if here.year == today.year else "j M Y")


@require_safe
@never_cache
def unread(request):
    """What the navigation shows: {"unread": number of conversations}; visitors have none."""
    member = request.user
    return JsonResponse({"unread": unread_conversations(member) if member.is_authenticated else 0})
