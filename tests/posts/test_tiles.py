"""The map asks tile by tile: posts when one is near, counts from afar, and one statement either way."""

import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from community.places.cells import cell_range, tile_at
from community.posts import tiles
from community.posts.models import Phase, Post
from community.posts.states import hide_post, publish_post, set_state


@pytest.fixture
def post(town, alice):
    def publishing(lat=48.825, lon=2.255, kind="incident", published=True):
        fields = {"kind": kind, "author": alice, "title": "Trottoir", "territory": town.val}
        row = Post.objects.create(lat=lat, lon=lon, **fields)
        if published:
            publish_post(row)
        return row

    return publishing


def address(lat, lon, zoom):
    x, y = tile_at(lat, lon, zoom)
    return f"/tiles/{zoom}/{x}/{y}.json"


def seen(client, lat, lon, zoom):
    cache.clear()
    return client.get(address(lat, lon, zoom)).json()


def test_a_near_tile_shows_each_post_with_its_kind_and_state(client, post):
    row = post()
    assert seen(client, 48.825, 2.255, 16) == {
        "pins": [[row.pk, 2.255, 48.825, "incident", "open"]],
        "clusters": [],
    }


def test_a_far_tile_counts_by_kind_and_state(client, post):
    post()
    post()
    set_state(post(), Phase.DONE)
    body = seen(client, 48.825, 2.255, 12)
    assert body["pins"] == []
    [[lon, lat, counts]] = body["clusters"]
    assert counts == {"incident:open": 2, "incident:done": 1}
    assert abs(lon - 2.255) < 0.1 and abs(lat - 48.825) < 0.1


def test_every_zoom_counts_the_same_posts(client, post):
    post()
    post(lat=48.8213, lon=2.2511)
    for zoom in range(16):
        total = 0
        for place in {tile_at(48.825, 2.255, zoom), tile_at(48.8213, 2.2511, zoom)}:
            cache.clear()
            clusters = client.get(f"/tiles/{zoom}/{place[0]}/{place[1]}.json").json()["clusters"]
            total += sum(sum(counts.values()) for _lon, _lat, counts in clusters)
        assert total == 2, zoom


def test_what_is_not_public_is_on_no_tile(client, post):
    post(published=False)
    hide_post(post())
    for zoom in (10, 14, 16, 19):
        assert seen(client, 48.825, 2.255, zoom) == {"pins": [], "clusters": []}


def test_a_crowd_in_one_tile_is_gathered_and_still_counted_exactly(client, post, monkeypatch):
    monkeypatch.setattr(tiles, "MOST_PINS", 3)
    for _ in range(4):
        post()
    body = seen(client, 48.825, 2.255, 18)
    assert body["pins"] == []
    assert [counts for _lon, _lat, counts in body["clusters"]] == [{"incident:open": 4}]


@pytest.mark.parametrize("zoom", [11, 16])
@pytest.mark.parametrize("posts", [1, 12])
def test_a_tile_is_one_query_and_none_when_it_was_just_asked(client, post, queries, zoom, posts):
    for _ in range(posts):
        post()
    cache.clear()
    with queries(1):
        client.get(address(48.825, 2.255, zoom))
    with queries(0):
        client.get(address(48.825, 2.255, zoom))


def test_a_tile_that_did_not_change_is_not_sent_again(client, post):
    post()
    first = client.get(address(48.825, 2.255, 16))
    assert first["Cache-Control"] == "public, max-age=5"
    assert "Cookie" not in first.get("Vary", "")
    again = client.get(address(48.825, 2.255, 16), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    post()
    cache.clear()
    changed = client.get(address(48.825, 2.255, 16), headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("place", ["0/0/0", "16/0/0", "16/65535/65535", "22/4194303/0"])
def test_the_ends_of_the_world_are_empty_tiles(client, db, place):
    assert client.get(f"/tiles/{place}.json").json() == {"pins": [], "clusters": []}


@pytest.mark.parametrize(
    "place", ["23/0/0", "0/1/0", "16/65536/0", "16/0/65536", "-1/0/0", "a/b/c", f"9{'9' * 5000}/0/0"]
)
def test_tiles_that_do_not_exist_are_not_found(client, db, place):
    assert client.get(f"/tiles/{place}.json").status_code == 404


def test_a_tile_is_only_read(client, db):
    assert client.post("/tiles/0/0/0.json").status_code == 405


def test_pins_are_read_from_the_covering_index_alone(town, alice):
    Post.objects.bulk_create(
        Post(
            kind="incident", author=alice, title="x", territory=town.val, published_at=timezone.now(),
            lat=48.82 + i * 1e-6, lon=2.25, cell=i * 1000,
        )
        for i in range(3000)
    )  # fmt: skip
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {tiles.PINS}", cell_range(16, *tile_at(48.825, 2.255, 16)))
            plan = " ".join(str(row[3]) for row in cursor.fetchall())
            assert "USING COVERING INDEX post_tile (cell>? AND cell<?)" in plan
            assert "TEMP B-TREE" not in plan
        else:
            cursor.execute("ANALYZE posts_post")
            cursor.execute(f"EXPLAIN (FORMAT JSON) {tiles.PINS}", (1000, 20_000))
            said = cursor.fetchone()[0]
            plan = said if isinstance(said, str) else json.dumps(said)
            assert "post_tile" in plan and "Seq Scan" not in plan
