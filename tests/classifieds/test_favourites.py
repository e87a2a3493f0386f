"""Bob keeps Alice's sofa at hand, and hears what becomes of it."""

import pytest
from django.core.exceptions import ValidationError

from classifieds import favouring
from classifieds.closing import close
from classifieds.models import Classified, Favourite
from community.handovers.models import Handover
from community.members.blocks import block
from community.notifications.models import Notification


def told(member):
    return list(Notification.objects.filter(recipient=member).order_by("pk").values_list("kind", "title"))


def test_the_star_keeps_and_lets_go(client, sofa, bob, charlie):
    client.force_login(bob)
    for _twice in range(2):
        client.post(f"/classifieds/{sofa.pk}/favourite/", {"keep": "1"})
    assert Favourite.objects.filter(member=bob).count() == 1
    assert "Canapé trois places" in client.get("/classifieds/favourites/").content.decode()
    assert 'aria-pressed="true"' in client.get("/classifieds/").content.decode()
    client.post(f"/classifieds/{sofa.pk}/favourite/", {"keep": "0", "next": "https://evil.example/"})
    assert not Favourite.objects.exists()
    client.force_login(charlie)
    assert "Canapé" not in client.get("/classifieds/favourites/").content.decode()


def test_a_lower_price_is_told_once(give, bob, charlie, alice):
    ad = give(intent="sell", price_cents=5000)
    favouring.keep(ad, bob)
    favouring.keep(ad, alice)  # her own
    Classified.objects.filter(pk=ad.pk).update(price_cents=3000)
    ad.price_cents = 3000
    favouring.price_fell(ad), favouring.price_fell(ad)
    assert told(bob) == [("ad_cheaper", "Moins cher : Canapé trois places, 30 €")]
    assert told(charlie) == told(alice) == []


def test_free_again_then_gone(sofa, bob, charlie, alice):
    for member in (bob, charlie):
        favouring.keep(sofa, member)
    Handover.objects.create(post=sofa, owner=alice, partner=charlie)
    favouring.free_again(sofa)
    close(sofa, "elsewhere")
    assert told(bob) == [
        ("ad_free_again", "De nouveau disponible : Canapé trois places"),
        ("ad_gone", "C’est parti : Canapé trois places"),
    ]
    assert "ad_gone" not in dict(told(charlie))  # in line for it: told by the hand-over


def test_apart_by_a_block_nothing_is_heard(sofa, bob, alice):
    favouring.keep(sofa, bob)
    block(alice, bob)
    favouring.free_again(sofa)
    close(sofa, "here")
    assert told(bob) == []


def test_no_more_than_the_most(sofa, bob, monkeypatch, client):
    monkeypatch.setattr(favouring, "MOST", 0)
    with pytest.raises(ValidationError):
        favouring.keep(sofa, bob)
    client.force_login(bob)
    assert (
        "retirez-en une"
        in client.post(f"/classifieds/{sofa.pk}/favourite/", {"keep": "1"}, follow=True).content.decode()
    )


def test_one_or_many_the_page_costs_the_same(client, give, bob, queries):
    client.force_login(bob)
    favouring.keep(give(), bob)
    client.get("/classifieds/favourites/")
    with queries(4):
        client.get("/classifieds/favourites/")
    for number in range(9):
        favouring.keep(give(title=f"Chaise {number}"), bob)
    client.get("/classifieds/favourites/")
    with queries(4):
        client.get("/classifieds/favourites/")
