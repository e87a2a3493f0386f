"""The banner: alerts in force, on every page of those concerned, until they end or one has read them.

They are few. They are kept with the town's settings, so that a page in quiet times asks nothing more."""

import hashlib

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from shapely import contains_xy

from community.members.models import MemberPlace

COOKIE = "alerts"
MOST = 20  # alerts that one browser remembers to have put away
KEPT = 30 * 86400  # seconds that it remembers


def in_force():
    """The alerts that are published and not over, as plain values, the gravest first."""
    from .models import Announcement
    from .posting import live_pages

    now = timezone.now()
    posts = Announcement.objects.published().exclude(severity="")
    current = [post for post in posts.select_related("territory") if not post.ends_at or post.ends_at > now]
    told = [_told(post, pages) for post in current if (pages := live_pages(post.translation_key))]
    return sorted(told, key=lambda alert: ("danger", "warning", "info").index(alert["severity"]))


def _told(post, pages):
    from .audience import scope, territories

    words = {page.locale.language_code: [page.title, page.summary] for page in pages}
    lead = pages[0]
    everywhere = scope(lead)
    found = territories(lead)
    said = f"{post.told}|{post.severity}|{sorted(words.items())}"
    return {
        "pk": post.pk,
        "version": hashlib.blake2s(said.encode(), digest_size=5).hexdigest(),
        "severity": post.severity,
        "voice": post.voice,
        "ends_at": post.ends_at.isoformat() if post.ends_at else "",
        "words": words,
        "territories": sorted(_with_what_is_in_them(found)),
        "everybody": lead.audience == "town" and everywhere is not None,
        "zone": lead.zone if lead.audience == "zone" else None,
        "place": lead.place_id if lead.audience == "place" else None,
    }


def _with_what_is_in_them(found):
    from community.members.reach import within

    return set().union(*(within(territory) for territory in found))


def shown_to(request):
    """The alerts for the head of this reader's pages. No query but when there is an alert and they are a member."""
    from .. import town

    hidden, now = put_away(request), timezone.now()
    current = [a for a in town.facts()["alerts"] if not a["ends_at"] or parse_datetime(a["ends_at"]) > now]
    current = [a for a in current if f"{a['pk']}.{a['version']}" not in hidden]
    return [_worded(alert) for alert in _concerning(current, getattr(request, "user", None))]


def _concerning(alerts, member):
    """Visitors, and members who have not said where they live, read what is for the whole town."""
    if not alerts or not member or not member.is_authenticated:
        return [alert for alert in alerts if alert["everybody"]]
    places = list(MemberPlace.objects.filter(member=member).values_list("territory", "lat", "lon"))
    followed = _followed(alerts, member)
    return [alert for alert in alerts if _concerns(alert, places, followed)]


def _concerns(alert, places, followed):
    if alert["place"]:
        return alert["place"] in followed
    if not places:
        return alert["everybody"]
    here = [(lat, lon) for territory, lat, lon in places if territory in alert["territories"]]
    return any(_inside(alert["zone"], *point) for point in here) if alert["zone"] else bool(here)


def _inside(zone, lat, lon):
    """A place known only by its quarter is taken to be concerned."""
    from .zones import shape_of

    return lat is None or bool(contains_xy(shape_of(zone), lon, lat))


def _followed(alerts, member):
    from .following import follows_place

    wanted = [alert["place"] for alert in alerts if alert["place"]]
    return follows_place(member, wanted) if wanted else set()


def _worded(alert):
    language = (get_language() or "fr")[:2]
    own = language if language in alert["words"] else next(iter(alert["words"]))
    title, summary = alert["words"][own]
    spoken = {"title": title, "summary": summary, "language": own, "ends_at": parse_datetime(alert["ends_at"] or "")}
    return alert | spoken


def put_away(request):
    """What this browser has put away: {"12.3fa9…"}, a post and the version of its words."""
    return set(request.COOKIES.get(COOKIE, "").split("-")[:MOST])


def remember_put_away(request, response, pk, version):
    """The banner stays away, in this browser, until the alert changes."""
    seen = [one for one in request.COOKIES.get(COOKIE, "").split("-") if one and one != f"{pk}.{version}"]
    value = "-".join([*seen, f"{pk}.{version}"][-MOST:])
    response.set_cookie(COOKIE, value, max_age=KEPT, samesite="Lax", httponly=True, secure=request.is_secure())
    return response
