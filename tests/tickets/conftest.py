from types import SimpleNamespace

import pytest

from community.members.models import Member
from community.posts.models import Follow, Post
from community.tickets import seating
from community.tickets.opening import open_ticket


@pytest.fixture
def publish(town):
    """`publish(alice, title="…")`: a public post in Val-de-Seine that its author follows."""

    def publishing(author, title="Lampadaire éteint rue Rouget", **more):
        from django.utils import timezone

        lat, lon = more.pop("at_point", town.in_val)
        post = Post.objects.create(
            kind="incident", author=author, title=title, text="Tout noir le soir.", lat=lat, lon=lon,
            place_label="12 rue Rouget-de-Lisle", territory=town.val, published_at=timezone.now(), **more,
        )  # fmt: skip
        if author:
            Follow.objects.create(post=post, member=author)
        return post

    return publishing


@pytest.fixture
def ticket(town, alice, publish):
    """Alice's dark street lamp, at the lighting service of Grand Paris Seine Ouest."""
    return open_ticket(publish(alice), town.lamp)


@pytest.fixture
def greta(town):
    """She runs the whole desk of Grand Paris Seine Ouest."""
    member = Member.objects.create_user("greta@example.org", None, name="Greta")
    seating.seat(member, town.ept)
    return member


@pytest.fixture
def desk():
    """The desk's addresses."""

    def act(client, ticket, deed, **said):
        return client.post(f"/admin/guichet/{ticket.pk}/{deed}/", said)

    return SimpleNamespace(queue="/admin/guichet/", page=lambda ticket: f"/admin/guichet/{ticket.pk}/", act=act)
