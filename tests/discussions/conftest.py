import uuid

import pytest
from django.utils import timezone

from community.groups.models import Group, Membership
from community.posts.where import wheres
from discussions.models import Discussion


@pytest.fixture
def say(town, alice):
    """`say("Un chat")`: Alice's word to Val-de-Seine; the rest as Discussion.objects.say takes it."""

    def make(title="Un chat gris rue du Port", text="", author=None, where="territory:92040-val-de-seine", **more):
        author = author or alice
        chosen = next(one for one in wheres(author) if one.value == where)
        return Discussion.objects.say(author, title, text, chosen, **more)

    return make


@pytest.fixture
def club(town):
    """`club(alice, bob)`: a closed group of these members; `openness=` for another."""

    def make(*members, slug="club", openness="closed"):
        group = Group.objects.create(slug=slug, name="Le Club", openness=openness, territory=town.val)
        now = timezone.now()
        Membership.objects.bulk_create([Membership(group=group, member=m, joined_at=now) for m in members])
        return group

    return make


@pytest.fixture
def typed(town):
    return {
        "title": "Un chat gris rue du Port", "text": "Il a **peur**.", "tags": "chat, perdu",
        "where": "territory:92040-val-de-seine", "client_key": str(uuid.uuid4()),
    }  # fmt: skip
