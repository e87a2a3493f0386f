"""Things of the cast: Alice lost her keys in Val-de-Seine on the 20th; today is the 24th of November 2026."""

import uuid
from datetime import date

import pytest

from lost_found.models import Item

DAY = date(2026, 11, 20)


@pytest.fixture
def tell(town, alice):
    """`tell("found", author=bob, what="keys")`: lost or found in Val-de-Seine; the rest as Item.objects.tell."""

    def telling(side="lost", author=alice, **said):
        lat, lon = said.pop("at_point", town.in_val)
        said = {"what": "keys", "happened_on": DAY, "lat": lat, "lon": lon, **said}
        return Item.objects.tell(author, side, **said)

    return telling


@pytest.fixture
def typed(town):
    lat, lon = town.in_val
    return {
        "side": "lost", "what": "keys", "title": "Trousseau avec une tortue", "lat": str(lat), "lon": str(lon),
        "happened_on": str(DAY), "text": "Une tortue en bois.", "colours": ["red"], "client_key": str(uuid.uuid4()),
    }  # fmt: skip


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    """Forms ask what day it is: four days after the loss."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 11, 24))
