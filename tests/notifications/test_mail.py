"""The mail of a notification: with the facts in it, once, whatever happens to its sender, and a way to say no."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from community.newspaper.models import Edition
from community.notifications import letters, mail
from community.notifications.models import Mail, Mute, Notification, Push
from community.notifications.notify import notify
from community.notifications.wagtail_hooks import retry
from community.posts.models import Watch

FACTS = {"who": "Bob", "title": "Banc <b>cassé</b>", "text": "Il <script> penche.", "place": "12 rue du Pont"}


@pytest.fixture
def note(alice):
    notify([alice], "reply", "/posts/1/#c2", "post:1", "comment:2", FACTS)
    return Notification.objects.get()


def state(note):
    note.refresh_from_db()
    return note.mail, note.mail_attempts, note.mail_error


def test_the_facts_are_in_it_in_both_forms_with_a_way_to_say_no(note, alice, settings):
    assert mail.send_due() == 1
    (sent,) = outbox.outbox
    assert (sent.subject, sent.to) == ("Bob vous répond : Banc <b>cassé</b>", [alice.email])
    assert "Il <script> penche." in sent.body and f"{settings.SITE_URL}/posts/1/#c2" in sent.body
    ((html, kind),) = sent.alternatives
    assert kind == "text/html" and "Il &lt;script&gt; penche." in html and "<b>cassé</b>" not in html
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = sent.extra_headers["List-Unsubscribe"]
    assert address.startswith(f"<{settings.SITE_URL}/notifications/unsubscribe/") and address[1:-1] in sent.body
    assert state(note) == (Mail.SENT, 1, "")
    assert mail.send_due() == 0


def test_it_speaks_the_recipient_s_language(alice):
    alice.language = "en"
    alice.save()
    notify([alice], "reply", "/", "post:1", "k", FACTS)
    mail.send_due()
    assert '<html lang="en">' in outbox.outbox[0].alternatives[0][0]


def test_a_failure_is_tried_again_later_and_given_up_at_last(note, alice, monkeypatch):
    def refuse(self, messages):
        raise SMTPRecipientsRefused({alice.email: (550, b"no")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert mail.send_due() == 0
    assert state(note) == (Mail.DUE, 1, "SMTPRecipientsRefused")  # nobody's address in it
    assert note.mail_next_at > timezone.now()
    for attempt in range(2, 7):
        Notification.objects.update(mail_next_at=timezone.now())
        mail.send_due()
        assert state(note)[1] == attempt
    assert state(note)[0] == Mail.FAILED
    monkeypatch.undo()
    assert mail.send_due() == 0
    assert retry(Notification.objects.all()) == 1
    assert mail.send_due() == 1


def test_one_that_fails_does_not_hold_up_the_others(note, bob, monkeypatch):
    notify([bob], "reply", "/", "post:1", "k", FACTS)
    calls, real = [], EmailBackend.send_messages

    def once(self, messages):
        calls.append(messages)
        if len(calls) == 1:
            raise SMTPServerDisconnected
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", once)
    assert mail.send_due() == 1


def test_a_sender_that_died_is_followed_once_under_the_same_message_id(note, monkeypatch):
    ids = []

    def die(self, messages):
        ids.append(messages[0].extra_headers["Message-ID"])
        raise KeyboardInterrupt  # the process ends between sending and saying so

    monkeypatch.setattr(EmailBackend, "send_messages", die)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            mail.send_due()
        assert mail.send_due() == 0  # its lease holds
        Notification.objects.update(mail_next_at=timezone.now() - timedelta(seconds=1))
    assert mail.send_due() == 0
    assert state(note) == (Mail.FAILED, 2, "interrupted")
    assert len(ids) == 2 and len(set(ids)) == 1


def test_the_second_of_two_senders_finds_nothing(note):
    assert mail.send_one(note.pk) is True
    assert mail.send_one(note.pk) is False
    assert len(outbox.outbox) == 1


def test_who_says_no_meanwhile_gets_nothing(note, alice):
    Mute.objects.create(member=alice, topic="post:1")
    assert mail.send_due() == 0
    assert state(note)[0] == Mail.NONE and outbox.outbox == []


def test_one_click_says_no_without_signing_in(note, alice, client):
    address = letters.context_of(note)["unsubscribe"].removeprefix("http://127.0.0.1:8000")
    client.handler.enforce_csrf_checks = True
    page = client.get(address)
    assert page.status_code == 200 and "Plus aucun e-mail" in page.content.decode()
    assert not Mute.objects.exists()  # looking is not saying no
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Mute.objects.filter(member=alice, topic="post:1").count() == 1
    client.post(address, {"all": "1"})
    alice.refresh_from_db()
    assert alice.mail_stopped_at is not None
    assert client.post(address[:-5] + "xxxx/").status_code == 404


def test_given_up_mails_are_for_administrators(note, client, admin, mira):
    Notification.objects.update(mail=Mail.FAILED, mail_error="SMTPRecipientsRefused")
    client.force_login(mira)
    assert client.get("/admin/reports/failed-mail/").status_code in (302, 403)
    client.force_login(admin)
    page = client.get("/admin/reports/failed-mail/").content.decode()
    assert "SMTPRecipientsRefused" in page and note.recipient.email not in page
    client.post("/admin/reports/failed-mail/", {"pk": note.pk})
    assert state(note) == (Mail.DUE, 0, "")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is SQLite's")
@pytest.mark.parametrize("rows", ["mails", "pushes", "papers", "watches", "words"])
def test_what_is_due_is_found_without_walking_through_everything(db, rows):
    now = timezone.now()
    asked = {
        "mails": lambda: mail._due().order_by("mail_next_at")[:100],
        "pushes": lambda: Push.objects.filter(state="due", next_at__lte=now).order_by("next_at", "pk")[:9],
        "papers": lambda: Edition.objects.filter(state="due", next_at__lte=timezone.now()).order_by("next_at", "pk")[
            :9
        ],
        "watches": lambda: Watch.objects.filter(topic__in=["tag:a", "tag:b"], pk__gt=0).order_by("pk")[:500],
        "words": lambda: Watch.objects.filter(rarest__in=["abc", "abd"], pk__gt=0).order_by("pk")[:500],
    }[rows]()
    plan = asked.explain()
    assert "INDEX" in plan and "SCAN" not in plan and "PRIMARY KEY" not in plan, plan
