from datetime import timedelta

import pytest
from conftest import join
from django.utils import timezone

from community.moderation import access, flagging, things
from community.moderation.models import Reason
from community.posts import thread
from community.posts.models import Post


def settled(member):
    """A member of some days: their flags count."""
    member.date_joined = timezone.now() - timedelta(days=30)
    member.save(update_fields=["date_joined"])
    return member


@pytest.fixture
def mira(mira):
    access.let_in(mira)
    return mira


@pytest.fixture
def nora(town):
    """The second moderator."""
    member = join("Nora", town.centre)
    access.let_in(member)
    return member


@pytest.fixture
def crowd(neighbours):
    """`crowd(3)`: so many neighbours whose flags count."""
    return lambda count: [settled(member) for member in neighbours(count)]


@pytest.fixture
def post(town, bob):
    """What Bob published."""
    lat, lon = town.in_val
    return Post.objects.create(
        kind="incident", author=bob, title="Vends montre", text="Vends montre en or, payez d'avance.", lat=lat, lon=lon,
        territory=town.val, published_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def comment(post, bob):
    """What Bob said under it."""
    return thread.say(post, bob, "Le voisin du 12 est un voleur.", quietly=True)


@pytest.fixture
def because(db):
    """`because("spam")`: a reason of the list."""
    return lambda code: Reason.objects.get(code=code)


@pytest.fixture
def flag(because):
    """`flag(alice, "post:1")`: her flag."""

    def flagging_it(member, topic, reason="spam", words="", **more):
        return flagging.flag(things.find(topic, member), because(reason), words, member, **more)[0]

    return flagging_it
