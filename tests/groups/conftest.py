import pytest
from django.utils import timezone

from community.groups.founding import found
from community.groups.models import Openness
from community.posts.announcing import announce
from incidents.models import Incident
from tests.conftest import join


@pytest.fixture
def carol(town):
    return join("Carol", town.val)


@pytest.fixture
def founded(town, alice):
    """`founded("closed")`: a group of Alice's."""

    def make(openness=Openness.PUBLIC, name="Jardin des Épinettes", **more):
        return found(alice, name, openness=openness, **{"territory": town.val, **more})

    return make


@pytest.fixture
def said(town):
    """`said(group, bob, "Bonjour")`: what a member publishes in a group."""

    def say(group, member, title):
        lat, lon = town.in_val
        post = Incident.objects.create(
            kind="incident", author=member, title=title, category=town.litter, territory=town.val, lat=lat, lon=lon,
            group=group, group_only=not group.is_public, published_at=timezone.now(),
        )  # fmt: skip
        announce(post)
        return post

    return say
