"""What the front page shows of the town: lately in one's neighbourhood, the services' answers, numbers, news, help."""

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from community.places.boundaries import atlas
from community.posts.cards import cards
from incidents.filters import Filters

from . import pulse

LATELY = 6  # incidents
ANSWERS = 3
NEWS = 3
OUTCOMES = 2
FEW = 3  # a quarter with fewer incidents than this shows its town's


def square(page, member):
    """The context of the front page. What is read slowly is read only if the template's cached parts ask for it."""
    place, lately = _lately(member)
    return {
        "here": place,
        "lately": lately,
        "numbers": pulse.numbers(),
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
    """(the territory, the cards of its latest incidents): of the neighbourhood, or of the whole town when little
    happens there."""
    place = home_territory(member)
    found = _latest(place)
    if place and place.city and place != place.city and len(found) < FEW:
        place = place.city
        found = _latest(place)
    return place, cards(found, get_language(), "incident")


def _latest(place):
    """[(pk, sequence)] of the newest in a territory, kept for some seconds."""
    code = place.code if place else ""

    def read():
        filters = Filters({"territory": code})
        return filters.page(LATELY)[0] if filters.is_valid() else []

    return cache.get_or_set(f"square:{code}", read, 5)


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
