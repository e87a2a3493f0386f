import pytest
from django.test import Client
from django.utils import timezone

from community.conversations.opening import begin
from community.posts.models import Post


@pytest.fixture
def post(town, alice):
    """Alice's, about a bench."""
    lat, lon = town.in_val
    return Post.objects.create(
        kind="incident", author=alice, title="Banc à donner", lat=lat, lon=lon, territory=town.val,
        published_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def talk(post, bob, alice):
    """Bob has written to Alice about her post."""
    return begin(bob, alice, "Le banc est-il encore là ?", post).conversation


@pytest.fixture
def browser():
    def open_as(member=None):
        client = Client()
        if member:
            client.force_login(member)
        return client

    return open_as


@pytest.fixture
def place():
    """`place(talk, bob)`: Bob's own participation."""
    return lambda talk, member: talk.participants.select_related("conversation", "member").get(member=member)
