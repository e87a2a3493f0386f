"""The clock: still lost? And the end of what nobody answers about."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lost_found import asking
from lost_found.models import Item

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def keys(tell):
    return tell(secret="Cœur", quietly=True)


def at(days):
    return timezone.now() + days * DAY


def link(member):
    return member.notifications.filter(kind="item_still_lost").latest("pk").link


def test_asked_at_30_and_60_days_and_let_go_at_120(keys, alice):
    assert asking.ask_still_lost(at(29)) == 0
    assert [asking.ask_still_lost(at(30)), asking.ask_still_lost(at(31))] == [1, 0]
    assert [asking.ask_still_lost(at(60)), asking.ask_still_lost(at(61))] == [1, 0]
    assert asking.let_go_of_old(at(119)) == 0
    assert [asking.let_go_of_old(at(120)), asking.let_go_of_old(at(121))] == [1, 0]
    keys.refresh_from_db()
    assert (keys.secret, keys.state, keys.listed_at, keys.returned) == ("", "closed", None, False)
    assert [n.kind for n in alice.notifications.order_by("pk")] == ["item_still_lost"] * 2 + ["item_closed"]


def test_one_click_keeps_it_and_the_link_works_once(keys, alice, client):
    asking.ask_still_lost(at(30))
    first = link(alice)
    assert "Toujours perdu ?" in client.get(first).content.decode()  # a scanner's look changes nothing
    before = Item.objects.get().kept_at
    Item.objects.update(kept_at=before)
    client.post(first, {"still": "yes"})
    item = Item.objects.get()
    assert (item.asked, item.kept_at > before) == (0, True)
    assert "C’est déjà dit" in client.post(first, {"still": "no"}).content.decode()  # replayed
    assert Item.objects.get().closed_at is None


def test_no_by_the_link_closes_it(keys, alice, client):
    asking.ask_still_lost(at(30))
    client.post(link(alice), {"still": "no"})
    assert Item.objects.get().returned
    assert "C’est déjà dit" in client.get(link(alice)).content.decode()


@pytest.mark.parametrize("spoil", [lambda t: t[:-3] + "abc", lambda t: "a:b:c", lambda t: t.replace(":", "")])
def test_a_forged_link_opens_nothing(spoil, keys, alice, client):
    asking.ask_still_lost(at(30))
    token = link(alice).rstrip("/").rsplit("/", 1)[1]
    assert client.post(f"/lost-found/still/{spoil(token)}/", {"still": "no"}).status_code == 410
    assert Item.objects.get().closed_at is None


def test_an_old_link_is_over(keys, alice, client, monkeypatch):
    asking.ask_still_lost(at(30))
    monkeypatch.setattr(asking, "LINK_LASTS", timedelta(seconds=-1))
    assert client.get(link(alice)).status_code == 410


def test_what_was_found_stands_for_a_year_and_a_day(tell, bob, settings):
    found = tell("found", bob, quietly=True)
    assert asking.ask_still_lost(at(60)) == 0
    assert asking.let_go_of_old(at(365)) == 0
    assert asking.let_go_of_old(at(366)) == 1
    found.refresh_from_db()
    assert found.closed_at and [n.kind for n in bob.notifications.all()] == ["item_closed"]


def test_what_is_private_goes_from_what_was_closed_otherwise(keys):
    Item.objects.update(closed_at=timezone.now())
    assert asking.forget_private() == 1
    assert Item.objects.get().secret == ""
    assert asking.forget_private() == 0
