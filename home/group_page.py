"""A group's own page: what it is about, who leads it, and its feed, newest first."""

from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.groups.access import group_for, is_in, leads, people_in
from community.groups.models import Role
from community.posts.feed import lines

from .feed import days
from .feed.items import drawn
from .feed.reading import MOST_NEW, PAGE
from .feed.upto import Upto, parse_key, said_key
from .feed.views import count_words


@require_safe
@never_cache
def page(request, slug):
    """404 for whom it is hidden from; the posts are those that the reader may see."""
    group, mine = group_for(request.user, slug)
    now = timezone.now()
    below = _read(parse_key, request.GET.get("after"))
    found, more = lines(request.user, group=group.pk, limit=PAGE, below=below)
    query = {"after": said_key(found[-1])} if found and more else {}
    context = {
        "days": _by_day(request, found, now),
        "next_url": f"{group.get_absolute_url()}?{urlencode(query)}" if query else "",
        "upto": Upto.at(now, found),
        **_head(request, group, mine),
    }
    part = "#lines" if request.headers.get("X-Requested-With") else ""
    return render(request, f"groups/page.html{part}", context)


def _head(request, group, mine):
    leaders = people_in(group, request.user).exclude(role=Role.MEMBER)
    people = group.memberships.filter(joined_at__isnull=False).count()
    outdated = (
        is_in(mine) and group.rules and group.rules_changed_at and _before(mine.accepted_at, group.rules_changed_at)
    )
    return {
        "group": group,
        "mine": mine,
        "inside": is_in(mine),
        "leads": leads(mine),
        "organises": leads(mine, (Role.ORGANISER,)),
        "leaders": leaders,
        "people": people,
        "waiting": leads(mine)
        and group.memberships.filter(asked_at__isnull=False, joined_at=None, banned_at=None).count(),
        "rules_to_accept": outdated and not group.ended_at,
        "reads": is_in(mine) or group.is_public,
    }


def _before(at, other):
    return at is None or at < other


@require_safe
@never_cache
def news(request, slug):
    """How many lines are new since ?upto=; with ?show=1 the lines themselves, as the feed's script wants them."""
    group, _mine = group_for(request.user, slug)
    upto, now = _read(Upto.parse, request.GET.get("upto")), timezone.now()
    if upto is None:
        return JsonResponse({"error": _("Cette page du fil n'existe pas : reprenez au début.")}, status=400)
    found, more = lines(request.user, group=group.pk, limit=MOST_NEW, above=upto.floor)
    fresh = [line for line in found if not upto.has(line)]
    if request.GET.get("show"):
        context = {"days": _by_day(request, fresh, now), "upto": Upto.at(now, found), "count": len(fresh)}
        return render(request, "home/feed/feed.html#fresh", context)
    return JsonResponse({"count": len(fresh), "more": more, "words": count_words(len(fresh), more)})


def _by_day(request, found, now):
    return days.by_day(drawn(found), days.zone_of(request.user), now)


def _read(how, text):
    try:
        return how(text) if text else None
    except ValueError:
        return None
