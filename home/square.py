"""What the front page shows of the town: lately in one's neighbourhood, the services' answers, numbers, news, help."""

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from classifieds.savings import saved
from community.members.models import Reach
from community.places.boundaries import atlas
from community.posts.feed import lines

from . import pulse
from .feed import scopes
from .feed.items import drawn

LATELY = 6  # posts
ANSWERS = 3
NEWS = 3
OUTCOMES = 2
FEW = 3  # one's places with fewer posts than this show the town's


def square(page, member):
    """The context of the front page. What is read slowly is read only if the template's cached parts ask for it."""
    where, scope, lately = _lately(member)
    return {
        "here": where,
        "feed": scope.address,
        "lately": lately,
        "numbers": pulse.numbers(),
        "saved": SimpleLazyObject(saved),
        "answers": SimpleLazyObject(lambda: list(pulse.answers(ANSWERS))),
        "news": SimpleLazyObject(lambda: _news(page)),
        "polls": SimpleLazyObject(lambda: _polls(page)),
        "outcomes": SimpleLazyObject(lambda: _outcomes(page)),
        "subjects": SimpleLazyObject(lambda: _subjects(page)),
    }


def home_territory(member):
    """Where a reader's pages start: their neighbourhood, else the town itself; None before any is loaded."""
    known = {t.pk: t for t in atlas().territories}
    if member.is_authenticated and member.neighbourhood_id in known:
        return known[member.neighbourhood_id]
    return next((t for t in known.values() if t.code == settings.TOWN_CODE), None)


def _lately(member):
    """(where, the Scope of a feed, the cards of its newest posts): of one's places, or of the whole town when little
    happens there. Two queries for visitors, kept for some seconds; three for members, two more where it is quiet."""
    scope = scopes.mine(member)
    found = _newest(member, scope)
    home = home_territory(member)
    if len(found) < FEW and home and home.city and scope.feed == scopes.MINE and scope.places:
        scope = scopes.named(home.city.code)
        found = _newest(member, scope)
    return _where(scope), scope, [card for _line, card in drawn(found)]


def _where(scope):
    """What the heading calls it."""
    if scope.place or not scope.places:
        return scope.place.name if scope.place else ""
    if len(scope.places) > 1:
        return _("mes lieux")
    name, reach = scope.places[0].territory.name, scope.places[0].reach
    return name if reach == Reach.QUARTER else _("%(place)s et alentour") % {"place": name}


def _newest(member, scope):
    """The lines of the newest posts; what the city answered stands in a section of its own."""

    def read():
        found, _more = lines(member, scope.territories, limit=3 * LATELY)
        return [line for line in found if line.comment is None][:LATELY]

    return read() if member.is_authenticated else cache.get_or_set(f"square:{scope.feed}", read, 5)


def _news(page):
    from .models import NewsPage

    return list(NewsPage.newest(page)[:NEWS])


def _polls(page):
    """The polls that are open, those that close first before the others."""
    from .models import PollPage

    open_ones = PollPage.objects.descendant_of(page).live().filter(closes_at__gt=timezone.now())
    return list(open_ones.order_by("closes_at")[:NEWS])


def _outcomes(page):
    from .models import OutcomePage

    return list(OutcomePage.objects.descendant_of(page).live().order_by("-first_published_at")[:OUTCOMES])


def _subjects(page):
    """The help pages a newcomer may want, the index first."""
    from .models import HelpPage

    return list(HelpPage.objects.descendant_of(page).live().order_by("path")[:6])
