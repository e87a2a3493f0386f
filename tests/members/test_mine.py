"""One's own page leads to what one has in each feature, and says how much of it goes on."""

import re

import pytest

from classifieds.models import Category, Classified
from community.handovers.models import Handover
from directory.categories import Category as Shelf
from directory.models import Claim, Entry


def lines(client):
    html = client.get("/members/me/").content.decode()
    found = re.findall(r'href="(/handovers/|/classifieds/mine/|/services/mine/)">.*?</svg>(.*?)</a>(.*?)</li>', html)
    return [(address, words, re.sub("<[^>]+>", "", now).strip()) for address, words, now in found]


@pytest.fixture
def busy(town, alice):
    """`busy(3)`: Alice has so many ads, each asked for, and keeps so many shops."""
    things = Category.objects.create(code="chaises", name_fr="Chaises", name_en="Chairs")
    shops = Shelf.objects.create(code="commerce", name_fr="Commerce", name_en="Shop")

    def keeping(partners):
        lat, lon = town.in_val
        for number, partner in enumerate(partners):
            ad = Classified.objects.offer(
                alice, intent="give", category=things, title=f"Chaise {number}", lat=lat, lon=lon
            )
            Handover.objects.create(post=ad, owner=alice, partner=partner)
            shop = Entry.objects.create(name=f"Atelier {number}", category=shops, territory=town.val)
            Claim.objects.create(entry=shop, member=alice, proof="moderator", state="accepted")

    return keeping


def test_nothing_yet_is_a_plain_link(client, alice):
    client.force_login(alice)
    assert lines(client) == [
        ("/handovers/", "Mes remises", ""),
        ("/classifieds/mine/", "Mes annonces", ""),
        ("/services/mine/", "Mes fiches et mes recommandations", ""),
    ]


def test_what_goes_on_is_counted_and_is_nobody_elses(client, alice, charlie, neighbours, busy):
    busy(neighbours(2))
    client.force_login(alice)
    assert [now for *_link, now in lines(client)] == ["2 en cours", "2 en ligne", "2 fiches"]
    client.force_login(charlie)
    assert [now for *_link, now in lines(client)] == ["", "", ""]


@pytest.mark.parametrize("count", [1, 5])
def test_three_queries_count_it(client, alice, neighbours, busy, queries, settings, count):
    busy(neighbours(count))
    client.force_login(alice)
    client.get("/members/me/")
    with queries(6):
        client.get("/members/me/")
    settings.MINE = []
    with queries(3):
        client.get("/members/me/")
