"""Every address of the site says who may read it, and is asked by everybody who may not.

A new address fails the first test until it stands in WHO. All that is private in the town of these tests holds the word
SECRET: whatever a stranger asks, and however they ask it, the word is in no answer."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks import default_task_backend

from community.notifications.mail import send_due
from community.notifications.models import Notification
from community.posts.models import Post
from tests.run.secret_town import (
    ASKED,
    CAT,
    CHIP,
    CODE,
    DOORS,
    HIDDEN,
    MISSPELT,
    SECRET,
    about_what_is_public,
    filled,
    questions,
)
from tests.run.who import WHO, addresses

REFUSED = (302, 401, 403, 404, 405, 410)  # 302 leads to signing in, or away


def test_every_address_says_who_may_read_it():
    known = set(addresses())
    assert known - set(WHO) == set(), "say in WHO who may read it"
    assert set(WHO) - known - {""} == set(), "these are no more"


@pytest.mark.parametrize("name", ["", "charlie", "dora", "otto", "emil"])
def test_a_stranger_hears_of_nothing_wherever_they_ask(name, secrets, request):
    """A visitor; Charlie of another town; Dora, whom Alice blocked; Otto, who is staff elsewhere; Emil, who waits for
    what is promised to Bob."""
    stranger, wrong = Client(), []
    if name:
        stranger.force_login(secrets.emil if name == "emil" else request.getfixturevalue(name))
    words = [SECRET, *DOORS, CHIP] if name == "otto" else [SECRET, *DOORS, CHIP, HIDDEN]
    # Staff read what moderation has hidden, or has not read yet.
    known = [f"/{secrets.hidden.pk}/", f"/{secrets.held.pk}/"] if name == "otto" else []
    # To block comes last: nothing more is heard of whom one has blocked.
    for route, who in sorted(WHO.items(), key=lambda one: one[0].endswith("/block/")):
        for path in filled(route, secrets):
            wrong += faults(stranger, path, "" if any(one in path for one in known) else who, words, bool(name))
    for path in questions(secrets):
        wrong += faults(stranger, path, "", words, bool(name))
    for path in about_what_is_public(secrets):
        wrong += faults(stranger, path, "both", words, bool(name))
    assert wrong == []


def test_no_notification_no_mail_and_no_index_says_where_the_door_is(secrets, bob):
    """Bob, to whom it is promised, reads it on the page, which asks who is reading."""
    default_task_backend.clear()
    with time_machine.travel(timezone.now() + timedelta(minutes=30)):
        send_due()
    told = [json.dumps(note.facts, ensure_ascii=False) for note in Notification.objects.all()]
    told += [f"{letter.subject} {letter.body} {letter.alternatives}" for letter in mail.outbox]
    told += [f"{post.folded} {post.place_label} {post.lat} {post.lon}" for post in Post.objects.all()]
    assert len(mail.outbox) > 4 and [said for said in told if any(word in said for word in (*DOORS, CODE, CHIP))] == []
    client = Client()
    client.force_login(bob)
    assert CODE in client.get(secrets.handover.get_absolute_url()).content.decode()


def faults(stranger, path, who, words, signed_in):
    """What is wrong with what a stranger is answered to a GET and, where something is done, to a POST."""
    for way in (stranger.get, stranger.post) if who in ("act", "inside", "both") else (stranger.get,):
        answer = way(path)
        said = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace").lower()
        told = [word for word in words if word in said and word not in path]  # a page says again what it was asked
        told += [ASKED] * (MISSPELT in path and ASKED in said) + [CAT] * (CHIP in path and CAT in said)
        refused = {
            "everybody": answer.status_code < 500,
            "members": signed_in or "/accounts/login/" in answer.get("Location", ""),
            "inside": answer.status_code in REFUSED,
            "act": way == stranger.post or answer.status_code in REFUSED,
        }.get(who, True)
        if told or not refused or answer.status_code >= 500:
            yield path, way.__name__, answer.status_code, told
