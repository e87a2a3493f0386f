"""The form: nothing typed is lost, nothing wrong gets in, and it works without JavaScript."""

import uuid

import pytest
from django.urls import reverse

from community.posts.models import Photo
from incidents.models import Incident

NEW = "/incidents/new/"


@pytest.fixture
def typed(town):
    """What Alice fills in for a hole in Val-de-Seine."""
    return {
        "nature": "problem", "category": "pothole", "lat": "48.825", "lon": "2.255", "place": "12 rue du Port",
        "text": "Un trou devant le 12", "client_key": str(uuid.uuid4()), "step": "send",
    }  # fmt: skip


@pytest.fixture
def page(client, alice):
    client.force_login(alice)
    return client


def test_the_form_shows_its_steps(page, town):
    html = page.get(NEW).content.decode()
    for name in ("photos", "nature", "category", "place", "text", "anonymous"):
        assert f'name="{name}"' in html
    assert 'name="email"' not in html


def test_alice_reads_it_over_and_sends_it(page, typed):
    review = page.post(NEW, typed | {"step": "review"})
    assert review.status_code == 200
    assert "Un trou devant le 12" in review.content.decode()
    assert "Grand Paris Seine Ouest" in review.content.decode()
    assert not Incident.objects.exists()
    sent = page.post(NEW, typed)
    incident = Incident.objects.get()
    assert sent.status_code == 302 and sent.url == f"/incidents/{incident.pk}/"
    assert (incident.place_label, incident.text) == ("12 rue du Port", "Un trou devant le 12")


def test_a_double_tap_is_one_incident(page, typed):
    assert page.post(NEW, typed).url == page.post(NEW, typed).url
    assert Incident.objects.count() == 1


def test_the_whole_request_takes_so_many_queries(page, typed, queries):
    page.post(NEW, typed)
    with queries(10):
        page.post(NEW, typed | {"client_key": str(uuid.uuid4())})


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"lat": "nan", "lon": "nan"}, "place"),
        ({"lat": "2.255", "lon": "48.825"}, "place"),
        ({"lat": "148.825", "lon": "2.255"}, "place"),
        ({"lat": "47.0", "lon": "-30.0"}, "place"),
        ({"lat": "inf", "lon": "x" * 30}, "place"),
        ({"lat": "", "lon": ""}, "place"),
        ({"spot": "1|2"}, "place"),
        ({"category": "nothing-like-it"}, "category"),
        ({"category": ""}, "category"),
        ({"nature": "revolution"}, "nature"),
        ({"nature": "compliment"}, "nature"),
        ({"text": "x" * 5001}, "text"),
        ({"text": ""}, "text"),
        ({"text": "\u200b\u202e"}, "text"),
        ({"website": "http://spam.example"}, "website"),
        ({"client_key": "not-a-key"}, "client_key"),
        ({"born_from": "-1"}, "born_from"),
    ],
)
def test_what_is_wrong_is_said_where_it_is(page, typed, wrong, field):
    answer = page.post(NEW, typed | wrong)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert str(answer.context["form"].errors[field][0]).replace("'", "&#x27;") in answer.content.decode()
    assert "12 rue du Port" in answer.content.decode()
    assert not Incident.objects.exists()


def test_outside_the_towns_the_refusal_names_them(page, typed, town):
    lat, lon = town.in_paris
    html = page.post(NEW, typed | {"lat": lat, "lon": lon}).content.decode()
    assert "Issy-les-Moulineaux, Vanves" in html
    assert "Un trou devant le 12" in html


def test_a_megabyte_of_text_is_told_too_long(page, typed):
    answer = page.post(NEW, typed | {"text": "a" * 1_048_576})
    assert answer.status_code == 422
    assert "1048576 caractères" in answer.content.decode()


def test_letters_that_reorder_are_taken_out_and_tags_are_only_text(page, typed):
    answer = page.post(NEW, typed | {"text": "<script>alert(1)</script> \u202egnol\u200b"}, follow=True)
    incident = Incident.objects.get()
    assert incident.text == "<script>alert(1)</script> gnol"
    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert" in answer.content.decode()


def test_somebody_elses_photo_is_not_taken(page, typed, bob):
    bobs = Photo.objects.create(uploader=bob, original="originals/x.jpg", format="JPEG")
    answer = page.post(NEW, typed | {"photo_keys": [str(bobs.key)]})
    assert answer.status_code == 422
    assert len(answer.context["refused"]) == 1
    assert not Incident.objects.exists()


