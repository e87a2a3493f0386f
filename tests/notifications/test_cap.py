"""So many interruptions a day and no more, counted in each one's own day; the rest waits for the morning digest."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.core import mail as outbox
from django.db import connection

from community.notifications import mail
from community.notifications.digest import mark_digested, waiting_for_digest
from community.notifications.models import Level, Mail, Notification, Volume
from community.notifications.notify import notify, settle
from community.notifications.volume import take_place


def tell(member, count, facts, kind="reply", first=0):
    for number in range(first, first + count):
        notify([member], kind, "/", f"post:{number}", f"{kind}:{number}", facts)


def mails():
    return list(Notification.objects.order_by("pk").values_list("mail", flat=True))


@pytest.fixture
def five(alice):
    return Volume.objects.create(member=alice, daily_cap=5)


def test_beyond_the_cap_mails_go_to_the_digest(alice, bob, five, note_of):
    tell(alice, 5, note_of)
    tell(bob, 5, note_of)
    mail.send_due()
    assert len([sent for sent in outbox.outbox if sent.to == [alice.email]]) == 3  # two are kept for alerts
    assert len([sent for sent in outbox.outbox if sent.to == [bob.email]]) == 5  # who has more room than that
    assert list(waiting_for_digest(alice).values_list("key", flat=True)) == ["reply:4", "reply:3"]
    assert not waiting_for_digest(bob)


def test_two_of_them_are_kept_for_alerts_and_then_it_is_over(alice, five, note_of, settings):
    settings.NOTICES = {**settings.NOTICES, "mention": "alerts"}
    tell(alice, 4, note_of)
    tell(alice, 3, note_of, "mention")
    mail.send_due()
    sent, waits = Mail.SENT, Mail.DIGEST
    assert mails() == [sent, sent, sent, waits, sent, sent, waits]


@pytest.mark.parametrize(
    "midnight",
    [datetime(2026, 3, 28, 23, 0, tzinfo=UTC), datetime(2026, 3, 29, 22, 0, tzinfo=UTC),  # the night of 23 hours
     datetime(2026, 10, 24, 22, 0, tzinfo=UTC), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)],  # and that of 25
)  # fmt: skip
def test_the_day_is_one_s_own_also_when_the_clocks_change(alice, five, note_of, midnight):
    with time_machine.travel(midnight - timedelta(minutes=1), tick=False):
        tell(alice, 4, note_of)
        assert mail.send_due() == 3
    with time_machine.travel(midnight, tick=False):
        tell(alice, 4, note_of, first=10)
        assert mail.send_due() == 3
    assert mails() == [Mail.SENT] * 3 + [Mail.DIGEST] + [Mail.SENT] * 3 + [Mail.DIGEST]


def test_auckland_s_day_is_not_paris_s(alice, bob, five, note_of):
    bob.timezone = "Pacific/Auckland"
    bob.save()
    Volume.objects.create(member=bob, daily_cap=5)
    for at in ("2026-01-10T10:59Z", "2026-01-10T11:00Z"):  # midnight in Auckland
        with time_machine.travel(at, tick=False):
            for member in (alice, bob):
                tell(member, 3, note_of, first=int(at[14:16]))
            mail.send_due()
    assert Notification.objects.filter(recipient=alice, mail=Mail.SENT).count() == 3
    assert Notification.objects.filter(recipient=bob, mail=Mail.SENT).count() == 6


def test_a_mail_that_did_not_leave_takes_no_place(alice, five, note_of, monkeypatch):
    def refuse(self, messages):
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    tell(alice, 1, note_of)
    mail.send_due()
    assert Volume.objects.get(member=alice).told == 0


def test_nobody_is_reminded_of_what_they_read(alice, bob, note_of):
    for member in (alice, bob):
        tell(member, 2, note_of)
        tell(member, 2, note_of, "comment")
    assert settle(alice, "post:0") == 2
    mail.send_due()
    assert [sent.to for sent in outbox.outbox].count([alice.email]) == 1
    assert list(waiting_for_digest(alice).values_list("topic", flat=True)) == ["post:1"]
    assert waiting_for_digest(bob).count() == 2


def test_what_stood_in_a_digest_stands_in_no_other(alice, note_of):
    tell(alice, 2, note_of, "comment")
    with time_machine.travel("2026-11-27T06:00Z", tick=False):
        now = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
        rows = list(waiting_for_digest(alice, now))
        assert mark_digested(rows, now) == 2
        assert mark_digested(rows, now) == 0  # run twice
        assert not waiting_for_digest(alice, now)
    later = {"grouped": True, "at": now + timedelta(hours=1)}
    notify([alice], "comment", "/", "post:0", "another", note_of, **later)
    assert waiting_for_digest(alice).get().count == 2  # there is something new to say about it


def test_no_digest_for_who_is_away_or_wants_no_mail(alice, bob, note_of):
    for member in (alice, bob):
        tell(member, 1, note_of, "comment")
    Volume.objects.create(member=alice, away_until=date(2026, 8, 15))
    with time_machine.travel("2026-08-15T21:59Z", tick=False):
        assert not waiting_for_digest(alice)
    with time_machine.travel("2026-08-15T22:01Z", tick=False):
        assert waiting_for_digest(alice).count() == 1
    bob.mail_stopped_at = datetime(2026, 1, 1, tzinfo=UTC)
    assert not waiting_for_digest(bob)


def test_the_quiet_have_no_digest(alice, note_of):
    Volume.objects.create(member=alice, level=Level.QUIET)
    tell(alice, 1, note_of, "comment")
    assert not waiting_for_digest(alice)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_last_place_has_one_winner(alice):
    Volume.objects.create(member=alice, daily_cap=6)
    start, won = Barrier(8), []

    def ask():
        start.wait()
        won.append(take_place(alice, "replies", 6))
        connection.close()

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 4 + [True] * 4
