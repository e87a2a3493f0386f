from datetime import UTC, datetime

import pytest
import time_machine

from community.posts import thread
from incidents.models import Incident

PARIS_MORNING = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)  # 7:30 in Paris
YESTERDAY = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


@pytest.fixture
def report(town):
    def reporting(author, title, at=YESTERDAY, where=None, **more):
        lat, lon = where or town.in_val
        return Incident.objects.report(
            author, "problem", town.litter, title, lat, lon, title=title, at=at, quietly=True, **more
        )

    return reporting


@pytest.fixture
def answer():
    def answering(post, words, at=YESTERDAY):
        return thread.card(post, "Grand Paris Seine Ouest", words, at=at)

    return answering


@pytest.fixture
def at():
    """`with at(moment):` — the clock stands there."""
    return lambda moment: time_machine.travel(moment, tick=False)
