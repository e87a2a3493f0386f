"""Nothing that Alice begins is lost: it is kept while she writes, on whatever device, and is hers alone."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pictures import phone_jpeg, sent

from community.posts import drafts, photos
from community.posts.drafts import drafts_of, forget, forget_untouched, save_draft
from community.posts.models import Draft, Photo
from discussions.models import Discussion

NEW = "/discussions/new/"


@pytest.fixture
def phone(alice):
    browser = Client()
    browser.force_login(alice)
    return browser


@pytest.fixture
def typed():
    return {"title": "Chat perdu", "text": "Il a peur.", "client_key": str(uuid.uuid4())}


def kept(browser, typed, writer="phone", seen=0, **more):
    said = {**typed, **more, "draft_form": "discussion", "draft_writer": writer, "draft_seen": seen}
    return browser.post("/drafts/", said)


def photo_of(member):
    return photos.receive(sent(phone_jpeg(64, 48)), uploader=member)


def test_what_alice_types_is_kept_listed_and_taken_up_again(phone, typed, alice):
    answer = kept(phone, typed)
    assert answer.json() == {"key": typed["client_key"], "sequence": 1, "parted": False}
    assert kept(phone, typed, text="Il a très peur.", seen=1).json()["sequence"] == 2
    draft = Draft.objects.get()
    assert (draft.member, draft.form, draft.title) == (alice, "discussion", "Chat perdu")
    assert "csrfmiddlewaretoken" not in draft.data and "draft_seen" not in draft.data
    listed = phone.get("/drafts/").content.decode()
    assert "Chat perdu" in listed and f"{NEW}?draft={draft.key}" in listed
    form = phone.get(f"{NEW}?draft={draft.key}").content.decode()
    assert "Il a très peur." in form and typed["client_key"] in form and "aria-invalid" not in form


def test_published_it_is_a_draft_no_longer(phone, typed, town):
    kept(phone, typed)
    assert phone.post(NEW, typed | {"where": f"territory:{town.val.code}"}).status_code == 302
    assert Discussion.objects.get().title == "Chat perdu"
    assert not Draft.objects.exists()


def test_a_draft_keeps_its_photos_until_it_is_published(phone, typed, alice, town):
    with time_machine.travel(timezone.now() - timedelta(days=5)):
        photo, left = photo_of(alice), photo_of(alice)
        kept(phone, typed, photo_keys=[str(photo.key)])
    assert photos.forget_unattached() == 1  # the other one
    assert not Photo.objects.filter(pk=left.pk).exists()
    form = phone.get(f"{NEW}?draft={typed['client_key']}").content.decode()
    assert str(photo.key) in form
    phone.post(NEW, typed | {"where": f"territory:{town.val.code}", "photo_keys": [str(photo.key)]})
    photo.refresh_from_db()
    assert (photo.post_id, photo.holder) == (Discussion.objects.get().pk, "")


def test_a_photo_taken_out_of_the_form_leaves_the_draft_too(phone, typed, alice):
    first, second = photo_of(alice), photo_of(alice)
    kept(phone, typed, photo_keys=[str(first.key), str(second.key)])
    assert phone.post(f"/photos/{first.key}/remove/").status_code == 204
    kept(phone, typed, seen=1, photo_keys=[str(second.key)])
    assert list(Photo.objects.values_list("key", "holder")) == [(second.key, Draft.objects.get().topic)]


def test_two_devices_never_write_over_one_another(phone, typed):
    kept(phone, typed, writer="phone")
    kept(phone, typed, writer="laptop", seen=1, text="Écrit à la maison.")  # it had read the phone's words
    parted = kept(phone, typed, writer="phone", seen=1, text="Écrit dans le bus.").json()
    assert parted["parted"] and parted["key"] != typed["client_key"]
    further = typed | {"client_key": parted["key"]}
    assert not kept(phone, further, writer="phone", seen=1, text="Écrit dans le bus, fini.").json()["parted"]
    texts = [draft.data["text"] for draft in Draft.objects.order_by("-updated_at")]
    assert texts == [["Écrit dans le bus, fini."], ["Écrit à la maison."]]


def test_a_page_whose_answers_were_lost_goes_on_with_its_own_draft(phone, typed):
    for text in ("Un", "Un deux", "Un deux trois"):
        assert not kept(phone, typed, text=text).json()["parted"]  # it never learned its number
    assert Draft.objects.get().data["text"] == ["Un deux trois"]
    assert kept(phone, typed, writer="another page", text="Un deux trois").json()["parted"] is False


def test_words_typed_after_it_was_published_elsewhere_are_a_new_draft(phone, typed, town):
    kept(phone, typed)
    phone.post(NEW, typed | {"where": f"territory:{town.val.code}"})
    later = kept(phone, typed, seen=1, text="Encore un mot").json()
    assert later["parted"] and later["key"] != typed["client_key"]
    again = typed | {"client_key": later["key"], "text": "Encore un mot", "where": f"territory:{town.val.code}"}
    phone.post(NEW, again)
    assert Discussion.objects.count() == 2


def test_drafts_are_nobody_else_s(phone, typed, bob, mira, client):
    kept(phone, typed)
    draft = Draft.objects.get()
    for stranger in (bob, mira):
        client.force_login(stranger)
        assert client.get(f"{NEW}?draft={draft.key}").status_code == 404
        assert client.post(f"/drafts/{draft.pk}/forget/").status_code == 404
        assert "Chat perdu" not in client.get("/drafts/").content.decode()
        assert kept(client, typed, text="à moi").json()["parted"] is False  # theirs, under the same key
    draft.refresh_from_db()
    assert draft.data["text"] == ["Il a peur."]


def test_a_visitor_keeps_nothing_here(client, typed, db):
    assert kept(client, typed).status_code == 403
    assert client.get("/drafts/").url.startswith("/accounts/login/")
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"draft_form": "nonsense"}, {"draft_form": "news"}, {"client_key": "x"}, {"client_key": ""}, {"draft_form": "\0"}],
)
def test_what_is_no_form_of_ours_is_not_kept(phone, typed, wrong):
    said = {**typed, "draft_form": "discussion", "draft_writer": "w" * 90, "draft_seen": "-1", **wrong}
    assert phone.post("/drafts/", said).status_code == 400
    assert not Draft.objects.exists()


def test_too_long_and_too_many_are_told_in_words(phone, typed, alice, monkeypatch):
    answer = kept(phone, typed, **{f"field{n}": "x" * 19_000 for n in range(6)})
    assert (answer.status_code, answer.json()["error"]) == (
        409, "Ce brouillon est trop long pour être gardé : raccourcissez-le.",
    )  # fmt: skip
    monkeypatch.setattr(drafts, "MOST", 1)
    save_draft(alice, "discussion", uuid.uuid4(), {"title": ["Un"]})
    with pytest.raises(ValidationError, match="déjà 1 brouillons"):
        save_draft(alice, "discussion", uuid.uuid4(), {"title": ["Deux"]})
    assert kept(phone, typed).status_code == 409


def test_alice_throws_one_away_and_its_photo_goes_with_it(phone, typed, alice):
    photo = photo_of(alice)
    kept(phone, typed, photo_keys=[str(photo.key)])
    assert phone.post(f"/drafts/{Draft.objects.get().pk}/forget/").status_code == 302
    assert not Draft.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert photos.forget_unattached() == 1


def test_of_two_drafts_with_one_photo_the_other_keeps_it(alice):
    photo = photo_of(alice)
    one, two = (save_draft(alice, "discussion", uuid.uuid4(), {"photo_keys": [str(photo.key)]}) for _ in range(2))
    assert Photo.objects.get().holder == one.topic
    forget(alice, "discussion", one.key)
    assert Photo.objects.get().holder == two.topic


def test_after_sixty_days_untouched_a_draft_is_gone_with_its_photo(alice):
    with time_machine.travel(timezone.now() - timedelta(days=61)):
        photo = photo_of(alice)
        save_draft(alice, "discussion", uuid.uuid4(), {"title": ["Vieux"], "photo_keys": [str(photo.key)]})
    recent = save_draft(alice, "discussion", uuid.uuid4(), {"title": ["Récent"]})
    assert (forget_untouched(), photos.forget_unattached()) == (1, 1)
    assert list(drafts_of(alice)) == [recent]


def test_nobody_s_photos_are_held_by_naming_them(alice, bob):
    photo = photo_of(bob)
    save_draft(alice, "discussion", uuid.uuid4(), {"photo_keys": [str(photo.key), "nonsense", "\0"]})
    assert Photo.objects.get().holder == ""


def test_what_is_no_character_is_not_kept(alice):
    draft = save_draft(alice, "discussion", uuid.uuid4(), {"ti\0tle": ["Un\0 chat\ud83d  "]})
    draft.refresh_from_db()
    assert draft.data == {"title": ["Un chat  "]}


def test_without_a_script_its_button_keeps_it(phone, typed, alice):
    answer = phone.post(NEW, typed | {"keep_draft": "yes", "title": "", "photos": [sent(phone_jpeg(64, 48))]})
    assert answer.url == "/drafts/"
    draft = Draft.objects.get()
    assert draft.data["text"] == ["Il a peur."] and draft.photo_keys == [str(Photo.objects.get().key)]
    assert "Sans titre" in phone.get("/drafts/").content.decode()
    assert phone.post(NEW, typed | {"keep_draft": "yes"}).url == "/drafts/"
    assert Draft.objects.get().title == "Chat perdu"


def test_the_list_costs_the_same_with_one_and_with_many(phone, alice, queries):
    def listing():
        with queries(2):  # who asks, their drafts
            phone.get("/drafts/")

    phone.get("/drafts/")
    save_draft(alice, "discussion", uuid.uuid4(), {"title": ["Un"]})
    listing()
    for number in range(9):
        save_draft(alice, "discussion", uuid.uuid4(), {"title": [f"{number}"]})
    listing()


def test_keeping_costs_a_few_queries(alice, queries):
    key = uuid.uuid4()
    save_draft(alice, "discussion", key, {"title": ["Un"]}, writer="w")
    with queries(4):  # the draft read and written, the photos it let go and those it takes
        save_draft(alice, "discussion", key, {"title": ["Un deux"]}, writer="w")
