"""The list: what the filters say, in the order they say, in so many queries whatever there is."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from classifieds import hiding, listed
from classifieds.listings import Listing
from classifieds.models import Category
from community.members.blocks import block
from community.posts.states import hide_post, show_post


@pytest.fixture
def put(give):
    """`put("Vélo", intent="sell", price_cents=4000, days_ago=3)`: an ad of Alice's, quietly."""

    def putting(title, days_ago=0, **said):
        return give(title=title, at=timezone.now() - timedelta(days=days_ago), quietly=True, **said)

    return putting


@pytest.fixture
def bikes(sofas):
    return Category.objects.create(code="velos", name_fr="Vélos", icon="bike")


def shown(answer):
    """The titles of the cards of a page, in order."""
    return [
        unescape(title) for title in re.findall(r'class="card-link" href="[^"]*">(.*?)</a>', answer.content.decode())
    ]


def titles(client, **query):
    client.cookies["messages"] = "x"  # never the kept page
    answer = client.get("/classifieds/", query)
    assert answer.status_code == 200, answer.context["filters"].errors
    return shown(answer)


def facet(client, title, **query):
    """{words: count} of one facet."""
    client.cookies["messages"] = "x"
    groups = dict(client.get("/classifieds/", query).context["facets"])
    return {str(line["words"]): line["count"] for line in groups.get(title, ())}


def test_newest_first(client, put):
    put("Ancien", days_ago=9)
    put("Récent", days_ago=1)
    put("Entre les deux", days_ago=5)
    assert titles(client) == ["Récent", "Entre les deux", "Ancien"]


def test_each_filter(client, put, bikes, town):
    put("Canapé à donner", days_ago=5, condition="good")
    put("Canapé à vendre", days_ago=4, intent="sell", price_cents=4000, condition="worn")
    put("Vélo au centre", days_ago=3, intent="sell", price_cents=900, category=bikes, at_point=town.in_centre)
    put("Vélo à Vanves", days_ago=2, intent="lend", category=bikes, at_point=town.in_vanves)
    put("Cherche vélo", days_ago=1, intent="wanted", category=bikes)
    assert titles(client, intent="sell") == ["Vélo au centre", "Canapé à vendre"]
    assert titles(client, category="maison") == titles(client, category="canapes") == [
        "Canapé à vendre", "Canapé à donner",
    ]  # fmt: skip
    assert titles(client, category="velos", territory="92040") == ["Cherche vélo", "Vélo au centre"]
    assert titles(client, territory="92075") == ["Vélo à Vanves"]
    assert titles(client, price="free") == ["Vélo à Vanves", "Canapé à donner"]
    assert titles(client, price="10") == ["Vélo à Vanves", "Vélo au centre", "Canapé à donner"]
    assert titles(client, condition="worn") == ["Canapé à vendre"]
    assert titles(client, photo="1") == []
    assert titles(client, q="velo vanves") == ["Vélo à Vanves"]
    assert titles(client, q="vélo", intent="sell") == ["Vélo au centre"]
    assert titles(client, near="48.825,2.29", within="1000") == ["Vélo à Vanves"]
    assert titles(client, order="cheap") == ["Vélo à Vanves", "Canapé à donner", "Vélo au centre", "Canapé à vendre"]
    assert titles(client, order="near", near="48.825,2.27", within="2000")[0] == "Vélo au centre"


def test_facets_say_how_many_there_would_be_instead(client, put, bikes, town):
    put("Canapé")
    put("Vélo", category=bikes, intent="sell", price_cents=900, condition="good")
    put("Vélo de course", category=bikes, intent="sell", price_cents=90_000, at_point=town.in_vanves)
    assert facet(client, "Annonce") == {"Je donne": 1, "Je vends": 2}
    assert facet(client, "Annonce", intent="sell") == {"Je donne": 1, "Je vends": 2}
    assert facet(client, "Catégorie", intent="sell") == {"Vélos": 2}
    assert facet(client, "Catégorie", category="maison") == {"Maison": 1, "Maison › Canapés": 1, "Vélos": 2}
    assert facet(client, "Prix") == {
        "Gratuit": 1, "10 € ou moins": 2, "30 € ou moins": 2, "100 € ou moins": 2, "300 € ou moins": 2,
    }  # fmt: skip
    assert facet(client, "Catégorie", price="10") == {"Maison": 1, "Vélos": 1}
    assert facet(client, "Quartier", territory="92075") == {
        "Issy-les-Moulineaux": 2, "Val-de-Seine": 2, "Vanves": 1,
    }  # fmt: skip
    assert facet(client, "État") == {"Bon état": 1}
    assert facet(client, "État", price="10") == dict.fromkeys(
        ["Neuf", "Comme neuf", "Bon état", "Usé, mais sert encore", "En panne ou pour pièces"]
    )
    # what was read is counted as read
    assert facet(client, "Annonce", q="velo") == {"Je vends": 2}
    assert facet(client, "Catégorie", q="velo", price="10") == {"Vélos": 1}
    assert facet(client, "Prix", near="48.825,2.255") == facet(client, "Prix", territory="92040")


