"""Answers in one click from a mail: looked at they change nothing, and nobody forges, replays or outlives one."""

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.utils import timezone

from community.handovers import links, meeting
from community.handovers.asking import ask
from community.handovers.models import Handover
from community.handovers.promising import promise
from community.handovers.releasing import withdraw
from community.notifications.letters import message


def answer(handover, member, act, appointment=None):
    return links.answer(handover, member, act, appointment)["url"]


def test_to_look_changes_nothing_and_one_click_promises(client, asked, alice, state):
    url = answer(asked, alice, "promise")
    for way in (client.get, client.head):
        assert way(url).status_code == 200 and state(asked) == "interested"
    html = client.get(url).content.decode()
    assert "Promettre « Canapé » à Bob ?" in html and "no-referrer" in html
    assert "C’est promis. Bob est prévenu" in client.post(url).content.decode() and state(asked) == "promised"
    assert client.post(url).status_code == 200 and Handover.objects.count() == 1  # replayed


def test_a_click_too_late_is_told_so(client, sofa, asked, alice, bob, charlie, state):
    second = ask(sofa, charlie, "Moi")
    first, late = answer(asked, alice, "promise"), answer(second, alice, "promise")
    client.post(first)
    said = client.post(late)
    assert said.status_code == 409 and "déjà promis à quelqu’un d’autre" in said.content.decode()
    withdraw(asked, bob)
    assert client.post(first).status_code == 409 and state(asked) == "withdrawn"


def test_nobody_forges_an_answer(client, asked, alice, bob, charlie, state):
    url = answer(asked, alice, "promise")
    assert client.post(url[:-5] + "xxxx/").status_code == 404
    assert client.post("/handovers/answer/a:b:c/").status_code == 404
    for member in (bob, charlie):  # signed, but not theirs to do
        assert client.post(answer(asked, member, "promise")).status_code == 404
    other = signing.dumps([alice.pk, asked.pk, "promise", 0], salt="elsewhere")
    assert client.post(f"/handovers/answer/{other}/").status_code == 404
    client.force_login(bob)  # a mail that was passed on
    assert client.post(url).status_code == 404
    assert state(asked) == "interested"


def test_an_answer_expires(client, asked, alice, state, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    url = answer(asked, alice, "promise")
    time_machine.shift(timedelta(days=22))
    said = client.post(url)
    assert said.status_code == 410 and "a expiré" in said.content.decode() and state(asked) == "interested"


def test_an_answer_is_to_the_appointment_it_names(client, promised, alice, bob):
    first = meeting.propose(promised, bob, timezone.now() + timedelta(days=1), "Ici")
    url = answer(promised, alice, "accept", first)
    second = meeting.propose(promised, bob, timezone.now() + timedelta(days=2), "Là")
    assert client.post(url).status_code == 409 and meeting.standing(promised).state == "proposed"
    assert client.post(answer(promised, alice, "accept", second)).status_code == 200
    assert meeting.standing(promised).state == "accepted"


@pytest.mark.parametrize("language, words", [("fr", "Promettre à Bob"), ("en", "Bob")])
def test_the_mail_offers_it(asked, alice, last, language, words):
    type(alice).objects.filter(pk=alice.pk).update(language=language)
    note = last(alice)
    note.recipient.refresh_from_db()
    sent = message(note)
    html = sent.alternatives[0][0]
    assert "/handovers/answer/" in sent.body and "/handovers/answer/" in html and words in sent.body
    assert "Bonjour, encore là ?" in sent.body and mail.outbox == []


def test_every_kind_of_notice_has_words_for_its_mail(promised, alice, bob, charlie, sofa, meet, last):
    ask(sofa, charlie, "Moi")
    meet()
    promise(promised, alice)
    withdraw(promised, bob)
    for member in (alice, bob, charlie):
        for note in member.notifications.filter(kind="handover"):
            sent = message(note)
            assert note.title and "None" not in sent.body + sent.alternatives[0][0] and "{{" not in sent.body
