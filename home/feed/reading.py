"""One page of a feed: what is new since this visit began and where that ends, or what came before, on demand."""

from urllib.parse import urlencode

from community.posts.feed import lines

from . import days, marks, scopes
from .filters import AROUND
from .items import drawn
from .upto import Upto, said_key

PAGE = 20  # lines of a page
MOST_NEW = 50  # lines that come in by the button at once


def page(member, scope, filters, now):
    """The context of home/feed/feed.html. For valid filters."""
    said, asked = filters.cleaned_data, filters.asked()
    since, known = (None, False) if asked else _since(member, scope, said, now)
    old = said["older"] or bool(asked)
    found, more = lines(member, limit=PAGE, below=said["after"], **_bounds(since, old), **_narrowed(scope, said))
    upto = said["upto"] or Upto.at(now, found)
    shown = [line for line in found if since is None or since.has(line) == old]
    zone = days.zone_of(member)
    here = {**asked, **({"since": since} if since else {}), "upto": upto}
    return {
        "days": days.by_day(drawn(shown), zone, now),
        "upto": upto,
        "old": old,
        "asked": asked,
        "next_url": _link(scope, {**here, **({"older": 1} if old and not asked else {}), "after": said_key(found[-1])})
        if more and found
        else "",
        "at_end": not more,
        "known": known,
        "since_words": days.moment_words(since.moment, zone, now) if since else "",
        "older_url": _link(scope, {**here, "older": 1}) if since and not old else "",
    }


def fresh(member, scope, filters, now):
    """(lines that are new since `upto`, whether there are more than MOST_NEW, how far that is)."""
    said, upto = filters.cleaned_data, filters.cleaned_data["upto"]
    found, more = lines(member, limit=MOST_NEW, above=upto.floor, **_narrowed(scope, said))
    return [line for line in found if not upto.has(line)], more, Upto.at(now, found)


def _since(member, scope, said, now):
    if said["since"]:
        return said["since"], member.is_authenticated
    return marks.begun(member, scope.feed, now)


def _bounds(since, old):
    if since is None:
        return {}
    return {"upto": since.moment} if old else {"above": since.floor}


def _narrowed(scope, said):
    place = next((place for place in scope.places if str(place.pk) == said["place"]), None)
    return {
        "territories": scopes.of_place(place) if place else scope.territories,
        "kind": said["kind"],
        "tag": said["tag"],
        "near": (*said["near"], AROUND) if said["near"] else None,
    }


def _link(scope, query):
    return f"{scope.address}?{urlencode(query)}"