def test_more_than_was_read_is_said_so(client, put, monkeypatch):
    monkeypatch.setattr("classifieds.found.MOST", 2)
    for number in range(3):
        put(f"Chaise {number}")
    client.cookies["messages"] = "x"
    html = client.get("/classifieds/?q=chaise").content.decode()
    assert "Parmi les 1 000 plus récentes" in html and '<span class="count">2+</span>' in html
    html = client.get("/classifieds/?near=48.825,2.255").content.decode()  # a crowd: walked, and not counted
    assert "Beaucoup d’annonces" in html and len(shown(client.get("/classifieds/?near=48.825,2.255"))) == 3


@pytest.mark.parametrize("query", [{}, {"order": "cheap"}, {"q": "chaise"}, {"near": "48.825,2.255", "order": "near"}])
def test_every_order_is_turned_by_where_the_page_ended(client, put, query, monkeypatch):
    for number in range(45):
        put(f"Chaise {number}", days_ago=number // 2, intent="sell", price_cents=100 * (1 + number % 7))
    seen, address = [], "/classifieds/?" + "&".join(f"{name}={value}" for name, value in query.items())
    client.cookies["messages"] = "x"
    while address:
        answer = client.get(address)
        seen += shown(answer)
        address = answer.context["next_url"] and "/classifieds/" + answer.context["next_url"]
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize(
    "query",
    [
        {"category": "nope"}, {"intent": "steal"}, {"price": "-1"}, {"price": "1e12"}, {"territory": "'; DROP"},
        {"condition": "x"}, {"photo": "maybe"}, {"order": "worst"}, {"order": "near"}, {"near": "abc"},
        {"near": "0,0"}, {"near": "2.255,48.825"}, {"near": "nan,inf"}, {"within": "9999999"}, {"q": "x" * 101},
        {"after": "x"}, {"after": "0,2026-99-01,5"}, {"after": "1,2026-01-01T00:00:00,5"}, {"after": "9" * 80},
        {"q": "a\0b"},
    ],
)  # fmt: skip
def test_bad_filters_are_answered_with_words(client, town, query):
    answer = client.get("/classifieds/", query)
    assert answer.status_code == 400 and 'class="form-summary"' in answer.content.decode()
    assert client.get("/classifieds.geojson", query).status_code == 400


def test_moderation_takes_an_ad_off_list_and_counts(client, put):
    sofa = put("Canapé")
    hide_post(sofa)
    assert titles(client) == [] and facet(client, "Annonce") == {} and not Listing.objects.exists()
    assert client.get("/classifieds.geojson").json()["features"] == []
    show_post(sofa)
    assert titles(client) == ["Canapé"] and facet(client, "Annonce") == {"Je donne": 1}


def test_blocked_neighbours_do_not_meet_there(client, put, bob, alice, charlie):
    put("Canapé")
    block(bob, alice)
    for member, there in [(bob, []), (charlie, ["Canapé"])]:
        client.force_login(member)
        for query in ({}, {"q": "canape"}, {"near": "48.825,2.255"}, {"order": "cheap"}):
            assert titles(client, **query) == there


def test_hidden_lines_are_gone_for_who_hid_them(client, put, bob, charlie):
    sofa = put("Canapé")
    put("Canapé, encore", first=sofa)
    hiding.hide(sofa, bob)
    for member, count in [(bob, 0), (charlie, 2)]:
        client.force_login(member)
        for query in ({}, {"q": "canape"}, {"near": "48.825,2.255"}):
            assert len(titles(client, **query)) == count


def test_what_is_over_is_on_no_list(client, put):
    sofa = put("Canapé")
    assert listed.leave(sofa) and not listed.leave(sofa)
    assert titles(client) == [] and facet(client, "Annonce") == {}
    assert "Dites ce que vous cherchez" in client.get("/classifieds/?q=perceuse").content.decode()


def test_the_map_has_the_squares(client, put, town):
    sofa = put("Canapé")
    [feature] = client.get("/classifieds.geojson").json()["features"]
    assert feature["geometry"]["coordinates"] == [sofa.lon, sofa.lat] != [town.in_val[1], town.in_val[0]]
    assert (feature["properties"]["title"], feature["properties"]["intent"]) == ("Canapé", "give")


def test_one_or_many_the_list_costs_the_same(client, put, bob, queries):
    put("Chaise 0")
    client.force_login(bob)
    client.get("/classifieds/")
    asked = ({}, {"intent": "give", "price": "free"}, {"q": "chaise"}, {"near": "48.825,2.255", "order": "near"})

    def cost(query, expected):
        client.get("/classifieds/", query)  # cards are drawn once
        with queries(expected):
            client.get("/classifieds/", query)

    for query, expected in zip(asked, (6, 6, 5, 5), strict=True):
        cost(query, expected)
    for number in range(1, 30):
        put(f"Chaise {number}")
    for query, expected in zip(asked, (6, 6, 5, 5), strict=True):
        cost(query, expected)
