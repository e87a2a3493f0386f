"""A visitor reports by e-mail: nobody sees it before the address has answered."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from community.members.models import Member
from incidents import without_account
from incidents.models import Incident
from incidents.upkeep import forget_unconfirmed


@pytest.fixture
def sent(client, town):
    form = {
        "nature": "problem", "category": "pothole", "lat": "48.825", "lon": "2.255", "place": "Quai",
        "text": "Un trou", "email": "Visiteuse@example.org", "client_key": str(uuid.uuid4()), "step": "send",
    }  # fmt: skip
    answer = client.post("/incidents/new/", form)
    assert answer.url == "/incidents/new/sent/"
    client.post("/incidents/new/", form)
    return Incident.objects.get()


def link_of(incident):
    without_account.send_link.func(incident.pk, "fr")
    return re.search(r"http://\S+?(/incidents/new/confirm/\S+/)", mail.outbox[-1].body)[1]


def test_nobody_sees_it_before_the_address_has_answered(sent, client, town):
    assert (sent.published_at, sent.author, sent.awaiting_email) == (None, None, "visiteuse@example.org")
    assert client.get(f"/incidents/{sent.pk}/").status_code == 404
    assert "Un trou" not in client.get("/incidents/").content.decode()


def test_the_link_publishes_it_once_pressed(sent, client):
    link = link_of(sent)
    assert client.get(link).status_code == 200
    sent.refresh_from_db()
    assert sent.published_at is None  # a mail scanner opens links too
    assert client.post(link).url == f"/incidents/{sent.pk}/"
    sent.refresh_from_db()
    member = Member.objects.get(email="visiteuse@example.org")
    assert (sent.author, sent.anonymous, sent.vote_count, sent.awaiting_email) == (member, True, 1, "")
    assert not member.has_usable_password()
    page = client.get(f"/incidents/{sent.pk}/").content.decode()
    assert "visiteuse" not in page.lower()
    assert client.post(link).url == f"/incidents/{sent.pk}/"
    assert Member.objects.count() == 1


def test_alice_without_signing_in_is_still_alice(sent, client, alice):
    Incident.objects.filter(pk=sent.pk).update(awaiting_email=alice.email)
    client.post(link_of(sent))
    sent.refresh_from_db()
    assert sent.author == alice


def test_a_wrong_or_old_link_publishes_nothing(sent, client):
    link = link_of(sent)
    assert client.get("/incidents/new/confirm/forged/").status_code == 410
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert client.post(link).status_code == 410
    sent.refresh_from_db()
    assert sent.published_at is None


def test_what_never_answered_is_forgotten(sent, town, alice):
    kept = Incident.objects.report(alice, "problem", town.pothole, "Le mien", *town.in_val)
    assert forget_unconfirmed() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert forget_unconfirmed() == 1
    assert list(Incident.objects.all()) == [kept]


def test_a_category_that_wants_an_account_says_so(client, town):
    town.pothole.without_account = False
    town.pothole.save()
    form = {
        "nature": "problem",
        "category": "pothole",
        "lat": "48.825",
        "lon": "2.255",
        "text": "x",
        "email": "a@b.org",
    }
    answer = client.post("/incidents/new/", form)
    assert answer.status_code == 422
    assert "demande un compte" in answer.content.decode()
