"""One member in many windows at the same instant, on real threads: no more than the most, and nothing twice."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from racing import unharmed

from community.groups.founding import found
from community.groups.joining import join
from community.groups.models import Membership
from community.members import places
from community.members.blocks import block
from community.members.models import Block
from community.posts.models import Watch
from community.posts.watching import MOST, watch_words

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one after the other: nothing can race"),
]
LETTERS = "abcdefghij"


def tried(act, *args):
    try:
        return bool(act(*args))
    except ValidationError:
        return False


def test_ten_at_once_follow_no_more_than_the_most(transactional_db, alice):
    Watch.objects.bulk_create(
        [Watch(member=alice, words=f"mot{n}", rarest=f"mot{n}", label=f"{n}") for n in range(MOST - 3)]
    )
    kept = unharmed(*[lambda letter=letter: tried(watch_words, alice, letter * 5) for letter in LETTERS])
    assert (sum(kept), Watch.objects.filter(member=alice).count()) == (3, MOST)


def test_the_same_words_ten_times_at_once_are_followed_once(transactional_db, alice):
    assert len(set(unharmed(*[lambda: watch_words(alice, "vélo").pk] * 10))) == 1


def test_ten_places_at_once_are_no_more_than_the_most(transactional_db, town, alice):
    adding = [lambda n=n: tried(places.add, alice, "work", f"{n}", 48.825, 2.251 + n / 10_000) for n in range(14)]
    assert sum(unharmed(*adding)) == places.MOST - 1  # she has her home
    assert alice.places.count() == places.MOST


def test_blocking_and_joining_ten_times_at_once_is_once(transactional_db, town, alice, bob):
    group = found(alice, "Les Abeilles", openness="public", territory=town.val)
    assert sorted(unharmed(*[lambda: block(bob, alice)] * 10)) == [False] * 9 + [True]
    assert len({row.pk for row in unharmed(*[lambda: join(group, bob)] * 10)}) == 1
    assert (Block.objects.count(), Membership.objects.filter(member=bob).count()) == (1, 1)