def test_questions_are_asked_and_judged(page, typed, town):
    town.pothole.questions = [
        {"key": "ou", "type": "one", "label_fr": "Où ?", "label_en": "Where?", "required": True,
         "choices": [{"key": "route", "fr": "Sur la route", "en": "On the road"}]},
        {"key": "combien", "type": "number", "label_fr": "Combien ?"},
        {"key": "quand", "type": "date", "label_fr": "Depuis quand ?"},
        {"key": "quoi", "type": "several", "label_fr": "Quoi ?",
         "choices": [{"key": "a", "fr": "A"}, {"key": "b", "fr": "B"}]},
    ]  # fmt: skip
    town.pothole.save()
    missing = page.post(NEW, typed | {"answer_combien": "beaucoup", "answer_quoi": ["a", "z"]})
    assert missing.status_code == 422
    assert set(missing.context["form"].errors) == {"answer_ou", "answer_combien", "answer_quoi"}
    good = {"answer_ou": "route", "answer_combien": "3", "answer_quand": "2026-01-02", "answer_quoi": ["a", "b"]}
    page.post(NEW, typed | good)
    assert Incident.objects.get().answers == {"ou": "route", "combien": 3, "quand": "2026-01-02", "quoi": ["a", "b"]}


def test_a_danger_stops_until_it_is_read(page, typed, town):
    town.pothole.danger_fr, town.pothole.danger_phone = "La route s'effondre ?", "112"
    town.pothole.save()
    stopped = page.post(NEW, typed)
    assert stopped.status_code == 422
    assert 'href="tel:112"' in stopped.content.decode()
    assert page.post(NEW, typed | {"danger_seen": "on"}).status_code == 302


def test_without_javascript_an_address_is_found_and_picked(page, typed, town):
    from community.places.models import Place

    Place.objects.create(name="Marché de la Ferme", lat=48.826, lon=2.256, source_key="m")
    bare = typed | {"lat": "", "lon": "", "place": "marche", "step": "search"}
    answer = page.post(NEW, bare)
    assert 'type="radio" name="spot" value="48.826|2.256|' in answer.content.decode()
    assert "Un trou devant le 12" in answer.content.decode()
    page.post(NEW, bare | {"spot": "48.826|2.256|Marché de la Ferme", "step": "send"})
    incident = Incident.objects.get()
    assert (incident.lat, incident.place_label) == (48.826, "Marché de la Ferme")


def test_the_form_tells_who_is_competent_and_what_is_near(page, typed, town, bob):
    near = Incident.objects.report(bob, "problem", town.pothole, "Celui de Bob", 48.82501, 2.25501)
    Incident.objects.report(bob, "problem", town.pothole, "Plus loin", 48.828, 2.258)
    Incident.objects.report(bob, "problem", town.litter, "Autre chose", 48.825, 2.255)
    html = page.get("/incidents/new/around/", {"category": "pothole", "lat": 48.825, "lon": 2.255}).content.decode()
    assert "La voirie y est gérée par Grand Paris Seine Ouest" in html
    assert "Celui de Bob" in html and f"/incidents/{near.pk}/join/" in html
    assert "Plus loin" not in html and "Autre chose" not in html


def test_joining_keeps_what_was_typed(page, typed, town, alice, bob):
    near = Incident.objects.report(bob, "problem", town.pothole, "Celui de Bob", 48.82501, 2.25501)
    photo = Photo.objects.create(uploader=alice, original="originals/x.jpg", format="JPEG")
    answer = page.post(reverse("incidents:join", args=[near.pk]), typed | {"photo_keys": [str(photo.key)]})
    assert answer.url == f"/incidents/{near.pk}/"
    near.refresh_from_db()
    assert near.vote_count == 2
    assert near.comments.get().text == "Un trou devant le 12"
    assert near.followers.filter(pk=alice.pk).exists()
    photo.refresh_from_db()
    assert (photo.post_id, photo.role) == (near.pk, "confirmation")
    assert Incident.objects.count() == 1


def test_a_form_born_from_a_post_has_its_words_and_place(page, town, bob):
    near = Incident.objects.report(bob, "problem", town.pothole, "Celui de Bob", 48.82501, 2.25501)
    html = page.get(NEW, {"from": near.pk}).content.decode()
    assert "Celui de Bob" in html and 'value="48.82501"' in html
    assert page.get(NEW, {"from": "x" * 40}).status_code == 200
