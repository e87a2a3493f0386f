"""The form: one is told, once, whatever is typed; nothing typed is lost."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lost_found.models import Item
from lost_found.numbers import hash_of, normal

pytestmark = pytest.mark.django_db


def send(client, member, typed, **more):
    client.force_login(member)
    return client.post("/lost-found/new/", {**typed, **more})


def test_alice_tells_what_she_lost(client, alice, typed):
    answer = send(client, alice, typed, secret="Un cœur gravé dessous")
    item = Item.objects.get()
    assert answer.url == item.get_absolute_url()
    assert (item.title, item.what, item.side, item.colours) == ("Trousseau avec une tortue", "keys", "lost", ["red"])
    page = client.get(answer.url).content.decode()
    assert "Trousseau avec une tortue" in page and "Un cœur gravé" not in page
    client.logout()
    assert "Un cœur gravé" not in client.get(answer.url).content.decode()


def test_sent_twice_it_is_one(client, alice, typed):
    assert send(client, alice, typed).url == send(client, alice, typed).url
    assert Item.objects.count() == 1


def test_three_answers_are_enough(client, alice, typed):
    few = {name: typed[name] for name in ("side", "what", "lat", "lon", "happened_on")}
    assert send(client, alice, few).status_code == 302
    assert Item.objects.get().title == "Perdu : clés"


def test_at_home_shows_the_square_alone(client, alice, typed, town):
    send(client, alice, typed, at_home="on", place="12 rue du Port")
    item = Item.objects.get()
    assert (item.lat, item.lon) != town.in_val
    assert item.place_label == "Val-de-Seine"


def test_a_bus_is_a_place_too(client, alice, typed):
    assert send(client, alice, typed, lat="", lon="", line="Bus 123").status_code == 302
    item = Item.objects.get()
    assert (item.lat, item.cell, item.line, item.territory.code) == (None, None, "Bus 123", "92040")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("side", "borrowed"), ("side", ""), ("what", "unicorn"), ("what", ""), ("title", "x" * 141),
        ("text", "y" * 2001), ("colours", ["plaid"]), ("colours", ["red", "blue", "green", "black", "white"]),
        ("happened_on", "31/02/2026"), ("happened_on", "2026-11-25"), ("happened_on", "2024-01-01"),
        ("happened_on", ""), ("happened_to", "2026-11-19"), ("happened_to", "2027-01-01"), ("lat", "2.255"),
        ("lat", "NaN"), ("lat", "1e999"), ("brand", "z" * 61), ("number", "abc"), ("number", "1" * 31),
        ("secret", "s" * 301), ("tags", "a,b,c,d,e,f"), ("line", "l" * 61), ("website", "http://spam.example"),
        ("place", "p" * 201), ("client_key", "no-uuid"), ("sex", "both"), ("size", "vast"),
    ],
)  # fmt: skip
def test_bad_input_is_told_and_everything_kept(field, value, client, alice, typed):
    answer = send(client, alice, typed, **{field: value})
    assert answer.status_code == 422, answer.status_code
    assert Item.objects.count() == 0
    page = answer.content.decode()
    if field != "title":
        assert "Trousseau avec une tortue" in page
    assert "Une tortue en bois." in page or field == "text"


def test_invisible_and_nul_characters_go(client, alice, typed):
    send(client, alice, typed, title="Cl\u202eés \u0000du garage")
    assert Item.objects.get().title == "Clés du garage"


def test_a_script_is_words(client, alice, typed):
    url = send(client, alice, typed, title="<script>alert(1)</script>").url
    page = client.get(url).content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;" in page


def test_words_that_do_not_belong_are_left_out(client, alice, typed):
    """A chip for keys, a collar, the question of a finder: fields the form hides."""
    send(client, alice, typed, number="250268712345678", collar="Rouge", question="Combien ?", office="Mairie")
    item = Item.objects.get()
    assert (item.number_hash, item.collar, item.question, item.office) == ("", "", "", "")


def test_a_visitor_signs_in_and_finds_the_words_again(client, alice, typed):
    answer = client.post("/lost-found/new/", typed)
    assert answer.status_code == 302 and "/accounts/login/" in answer.url
    client.force_login(alice)
    assert "Une tortue en bois." in client.get("/lost-found/new/").content.decode()


def test_who_is_limited_publishes_nothing(client, alice, typed, monkeypatch):
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("community.moderation.limits.limited_until", lambda member: tomorrow)
    assert send(client, alice, typed).status_code == 422
    assert Item.objects.count() == 0


def test_numbers_are_one_however_they_are_written():
    assert normal("250-268 71.23") == "2502687123"
    assert hash_of("ab 12 34") == hash_of("AB1234") != hash_of("AB1235")
    assert hash_of("  ") == ""
    for wrong in ("12", "ABCDEF", "1" * 40):
        with pytest.raises(ValidationError):
            normal(wrong)


def test_mira_tells_what_the_office_keeps_and_otto_cannot(client, mira, otto, typed, town):
    found = {**typed, "side": "found", "office": "Accueil de la mairie", "for_office": str(town.city.pk)}
    send(client, mira, found)
    item = Item.objects.get()
    assert (item.authority, item.office) == (town.city, "Accueil de la mairie")
    assert item.author is None
    page = client.get(item.get_absolute_url()).content.decode()
    assert "Ville d&#x27;Issy-les-Moulineaux" in page and "Une affiche" in page
    client.logout()
    assert "Adressez-vous à" in client.get(item.get_absolute_url()).content.decode()
    assert send(client, otto, {**found, "client_key": str(uuid.uuid4())}).status_code == 422
    client.force_login(otto)
    assert client.get(f"{item.get_absolute_url()}edit/").status_code == 404


def test_mending_looks_again_and_only_its_author_mends(client, alice, bob, tell):
    item = tell(number="", secret="Cœur")
    client.force_login(bob)
    assert client.get(f"/lost-found/{item.pk}/edit/").status_code == 404
    client.force_login(alice)
    said = {"title": "Deux clés", "text": "Rouillées", "colours": ["grey"], "brand": "Yale", "secret": "Un point vert"}
    assert client.post(f"/lost-found/{item.pk}/edit/", said).status_code == 302
    item = Item.objects.get()
    assert (item.title, item.colours, item.secret) == ("Deux clés", ["grey"], "Un point vert")
    assert client.post(f"/lost-found/{item.pk}/edit/", {**said, "brand": "x" * 70}).status_code == 422


def test_from_another_post(client, alice, tell):
    item = tell(title="Un chat gris")
    client.force_login(alice)
    page = client.get(f"/lost-found/new/?from={item.pk}&side=found&what=cat").content.decode()
    assert "Un chat gris" in page and 'value="found" checked' in page


def test_happened_on_keeps_two_dates(client, alice, typed):
    send(client, alice, typed, happened_to="2026-11-23")
    assert Item.objects.get().last_day == date(2026, 11, 23)
