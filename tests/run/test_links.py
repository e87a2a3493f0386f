"""The addresses that mails carry, which act without signing in: each for what it was made, and for its time."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from classifieds.models import Classified
from classifieds.renewing import link_for
from classifieds.saved import SavedSearch
from classifieds.stopping import address_to_stop
from community.handovers import calendar_links, links
from community.handovers.models import Handover
from lost_found.asking import address_of
from lost_found.models import Item

GONE = (404, 410)


@pytest.fixture
def mailed(secrets, alice, bob):
    """{what it does: its address}."""
    answer = links.answer(secrets.handover, alice, "accept", secrets.meeting)["url"]
    return {
        "renew": link_for(secrets.ad), "stop": address_to_stop(secrets.search), "still": address_of(secrets.lost),
        "answer": answer, "calendar": calendar_links.address(secrets.handover, bob),
    }  # fmt: skip


def split(address):
    head, _slash, token = address.rstrip("/").rpartition("/")
    return head, token


def as_it_stands(it):
    """All that such an address may change."""
    return (
        Classified.objects.values("expires_at", "renewals", "closed_at").get(pk=it.ad.pk),
        SavedSearch.objects.values("paused_at").get(pk=it.search.pk),
        Item.objects.values("kept_at", "asked", "closed_at").get(pk=it.lost.pk),
        Handover.objects.values("state", "answer_by").get(pk=it.handover.pk),
        it.handover.appointments.values("state", "sequence").get(),
    )


def test_none_opens_what_another_is_for(mailed, secrets):
    before, client = as_it_stands(secrets), Client()
    tokens = {name: split(address)[1] for name, address in mailed.items()}
    for name, address in mailed.items():
        for other in tokens.keys() - {name}:
            path = f"{split(address)[0]}/{tokens[other]}/"
            assert client.get(path).status_code in GONE, (name, other)
            assert client.post(path).status_code in (*GONE, 405), (name, other)
    assert as_it_stands(secrets) == before


def test_a_forged_one_opens_nothing(mailed, secrets):
    before, client = as_it_stands(secrets), Client()
    for head, token in map(split, mailed.values()):
        said, at, mark = token.split(":")
        other = "A" if said[-1] != "A" else "B"
        for forged in (
            f"{said[:-1]}{other}:{at}:{mark}",
            f"{said}:{at}:{mark[:-1]}",
            f"{said}:zzzz:{mark}",
            said,
            f".{token}",
        ):
            assert client.get(f"{head}/{forged}/").status_code in GONE, head
            assert client.post(f"{head}/{forged}/").status_code in (*GONE, 405), head
    assert as_it_stands(secrets) == before


def test_to_look_changes_nothing_however_often(mailed, secrets):
    before, client = as_it_stands(secrets), Client()
    for address in mailed.values():
        assert {client.get(address).status_code for _time in range(3)} == {200}
    assert as_it_stands(secrets) == before


def test_used_once_they_do_nothing_more(mailed, secrets):
    client = Client()
    for name in ("renew", "stop", "still", "answer"):
        client.post(mailed[name])
    after = as_it_stands(secrets)
    assert (after[0]["renewals"], after[1]["paused_at"] is None, after[4]["state"]) == (1, False, "accepted")
    for name in ("renew", "stop", "still", "answer"):
        client.post(mailed[name])
    assert as_it_stands(secrets) == after


def test_after_their_time_they_open_nothing(mailed, secrets):
    before = as_it_stands(secrets)
    with time_machine.travel(timezone.now() + timedelta(days=100)):
        client = Client()
        for name in ("renew", "still", "answer", "calendar"):
            assert client.get(mailed[name]).status_code in GONE, name
            assert client.post(mailed[name]).status_code in (*GONE, 405), name
    assert as_it_stands(secrets) == before


def test_they_say_nothing_of_what_is_between_others(mailed, charlie):
    """Charlie has found a mail of Alice's: signed in as himself, he answers nothing in her name."""
    client = Client()
    client.force_login(charlie)
    assert client.get(mailed["answer"]).status_code == 404
    assert client.post(mailed["answer"]).status_code == 404
