"""What Alice begins to ask is kept until she asks it."""

import uuid

import pytest
from django.test import Client

from community.posts.models import Draft
from directory.models import Advice

NEW = "/services/advice/new/"


@pytest.fixture
def typed(town, categories):
    return {
        "title": "Qui connaît un bon plombier ?", "text": "Une fuite.", "category": "",
        "where": "territory:92040-val-de-seine", "client_key": str(uuid.uuid4()),
    }  # fmt: skip


@pytest.fixture
def phone(alice):
    browser = Client()
    browser.force_login(alice)
    return browser


def test_kept_by_the_page_listed_taken_up_and_gone_once_it_is_asked(phone, typed, alice):
    said = {**typed, "draft_form": "advice", "draft_writer": "phone", "draft_seen": 0}
    assert phone.post("/drafts/", said).json()["key"] == typed["client_key"]
    assert f"{NEW}?draft={typed['client_key']}" in phone.get("/drafts/").content.decode()
    form = phone.get(f"{NEW}?draft={typed['client_key']}").content.decode()
    assert "Une fuite." in form and typed["client_key"] in form and "aria-invalid" not in form
    assert phone.post(NEW, typed).status_code == 302
    assert Advice.objects.get().title == typed["title"] and not Draft.objects.exists()


def test_kept_by_its_button_without_a_script(phone, typed, alice):
    half = {**typed, "title": "", "keep_draft": "yes"}
    assert phone.post(NEW, half)["Location"] == "/drafts/"
    draft = Draft.objects.get()
    assert (draft.member, draft.form, draft.data["text"]) == (alice, "advice", ["Une fuite."])
    too_long = phone.post(NEW, {**half, **{f"field{number}": "x" * 20_000 for number in range(6)}})
    assert too_long.status_code == 422 and "trop long" in too_long.content.decode()


def test_it_is_nobody_elses(phone, client, typed, bob):
    phone.post(NEW, {**typed, "keep_draft": "yes"})
    client.force_login(bob)
    assert client.get(f"{NEW}?draft={typed['client_key']}").status_code == 404
    assert typed["client_key"] not in client.get("/drafts/").content.decode()
