"""The page of one incident: who sees it, what it says, what one may do there."""

import io

import pytest
from PIL import Image

from community.places.models import Place
from community.posts import states, thread
from incidents.models import Incident


@pytest.fixture
def hole(town, alice):
    return Incident.objects.report(alice, "problem", town.pothole, "Un trou", *town.in_val, place_label="Quai")


@pytest.fixture
def lamp(town, alice):
    return Incident.objects.report(alice, "problem", town.lamp, "Il fait noir", *town.in_val)


def test_everyone_reads_it(client, hole):
    html = client.get(f"/incidents/{hole.pk}/").content.decode()
    assert "Un trou" in html and "Alice" in html and "Quai" in html
    assert "1 sur 3" in html
    assert f'property="og:image" content="http://127.0.0.1:8000/incidents/{hole.pk}/card.jpg"' in html


def test_alices_name_is_hidden_if_she_wishes(client, town, alice, bob):
    quiet = Incident.objects.report(alice, "problem", town.litter, "Des sacs", *town.in_val, anonymous=True)
    client.force_login(bob)
    assert "Alice" not in client.get(f"/incidents/{quiet.pk}/").content.decode()
    assert "Alice" in quiet.escalate().statement["author"]


@pytest.mark.parametrize("comments", [0, 30])
def test_a_page_takes_as_many_queries_whatever_was_said(client, lamp, bob, comments, queries):
    for number in range(comments):
        thread.say(lamp, bob, f"n{number}")
    client.force_login(bob)
    client.get(f"/incidents/{lamp.pk}/")
    with queries(6):
        client.get(f"/incidents/{lamp.pk}/")


def test_the_place_it_is_at_may_be_followed(client, lamp, bob):
    lat, lon = lamp.lat, lamp.lon
    Place.objects.create(name="Loin", lat=lat + 0.002, lon=lon, source_key="far")
    Place.objects.create(name="Marché", lat=lat + 0.0005, lon=lon, source_key="near")
    nearest = Place.objects.create(name="Halle", lat=lat + 0.0001, lon=lon, source_key="nearest")
    address = f"/incidents/{lamp.pk}/"
    assert "Halle" not in client.get(address).content.decode()  # a visitor's page holds no form
    client.force_login(bob)
    html = client.get(address).content.decode()
    assert f'name="topic" value="place:{nearest.pk}"' in html and "Marché" not in html


def test_what_is_hidden_is_for_its_author_and_staff(client, hole, alice, bob, mira):
    states.hide_post(hole)
    address = f"/incidents/{hole.pk}/"
    assert client.get(address).status_code == 404
    for member, status in [(bob, 404), (alice, 200), (mira, 200)]:
        client.force_login(member)
        assert client.get(address).status_code == status
    client.force_login(bob)
    assert client.post(f"{address}confirm/").status_code == 404
    assert client.get(f"{address}card.jpg").status_code == 404
    assert client.get(f"/posts/{hole.pk}/card/").status_code == 404


def test_a_reference_leads_there(client, lamp):
    reference = lamp.ticket.reference
    assert client.get(f"/incidents/{reference}/").url == f"/incidents/{lamp.pk}/"
    assert client.get(f"/incidents/{reference.lower()}/").url == f"/incidents/{lamp.pk}/"
    assert client.get("/incidents/ISSY-2026-99999/").status_code == 404
    assert client.get("/incidents/999999/").status_code == 404


def test_bob_confirms_by_a_plain_form_and_undoes_it(client, hole, bob):
    address = f"/incidents/{hole.pk}/"
    assert client.post(f"{address}confirm/").url.startswith("/accounts/login/")
    assert client.get(f"{address}confirm/").status_code == 405
    client.force_login(bob)
    assert client.post(f"{address}confirm/").url == address
    assert "2 sur 3" in client.get(address).content.decode()
    assert client.post(f"{address}unconfirm/").url == address
    assert "1 sur 3" in client.get(address).content.decode()


def test_a_confirmation_by_script_takes_six_queries_and_answers_the_buttons(client, hole, bob, queries):
    client.force_login(bob)
    client.get(f"/incidents/{hole.pk}/")
    with queries(6):
        answer = client.post(f"/incidents/{hole.pk}/confirm/")
    assert answer.status_code == 302
    buttons = client.post(f"/incidents/{hole.pk}/confirm/", headers={"X-Requested-With": "fetch"})
    assert 'id="incident-acts"' in buttons.content.decode()


def test_only_a_seat_at_a_desk_may_hand_it_over(client, hole, alice, bob, mira):
    address = f"/incidents/{hole.pk}/"
    for member in (alice, bob):
        client.force_login(member)
        assert "Transmettre maintenant" not in client.get(address).content.decode()
        assert client.post(f"{address}escalate/").status_code == 404
    client.force_login(mira)
    assert "Transmettre maintenant" in client.get(address).content.decode()
    client.post(f"{address}escalate/")
    assert Incident.objects.get(pk=hole.pk).ticket.reference


def test_bob_may_not_mend_or_withdraw_alices(client, hole, bob, alice):
    client.force_login(bob)
    assert client.post(f"/incidents/{hole.pk}/correct/", {"text": "Faux"}).status_code == 404
    assert client.post(f"/incidents/{hole.pk}/withdraw/").status_code == 404
    client.force_login(alice)
    assert client.post(f"/incidents/{hole.pk}/correct/", {"text": ""}).status_code == 422
    client.post(f"/incidents/{hole.pk}/correct/", {"text": "Un grand trou"})
    assert Incident.objects.get(pk=hole.pk).title == "Un grand trou"
    client.post(f"/incidents/{hole.pk}/withdraw/")
    client.logout()
    assert client.get(f"/incidents/{hole.pk}/").status_code == 404


def test_the_shared_picture_and_the_code(client, hole):
    picture = client.get(f"/incidents/{hole.pk}/card.jpg")
    assert picture["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(picture.content)).size == (1200, 630)
    code = client.get(f"/incidents/{hole.pk}/qr.svg")
    assert code["Content-Type"] == "image/svg+xml" and b"<svg" in code.content


def test_the_maps_bubble_is_the_card(client, hole):
    html = client.get(f"/posts/{hole.pk}/card/").content.decode()
    assert "card-post" in html and "Un trou" in html


def test_private_answers_are_for_the_service(client, town, alice):
    town.pothole.questions = [
        {"key": "a", "type": "text", "label_fr": "Public ?"},
        {"key": "b", "type": "text", "label_fr": "Privé ?", "private": True},
    ]
    town.pothole.save()
    hole = Incident.objects.report(
        alice, "problem", town.pothole, "x", *town.in_val, answers={"a": "oui-dit-elle", "b": "secret-dit-elle"}
    )
    html = client.get(f"/incidents/{hole.pk}/").content.decode()
    assert "oui-dit-elle" in html and "secret-dit-elle" not in html
    assert "secret-dit-elle" in str(hole.escalate().statement)
