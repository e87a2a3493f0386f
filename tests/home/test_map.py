"""The map page: every kind as a layer, the same posts in the list, and what has no point said in words."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from community.groups.models import Group
from community.members.blocks import block
from community.posts.announcing import announce
from community.posts.kinds import Kind, kinds
from community.posts.models import Post
from community.posts.states import hide_post


@pytest.fixture
def notes(monkeypatch, town, alice):
    """A second kind of post, and `write("title", …)` that publishes one."""
    drawn = Kind("note", "Petit mot", "Petits mots", "mail", "posts:post", lambda pks: dict.fromkeys(pks, "<i>mot</i>"))
    monkeypatch.setitem(kinds(), "note", drawn)

    def write(title, days_ago=0, **more):
        at = timezone.now() - timedelta(days=days_ago)
        fields = {"kind": "note", "author": alice, "title": title, "territory": town.val, "published_at": at}
        post = Post.objects.create(**fields | {"lat": 48.825, "lon": 2.255} | more)
        announce(post, quietly=True)
        return post

    return write


def titles(client, **query):
    cache.clear()
    found = client.get("/map/points.geojson", query)
    assert found.status_code == 200
    return [feature["properties"]["title"] for feature in found.json()["features"]]


def listed(client, **query):
    cache.clear()
    return client.get("/map/", query).content.decode().count("<i>mot</i>")


def test_each_filter_selects_the_same_in_the_points_and_in_the_list(client, notes):
    notes("Neuf").tags.add("velo")
    notes("Vieux", days_ago=40)
    notes("Fini", state="done")
    assert titles(client) == ["Fini", "Neuf", "Vieux"] and listed(client) == 3
    assert (
        titles(client, kind="note", period="30") == ["Fini", "Neuf"] and listed(client, kind="note", period="30") == 2
    )
    assert titles(client, tag="velo") == ["Neuf"] and listed(client, tag="velo") == 1
    assert titles(client, state="done") == ["Fini"] and listed(client, state="done") == 1
    assert titles(client, kind="incident") == [] and listed(client, kind="incident") == 0
    assert listed(client, kind=["incident", "note"]) == 3


def test_what_has_no_point_is_only_in_the_list_and_that_is_said(client, notes):
    notes("Ici")
    assert "repère sur la carte" not in client.get("/map/").content.decode()
    notes("À tout le quartier", lat=None, lon=None)
    assert titles(client) == ["Ici"] and listed(client) == 2
    assert "1 publication de cette liste n'a pas de repère sur la carte" in client.get("/map/").content.decode()


def test_who_must_not_see_it_does_not(client, notes, town, alice, bob):
    notes("Visible")
    hide_post(notes("Masqué"))
    group = Group.objects.create(slug="g", name="G", territory=town.val)
    notes("Du groupe", group=group, group_only=True)
    assert titles(client) == ["Visible"] and listed(client) == 1
    block(bob, alice)
    client.force_login(bob)
    assert titles(client) == [] and listed(client) == 0


def test_the_map_tells_each_kind_by_its_shape_and_its_word(client, notes):
    words = json.loads(
        client.get("/map/").content.decode().split('data-words="')[1].split('"')[0].replace("&quot;", '"')
    )
    assert (words["kinds"]["note"]["words"], words["kinds"]["note"]["phased"]) == ("Petit mot", False)
    assert words["kinds"]["incident"]["phased"]


def test_a_link_from_the_list_of_reports_shows_the_same_reports(client, notes):
    notes("Un mot")
    page = client.get("/map/", {"category": "pothole"}).content.decode()
    assert "Toutes les publications" in page and 'data-geojson="/incidents.geojson"' in page


@pytest.mark.parametrize("query", [{"kind": "zzz"}, {"period": "-1"}, {"tag": "'"}, {"state": "zzz"}])
def test_a_wrong_filter_says_so(client, town, query):
    assert client.get("/map/", query).status_code == 400
    assert client.get("/map/points.geojson", query).status_code == 400


@pytest.mark.parametrize("count", [1, 14])
def test_the_page_is_the_same_few_queries(client, notes, alice, queries, count):
    for number in range(count):
        notes(f"n{number}")
    client.force_login(alice)
    client.get("/map/")
    with queries(2):  # the member and the list
        client.get("/map/")
