"""The list: what the filters say, in the order they say, in so many queries whatever there is."""

import re
from datetime import timedelta
from html import unescape

import feedparser
import pytest
from django.utils import timezone

from community.members.blocks import block
from incidents.models import Incident


@pytest.fixture
def tell(town, alice):
    """`tell("Un trou", town.pothole, days_ago=3)`: one of Alice's reports, quietly."""

    def told(text, category=None, where=None, days_ago=0, author=None, nature="problem"):
        at = timezone.now() - timedelta(days=days_ago)
        return Incident.objects.report(
            author or alice, nature, category or town.pothole, text, *(where or town.in_val), at=at, quietly=True
        )

    return told


def shown(answer):
    """The titles of the cards of a page, in order."""
    return [
        unescape(title) for title in re.findall(r'class="card-link" href="[^"]*">(.*?)</a>', answer.content.decode())
    ]


def titles(client, **query):
    answer = client.get("/incidents/", query)
    assert answer.status_code == 200, answer.context["filters"].errors
    return shown(answer)


def test_newest_first(client, tell):
    tell("Ancien", days_ago=9)
    tell("Récent", days_ago=1)
    tell("Entre les deux", days_ago=5)
    assert titles(client) == ["Récent", "Entre les deux", "Ancien"]


def test_each_filter(client, tell, town, bob):
    tell("Un trou à Issy", days_ago=40)
    tell("Des sacs au centre", town.litter, town.in_centre, days_ago=20)
    tell("Un trou à Vanves", town.pothole, town.in_vanves, days_ago=10)
    tell("Plus d'arbres", town.litter, nature="suggestion", author=bob, days_ago=2)
    assert titles(client, category="pothole") == ["Un trou à Vanves", "Un trou à Issy"]
    assert titles(client, group="rue", q="trou") == ["Un trou à Vanves", "Un trou à Issy"]
    assert titles(client, nature="suggestion") == ["Plus d'arbres"]
    assert titles(client, state="done") == []
    assert titles(client, territory="92040") == ["Plus d'arbres", "Des sacs au centre", "Un trou à Issy"]
    assert titles(client, territory="92040-centre-ville") == ["Des sacs au centre"]
    assert titles(client, period="30", category="pothole") == ["Un trou à Vanves"]
    assert titles(client, near="48.825,2.29") == ["Un trou à Vanves"]


def test_near_is_nearer_where_there_is_more(client, tell, monkeypatch):
    tell("Ici", where=(48.825, 2.255))
    tell("À cent mètres", where=(48.8259, 2.255))
    assert titles(client, near="48.825,2.255") == ["À cent mètres", "Ici"]
    monkeypatch.setattr("incidents.filters.CROWD", 0.05)
    client.cookies["messages"] = "x"  # not the kept page
    assert titles(client, near="48.825,2.255") == ["Ici"]


def test_words_without_accents_or_case(client, tell):
    tell("Éclairage éteint près de l'école")
    tell("Rien à voir")
    for words in ("ECLAIRAGE", "éclairage ecole", "eclair", "ÉCOLE éteint"):
        assert len(titles(client, q=words)) == 1, words
    for words in ("voir école", "cole", '"; DROP TABLE', "' | !x & ("):
        assert titles(client, q=words) == [], words
    assert len(titles(client, q="*")) == 2  # no word at all filters nothing


def test_words_follow_an_edit(client, tell, alice):
    hole = tell("Un trou")
    hole.correct(alice, "Une bosse")
    assert titles(client, q="trou") == []
    assert titles(client, q="bosse") == ["Une bosse"]


def test_the_orders(client, tell, bob, charlie):
    old, middle, new = tell("Vieux", days_ago=9), tell("Moyen", days_ago=5), tell("Neuf", days_ago=1)
    middle.confirm(bob)
    assert titles(client, sort="confirmed") == ["Moyen", "Neuf", "Vieux"]
    assert titles(client, sort="waiting") == ["Vieux", "Moyen", "Neuf"]
    old.withdraw(old.author)
    assert titles(client, sort="waiting", group="rue") == ["Moyen", "Neuf"]
    assert new.pk


