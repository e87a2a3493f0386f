"""The list: what it holds, for whom, and at the same cost for one as for thirty."""

from datetime import date

import pytest

from community.members.blocks import block

pytestmark = pytest.mark.django_db


def titles(client, query=""):
    page = client.get(f"/lost-found/?{query}").content.decode()
    return [part.split(">", 1)[1].split("<")[0] for part in page.split('class="card-link"')[1:]]


@pytest.fixture
def things(tell, bob, town):
    tell("found", bob, title="Clés bleues", colours=["blue"])
    tell("found", bob, title="Doudou ours", what="toy", at_point=town.in_centre, happened_on=date(2026, 7, 1))
    return tell(title="Chat gris", what="cat", colours=["grey"])


def test_found_first_lost_behind_the_tab(things, client):
    assert titles(client) == ["Doudou ours", "Clés bleues"]
    assert titles(client, "side=lost") == ["Chat gris"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("what=keys", ["Clés bleues"]), ("colour=blue", ["Clés bleues"]), ("colour=red", []),
        ("near=48.825,2.255", ["Clés bleues"]), ("q=ours", ["Doudou ours"]), ("side=lost&what=cat", ["Chat gris"]),
    ],
)  # fmt: skip
def test_filters(query, found, things, client):
    assert titles(client, query) == found


@pytest.mark.parametrize("query", ["what=unicorn", "side=x", "near=1,1", "after=x", "after=2026-01-01,9", "colour=%00"])
def test_a_spoilt_address_is_told(query, things, client):
    assert client.get(f"/lost-found/?{query}").status_code == 400
    assert client.get(f"/lost-found.geojson?{query}").status_code == 400


def test_pages_by_key(tell, bob, client):
    for number in range(25):
        tell("found", bob, title=f"Clé {number:02}", quietly=True)
    first = client.get("/lost-found/").content.decode()
    after = first.split('rel="next" href="?', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    assert titles(client) == [f"Clé {n:02}" for n in range(24, 4, -1)]
    assert titles(client, after) == [f"Clé {n:02}" for n in range(4, -1, -1)]


@pytest.mark.parametrize("many", [1, 20])
def test_one_or_twenty_cost_the_same(many, tell, bob, alice, client, queries):
    for number in range(many):
        tell("found", bob, title=f"Clé {number}", quietly=True)
    client.force_login(alice)
    client.get("/lost-found/")
    from django.core.cache import cache

    with queries(QUERIES_OF_THE_LIST):
        client.get("/lost-found/")
    cache.clear()


QUERIES_OF_THE_LIST = 2


@pytest.mark.parametrize("many", [1, 12])
def test_the_page_costs_the_same_with_one_match_as_with_many(many, tell, bob, alice, client, queries):
    from lost_found.models import Match

    mine = tell(quietly=True)
    for number in range(many):
        other = tell("found", bob, title=f"Clé {number}", quietly=True)
        Match.objects.create(lost=mine, found=other, score=60, reasons=[["what", "keys"]])
    client.force_login(alice)
    client.get(mine.get_absolute_url())
    with queries(QUERIES_OF_THE_PAGE):
        client.get(mine.get_absolute_url())


QUERIES_OF_THE_PAGE = 7


def test_the_blocked_are_not_on_it_and_closed_ones_neither(things, alice, bob, client):
    client.force_login(alice)
    things.give_back(alice)
    assert titles(client, "side=lost") == []
    block(alice, bob)
    assert titles(client) == []


def test_no_secret_in_any_page_list_map_poster_or_search(tell, bob, client):
    item = tell(what="cat", title="Moustache", secret="alphabeta", number="250268712345678", colours=["grey"])
    for member in (None, bob):
        if member:
            client.force_login(member)
        for path in (
            item.get_absolute_url(), f"{item.get_absolute_url()}poster/", "/lost-found/?side=lost",
            "/lost-found.geojson?side=lost", "/search/?q=alphabeta", "/search/?q=250268712345678", "/feed/",
            "/lost-found/?side=lost&q=alphabeta",
        ):  # fmt: skip
            said = client.get(path).content.decode().replace("q=alphabeta", "").replace("alphabeta »", "")
            assert item.number_hash not in said
            assert "Moustache" not in said or "250268712345678" not in said
        assert titles(client, "side=lost&q=alphabeta") == []


def test_the_poster_is_what_everybody_may_see(tell, client):
    item = tell(what="cat", title="Moustache", secret="alphabeta", collar="bleu")
    page = client.get(f"/lost-found/{item.pk}/poster/").content.decode()
    assert "Moustache" in page and "bleu" in page and "<svg" in page and "alphabeta" not in page
    item.give_back(item.author)
    assert client.get(f"/lost-found/{item.pk}/poster/").status_code == 404


def test_geojson_has_the_points_that_have_one(things, tell, bob, client):
    tell("found", bob, title="Sac du bus", line="Bus 123", lat=None, lon=None, at_point=(None, None))
    found = client.get("/lost-found.geojson").json()["features"]
    assert {one["properties"]["title"] for one in found} == {"Clés bleues", "Doudou ours"}


def test_the_shared_card_is_a_picture(things, client):
    answer = client.get(f"/lost-found/{things.pk}/card.jpg")
    assert answer["Content-Type"] == "image/jpeg" and len(answer.content) > 5_000
