"""A mail server that is down for an hour: nothing is lost, each person's mails keep their order, the admin sees it.
The server is a real one on this machine."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from community.notifications import mail, outage
from community.notifications.models import Mail, Notification
from community.notifications.notify import notify


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-10T08:00Z", tick=False) as travelling:
        yield travelling


def tell(member, number, facts):
    notify([member], "reply", "/", "post:1", f"comment:{number}", {**facts, "title": f"n° {number}"})


def states():
    return list(Notification.objects.order_by("pk").values_list("mail", "mail_attempts"))


def test_down_for_an_hour_nothing_is_lost_and_order_is_kept(sink, clock, alice, bob, note_of):
    for minute in range(60):
        if minute % 10 == 0:
            tell(alice, minute, note_of)
            tell(bob, minute, note_of)
        clock.shift(timedelta(minutes=1))
        assert mail.sweep_mail() == 0
    assert states() == [(Mail.DUE, 0)] * 12  # an outage costs no mail an attempt
    assert outage.current()["since"] == timezone.now() - timedelta(minutes=59)
    sink.up()
    clock.shift(timedelta(minutes=1))
    assert mail.sweep_mail() == 12
    assert outage.current() is None
    for member in (alice, bob):
        assert sink.subjects(member) == [f"Bob vous répond : n° {minute}" for minute in range(0, 60, 10)]


def test_while_it_is_down_a_wake_up_does_not_knock_again_and_again(sink, clock, alice, note_of, monkeypatch):
    tell(alice, 1, note_of)
    knocks = []
    monkeypatch.setattr(mail, "send_due", lambda: knocks.append(1) or outage.note(ConnectionRefusedError()))
    for _ in range(5):
        mail.send_due_mail.func()
    assert len(knocks) == 1
    clock.shift(timedelta(seconds=31))
    mail.send_due_mail.func()
    assert len(knocks) == 2


def test_a_server_that_hangs_up_is_called_again_and_the_rest_leave(sink, clock, alice, bob, note_of):
    sink.up()
    for number in (1, 2):
        tell(alice, number, note_of)
        tell(bob, number, note_of)
    sink.hang_up = 1
    assert mail.send_due() == 2  # Bob's two; Alice's second waits behind her first
    assert sink.subjects(alice) == []
    clock.shift(timedelta(minutes=1))
    assert mail.send_due() == 2
    assert sink.subjects(alice) == ["Bob vous répond : n° 1", "Bob vous répond : n° 2"]
    assert [attempts for _mail, attempts in states()] == [2, 1, 1, 1]


def test_one_that_hangs_up_on_everybody_is_left_alone_after_three(sink, clock, neighbours, note_of):
    sink.up()
    sink.hang_up = 100
    for member in neighbours(6):
        tell(member, 1, note_of)
    assert mail.send_due() == 0
    assert [attempts for _mail, attempts in states()] == [1, 1, 1, 0, 0, 0]
    assert outage.current() is not None
    sink.hang_up = 0
    clock.shift(timedelta(minutes=1))
    assert mail.sweep_mail() == 6


def test_a_mailbox_that_takes_nothing_holds_up_nobody(sink, clock, alice, bob, note_of):
    sink.up()
    sink.refuse = {alice.email}
    tell(alice, 1, note_of)
    tell(alice, 2, note_of)
    tell(bob, 1, note_of)
    assert mail.send_due() == 1
    assert states() == [(Mail.DUE, 1), (Mail.DUE, 1), (Mail.SENT, 1)]


def test_our_own_fault_is_not_tried_ten_hours_long(sink, clock, alice, note_of, monkeypatch):
    def broken(note, connection):
        raise KeyError("title")

    monkeypatch.setattr(mail, "message", broken)
    sink.up()
    tell(alice, 1, note_of)
    assert mail.send_due() == 0
    assert states() == [(Mail.FAILED, 1)]


def test_the_admin_sees_that_mails_wait(sink, clock, alice, admin, client, note_of):
    tell(alice, 1, note_of)
    mail.sweep_mail()
    client.force_login(admin)
    page = client.get("/admin/reports/failed-mail/").content.decode()
    assert "ConnectionRefusedError" in page and "1 e-mail attend" in page


def test_what_arrives_reads_well_everywhere(sink, alice, note_of):
    sink.up()
    tell(alice, 1, note_of)
    assert mail.send_due() == 1
    (got,) = sink.mails
    assert got["To"] == alice.email and got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = got.get_body(("plain",)).get_content()
    html = got.get_body(("html",)).get_content()
    assert "Il penche." in text and "Régler le volume : http" in text
    assert '<meta name="color-scheme" content="light dark">' in html and "prefers-color-scheme:dark" in html