@pytest.mark.parametrize(
    "query", [{}, {"sort": "confirmed"}, {"sort": "waiting"}, {"group": "rue"}, {"category": "pothole"}]
)
def test_pages_follow_one_another_without_gap_or_repeat(client, tell, query):
    for number in range(45):
        tell(f"n{number}", days_ago=number % 7)
    answer = client.get("/incidents/", query)
    seen = shown(answer)
    while address := answer.context["next_url"]:
        answer = client.get(f"/incidents/{address}")
        seen += shown(answer)
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize(
    "query",
    [{"category": "zzz"}, {"state": "zzz"}, {"near": "nan,nan"}, {"near": "0,0"}, {"after": "x"}, {"after": "5,5"},
     {"period": "-3"}, {"mine": "on"}, {"sort": "zzz"}, {"q": "x" * 101}],
)  # fmt: skip
def test_a_wrong_filter_says_so(client, town, query):
    assert client.get("/incidents/", query).status_code == 400
    assert client.get("/incidents.geojson", query).status_code == 400
    assert client.get("/incidents/feed/", query).status_code == 400


def test_mine_are_alices(client, tell, alice, bob):
    tell("De Bob", author=bob)
    tell("D'Alice")
    client.force_login(alice)
    assert titles(client, mine="on") == ["D'Alice"]


@pytest.mark.parametrize("query", [{}, {"category": "pothole"}, {"sort": "confirmed"}, {"q": "trou"}])
def test_who_is_apart_is_in_no_list_of_the_other(client, tell, alice, bob, mira, query):
    found = tell("Un trou")
    block(alice, bob)
    block(alice, mira)
    seen = {}
    for reader in (alice, bob, mira):
        client.force_login(reader)
        pages = ("/incidents/", "/incidents.geojson", "/incidents/feed/", "/map/")
        seen[reader.name] = ["Un trou" in client.get(page, {**query, "territory": "92040"}).content.decode()
                             for page in pages] + [client.get(f"/posts/{found.pk}/card/").status_code]  # fmt: skip
    assert seen == {"Alice": [True] * 4 + [200], "Bob": [False] * 4 + [404], "Mira": [True] * 4 + [200]}


@pytest.mark.parametrize("count", [1, 25])
def test_the_list_takes_as_many_queries_for_one_as_for_many(client, tell, alice, count, queries):
    for number in range(count):
        tell(f"n{number}", days_ago=number)
    client.force_login(alice)
    client.get("/incidents/?sort=confirmed")  # the atlas and the categories are known from here on
    from django.core.cache import cache

    kept = {key: cache.get(key) for key in ["filters:categories:fr"]}
    cache.clear()
    cache.set_many(kept)
    with queries(7):  # session, member, list, photos, cards; the town and its alerts, which every page keeps
        client.get("/incidents/")


def test_a_change_shows_on_the_card(client, tell, bob):
    hole = tell("Un trou")
    client.get("/incidents/")
    hole.confirm(bob)
    client.cookies["messages"] = "x"  # not the kept page
    assert "2 confirmations" in client.get("/incidents/").content.decode()


def test_a_visitors_page_is_kept_and_answered_304(client, tell, queries):
    tell("Un trou")
    first = client.get("/incidents/")
    assert first["ETag"]
    with queries(0):
        again = client.get("/incidents/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert "Holes" not in client.get("/incidents/", headers={"Accept-Language": "en"}).content.decode()
    assert 'lang="en"' in client.get("/incidents/", headers={"Accept-Language": "en"}).content.decode()


def test_a_members_page_is_nobody_elses(client, tell, alice):
    tell("Un trou")
    client.force_login(alice)
    mine = client.get("/incidents/").content.decode()
    client.logout()
    assert 'href="/members/me/"' in mine
    assert 'href="/members/me/"' not in client.get("/incidents/").content.decode()


def test_geojson_of_a_filter(client, tell, town):
    hole = tell("Un trou")
    tell("Des sacs", town.litter)
    answer = client.get("/incidents.geojson", {"category": "pothole"})
    assert answer["Content-Type"] == "application/geo+json"
    (feature,) = answer.json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [2.255, 48.825]}
    assert (feature["properties"]["title"], feature["properties"]["url"]) == ("Un trou", f"/incidents/{hole.pk}/")
    again = client.get("/incidents.geojson", {"category": "pothole"}, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_the_feed_is_atom(client, tell, town, alice):
    tell("Un trou <b>")
    tell("Des sacs", town.litter)
    hidden = tell("Caché")
    hidden.withdraw(alice)
    answer = client.get("/incidents/feed/", {"category": "pothole"})
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    (entry,) = feed.entries
    assert unescape(entry.title) == "Un trou <b>"
    assert entry.link.endswith(f"/incidents/{Incident.objects.get(title__startswith='Un').pk}/")
