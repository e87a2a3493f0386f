"""A post's public state and the map's counts move together."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from community.posts import mapcounts
from community.posts.models import MapCount, Phase, Post
from community.posts.states import hide_post, publish_post, set_state, show_post


def draft(town, author, lat=None, lon=None):
    return Post.objects.create(
        kind="incident",
        author=author,
        title="Trou",
        lat=lat or town.in_val[0],
        lon=lon or town.in_val[1],
        territory=town.val,
    )


def counts(zoom=10):
    return {
        (row.kind, row.state): row.count for row in MapCount.objects.filter(zoom=zoom).exclude(count=0)
    }  # fmt: skip


def test_alice_publishes_once_and_every_zoom_counts_it_once(town, alice):
    post = draft(town, alice)
    assert counts() == {}
    assert publish_post(post) is True
    assert publish_post(post) is False
    assert [counts(zoom) for zoom in mapcounts.COUNT_ZOOMS] == [{("incident", "open"): 1}] * 8


def test_a_resolved_post_changes_its_count_and_a_second_time_nothing(town, alice, queries):
    post = draft(town, alice)
    publish_post(post)
    with queries(3):
        assert set_state(post, Phase.DONE) is True
    assert set_state(post, Phase.DONE) is False
    assert counts() == {("incident", "done"): 1}


def test_hidden_posts_leave_the_map_and_come_back(town, alice):
    post = draft(town, alice)
    publish_post(post)
    assert hide_post(post) and not hide_post(post)
    assert counts() == {}
    set_state(post, Phase.SENT)
    assert counts() == {}
    assert show_post(post) and not show_post(post)
    assert counts() == {("incident", "sent"): 1}


def test_a_recount_finds_what_the_moves_left(town, alice, bob):
    for author, phase in [(alice, Phase.DONE), (bob, Phase.OPEN), (bob, Phase.OPEN)]:
        post = draft(town, author)
        publish_post(post)
        set_state(post, phase)
    moved = counts()
    mapcounts.recount()
    assert counts() == moved == {("incident", "done"): 1, ("incident", "open"): 2}


def test_drafts_are_for_nobody_and_hidden_posts_for_their_author_and_staff(town, alice, bob, mira):
    draft(town, alice)
    hidden = draft(town, alice)
    publish_post(hidden)
    hide_post(hidden)
    assert list(Post.objects.visible_to(bob)) == []
    assert list(Post.objects.visible_to(None)) == []
    assert list(Post.objects.visible_to(alice)) == [hidden]
    assert list(Post.objects.visible_to(mira)) == [hidden]


@pytest.mark.race
@pytest.mark.skipif(connection.vendor != "postgresql", reason="real threads need PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_twenty_posts_published_and_moved_at_once_leave_exact_counts(town, alice):
    posts = [draft(town, alice, lat=48.8201 + number / 5000) for number in range(20)]

    def live(post):
        publish_post(post, at=timezone.now())
        set_state(post, Phase.PROGRESS)
        set_state(post, Phase.DONE)
        connection.close()

    threads = [threading.Thread(target=live, args=(post,)) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts() == {("incident", "done"): 20}
