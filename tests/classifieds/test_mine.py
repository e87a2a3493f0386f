"""Alice's own ads, and what she posts again."""

import uuid

import pytest

from classifieds import closing
from classifieds.models import Classified
from classifieds.reposting import NotYet, post_again
from community.handovers.models import Handover
from community.posts.models import Photo

MINE = "/classifieds/mine/"


def test_they_stand_where_they_are(client, give, alice, bob):
    give(title="Chaise")
    give(title="Lampe", held_why="?")
    closing.close(give(title="Table"), "elsewhere")
    give(title="De Bob", author=bob)
    client.force_login(alice)
    answer = client.get(MINE)
    titles = {name: [ad.title for ad in answer.context[name]] for name in ("waiting", "running", "over")}
    assert titles == {"waiting": ["Lampe"], "running": ["Chaise"], "over": ["Table"]}
    assert "parti ailleurs" in answer.content.decode() and "De Bob" not in answer.content.decode()
    client.logout()
    assert client.get(MINE).status_code == 302


@pytest.mark.parametrize("many", [1, 30])
def test_as_many_queries_with_one_as_with_many(client, give, alice, many, queries):
    for n in range(many):
        give(title=f"n{n}")
        closing.close(give(title=f"o{n}"))
    client.force_login(alice)
    client.get(MINE)
    with queries(5):
        answer = client.get(MINE)
    assert len(answer.context["over"]) == min(many, 20)
    if many > 20:
        rest = client.get(MINE, {"before": answer.context["more"]}).context["over"]
        assert len(rest) == 10 and not {ad.pk for ad in rest} & {ad.pk for ad in answer.context["over"]}
        assert client.get(MINE, {"before": "x" * 40}).status_code == 200


@pytest.fixture
def old(give):
    ad = give(title="Vélo", text="Rouge.", intent="sell", price_cents=1250, units=2, tags=["vélo"], pickup="Code 4")
    Photo.objects.create(post=ad, uploader=ad.author, state="ready")
    return ad


def test_posted_again_it_says_all_it_said(client, old, alice, bob):
    closing.close(old)
    client.force_login(bob)
    assert client.get(f"/classifieds/{old.pk}/again/").status_code == 404
    client.force_login(alice)
    answer = client.get(client.get(f"/classifieds/{old.pk}/again/").url)
    form = answer.context["form"]
    said = {
        name: form[name].value() for name in ("title", "text", "price", "units", "tags", "pickup", "category", "lat")
    }
    assert said == {"title": "Vélo", "text": "Rouge.", "price": "12,50", "units": 2, "tags": "vélo", "pickup": "Code 4",
                    "category": "canapes", "lat": old.exact_lat}  # fmt: skip
    assert len(answer.context["on_offer"]) == 1


def test_two_clicks_make_one_and_the_old_one_is_closed(client, old, alice):
    client.force_login(alice)
    sent = {"title": "Vélo", "intent": "sell", "price": "10", "category": "canapes", "where": "point", "lat": "48.825",
            "lon": "2.255", "address": "Rue", "born_from": str(old.pk), "again": "True"}  # fmt: skip
    urls = {client.post("/classifieds/new/", sent | {"client_key": str(uuid.uuid4())}).url for _ in range(2)}
    old.refresh_from_db()
    new = Classified.objects.exclude(pk=old.pk).get()
    assert urls == {f"/classifieds/{new.pk}/"} and old.closed_at and new.first_id == old.pk


def test_its_line_goes_back_to_the_first(old, town):
    said = {"intent": "give", "category": old.category, "title": "Vélo", "lat": old.exact_lat, "lon": old.exact_lon}
    second = post_again(old, **said)
    third = post_again(second, **said)
    assert third.first_id == second.first_id == old.pk
    assert Classified.objects.filter(closed_at=None).get() == third


def test_not_while_somebody_waits_for_an_answer(old, bob):
    Handover.objects.create(post=old, owner=old.author, partner=bob)
    with pytest.raises(NotYet, match="renouvelez"):
        post_again(old, intent="give", category=old.category, title="Vélo", lat=48.825, lon=2.255)
    assert Classified.objects.get().closed_at is None
