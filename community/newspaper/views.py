"""The paper on the site: one's own, the town's for visitors, and a poster of a quarter for the hall downstairs."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.members.models import Reach
from community.members.reach import covered, territories_of
from community.places.boundaries import atlas
from community.posts.frame import qr_svg
from community.posts.models import Post

from . import contents

KEPT_DAYS = 366  # how far back one may leaf
SHEET = 16  # items that fit on one A3 sheet


@require_safe
@never_cache
def latest(request):
    return redirect("newspaper:edition", on=_latest(_zone(request)).isoformat())


@require_safe
@never_cache
def edition(request, on):
    """/digest/2026-11-26/: what the mail of that morning held, as it may be seen today."""
    zone = _zone(request)
    on, last = _date(on), _latest(zone)
    if on > last:
        return render(
            request, "newspaper/not_yet.html", {"on": on, "last": last, "hour": settings.DIGEST_HOUR}, status=404
        )
    if on < last - timedelta(days=KEPT_DAYS):
        raise Http404
    start, end = contents.period(on, zone)
    places = _territories(request.user)
    items = contents.Day(start, end, places, Post.objects.visible_to(request.user)).items(places)
    context = {
        "on": on,
        "sections": [contents.in_words(section) for section in contents.sections(items, most=20)],
        "start": start,
        "end": end,
        "before": on - timedelta(days=1) if on > last - timedelta(days=KEPT_DAYS) else None,
        "after": on + timedelta(days=1) if on < last else None,
        "poster_of": _quarter(request.user),
    }
    return render(request, "newspaper/edition.html", context)


@require_safe
def poster(request, on, code):
    """An A3 sheet of a quarter's day, week or month (?days=) for a wall: titles and QR codes, no names."""
    on, place, last = _date(on), _place(code), _latest(settings.TIME_ZONE)
    if not last - timedelta(days=KEPT_DAYS) <= on <= last:
        raise Http404
    days = {"1": 1, "7": 7, "30": 30}.get(request.GET.get("days", "7"), 7)
    start = contents.morning(on - timedelta(days=days), settings.TIME_ZONE)
    end = contents.morning(on, settings.TIME_ZONE)
    places = covered(place, Reach.QUARTER if place.city != place else Reach.TOWN)
    found = [
        contents.in_words(section)
        for section in contents.sections(contents.Day(start, end, places).items(places), most=SHEET)
    ]
    room = _room([len(section.items) for section in found])
    sections = [
        (section, [(item, _code(item)) for item in section.items[:most]])
        for section, most in zip(found, room, strict=True)
    ]
    context = {
        "place": place, "on": on, "days": days, "start": start, "end": end - timedelta(minutes=1), "sections": sections,
        "qr": qr_svg(f"{settings.SITE_URL}/feed/{place.code}/"), "address": settings.SITE_URL.partition("://")[2],
        "choices": [(1, _("un jour")), (7, _("une semaine")), (30, _("un mois"))],
        "places": sorted((t for t in atlas().territories if t.city), key=lambda t: (t.city.name, t.city != t, t.name)),
    }  # fmt: skip
    return render(request, "newspaper/poster.html", context)


def _room(wanted):
    """How many items each subject may show of what it has, so that together they fill one sheet: a turn for each, until
    it is full."""
    room = [0] * len(wanted)
    while sum(room) < SHEET and room != wanted:
        for turn, most in enumerate(wanted):
            room[turn] += room[turn] < most and sum(room) < SHEET
    return room


def _code(item):
    return qr_svg(f"{settings.SITE_URL}/posts/{item.post}/")


def _date(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _zone(request):
    return request.user.timezone if request.user.is_authenticated else settings.TIME_ZONE


def _latest(zone):
    """The newest paper that is out."""
    here = timezone.localtime(timezone.now(), ZoneInfo(zone))
    return here.date() if here.hour >= settings.DIGEST_HOUR else here.date() - timedelta(days=1)


def _territories(member):
    if member.is_authenticated and (mine := territories_of(member)):
        return mine
    town = _town()
    return covered(town, Reach.TOWN) if town else set()


def _town():
    return next((t for t in atlas().territories if t.code == settings.TOWN_CODE), None)


def _quarter(member):
    known = {t.pk: t for t in atlas().territories}
    return known.get(member.neighbourhood_id) if member.is_authenticated and member.neighbourhood_id else _town()


def _place(code):
    found = next((t for t in atlas().territories if t.code == code and t.city), None)
    if found is None:
        raise Http404
    return found
