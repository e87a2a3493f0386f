"""The morning paper: once a person and day whatever crashes, by each person's own clock."""

import smtplib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from community.members.blocks import block
from community.members.models import MemberPlace, Reach
from community.newspaper import contents, issuing
from community.newspaper.models import Edition, State
from community.notifications.models import Level, Mail, Mute, Notification, Volume
from community.places.boundaries import atlas

from .conftest import PARIS_MORNING, YESTERDAY

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def fresh_day():
    issuing._day.cache_clear()


@pytest.fixture
def settled(alice, bob, charlie, mira, otto, admin):
    """They have been members for a while; Otto and Mira do not want the paper."""
    everyone = (alice, bob, charlie, mira, otto, admin)
    for member in everyone:
        member.date_joined = datetime(2026, 1, 1, tzinfo=UTC)
        member.save()
    for member in (mira, otto, admin):
        Volume.objects.create(member=member, level=Level.QUIET)
    return alice, bob, charlie


def editions():
    return {(row.member.name, row.on, row.state) for row in Edition.objects.select_related("member")}


def to(name):
    (found,) = [sent for sent in mail.outbox if sent.to == [f"{name}@example.org"]]
    return found


def test_the_paper_of_one_s_places(settled, report, answer):
    _alice, bob, charlie = settled
    bench = report(bob, "Banc cassé")
    answer(bench, "Une équipe passe jeudi.")
    answer(report(charlie, "Vélo abandonné à Vanves", where=(48.825, 2.29)), "Ils arrivent.")
    report(bob, "Trop vieux pour ce matin", at=YESTERDAY - timedelta(days=2))
    assert issuing.issue_due(PARIS_MORNING) == 3
    to_alice, to_bob, to_charlie = map(to, ("alice", "bob", "charlie"))
    assert "Banc cassé" in to_alice.body and "Une équipe passe jeudi." in to_alice.body
    assert "Grand Paris Seine Ouest" in to_alice.body and "Jeudi 26 novembre" in to_alice.body
    assert "Vanves" not in to_alice.body and "Trop vieux" not in to_alice.body
    assert to_bob.body.count("Banc cassé") == 1  # the answer; not his own report
    assert "Ils arrivent" in to_charlie.body and "Banc cassé" not in to_charlie.body and "Vanves" not in to_bob.body
    assert to_alice.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert to_alice.subject == "Banc cassé, et 1 autre nouvelle"


def test_once_a_day_however_often_the_clock_strikes(settled, report, town):
    report(settled[1], "Banc cassé", where=town.in_centre)
    assert [issuing.issue_due(PARIS_MORNING + timedelta(minutes=m)) for m in (0, 1, 60)] == [2, 0, 0]
    assert len(mail.outbox) == 2  # Alice, and Charlie next door; Bob wrote it himself
    assert ("Bob", TODAY, State.EMPTY) in editions()


def test_nobody_before_their_own_morning(settled, report, town):
    alice, bob, _charlie = settled
    alice.timezone = "America/Montreal"  # seven o'clock there is noon in Paris
    alice.save()
    report(bob, "Banc cassé", where=town.in_centre)
    issuing.issue_due(PARIS_MORNING)
    assert [m.to for m in mail.outbox] == [["charlie@example.org"]]
    issuing.issue_due(datetime(2026, 11, 26, 11, 59, tzinfo=UTC))
    assert len(mail.outbox) == 1
    issuing.issue_due(datetime(2026, 11, 26, 12, 1, tzinfo=UTC))
    assert mail.outbox[1].to == ["alice@example.org"]


@pytest.mark.parametrize(
    "on, hours", [(date(2026, 10, 25), 25), (date(2026, 3, 29), 23), (date(2026, 11, 26), 24)], ids=str
)
def test_a_day_is_as_long_as_the_clocks_make_it(on, hours):
    start, end = contents.period(on, "Europe/Paris")
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)
    assert (start.hour, end.hour) == (7, 7)


def test_nothing_falls_between_two_papers_when_clocks_change(settled, report):
    _alice, bob, _charlie = settled
    change = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)  # three o'clock becomes two
    for minutes in (-1, 0, 1):
        report(bob, f"Nuit {minutes}", at=change + timedelta(minutes=minutes))
    titles = []
    for day in (24, 25, 26):
        mail.outbox.clear()
        issuing.issue_due(datetime(2026, 10, day, 6, 30, tzinfo=UTC))
        titles += [title for title in ("Nuit -1", "Nuit 0", "Nuit 1") for m in mail.outbox[:1] if title in m.body]
    assert sorted(titles) == ["Nuit -1", "Nuit 0", "Nuit 1"]


def test_who_does_not_want_it(settled, report):
    alice, bob, charlie = settled
    report(bob, "Banc cassé")
    Volume.objects.create(member=alice, level=Level.DIGEST, away_until=TODAY)
    Mute.objects.create(member=charlie, topic=issuing.TOPIC)
    assert issuing.issue_due(PARIS_MORNING) == 0
    assert {name for name, *_ in editions()} == {"Bob"}
    Volume.objects.filter(member=alice).update(away_until=TODAY - timedelta(days=1))
    assert issuing.issue_due(PARIS_MORNING) == 1


def test_who_wants_everything_at_once_gets_only_what_waited(settled, report):
    alice, bob, charlie = settled
    report(bob, "Banc cassé")
    for member in (alice, bob, charlie):
        Volume.objects.create(member=member, level=Level.EVERYTHING)
    note = Notification.objects.create(
        recipient=alice, kind="comment", link="/", title="Linh commente : Banc cassé", mail=Mail.DIGEST
    )
    assert issuing.issue_due(PARIS_MORNING) == 1
    (sent,) = mail.outbox
    assert sent.to == ["alice@example.org"] and sent.subject == "Linh commente : Banc cassé"
    assert "SIGNALEMENTS" not in sent.body
    note.refresh_from_db()
    assert note.mail == Mail.DIGESTED


def test_what_was_read_on_the_site_is_not_told_again(settled):
    alice = settled[0]
    Notification.objects.create(
        recipient=alice, kind="comment", link="/", title="Lu", mail=Mail.DIGEST, read_at=YESTERDAY
    )
    assert issuing.issue_due(PARIS_MORNING) == 0


def test_blocked_muted_and_hidden_stay_out(settled, report):
    alice, bob, _charlie = settled
    report(bob, "De Bob")
    block(bob, alice)
    other = report(None, "Sourdine", email="x@example.org")
    other.published_at = YESTERDAY
    other.save()
    issuing.issue_due(PARIS_MORNING)
    assert not [m for m in mail.outbox if m.to == ["alice@example.org"]]


def test_a_run_killed_in_the_middle_leaves_each_person_one(settled, report, neighbours, monkeypatch):
    _alice, bob, _charlie = settled
    for member in neighbours(5):
        member.date_joined = datetime(2026, 1, 1, tzinfo=UTC)
        member.save()
    report(bob, "Banc cassé")
    real, count = EmailBackend.send_messages, []

    def die_at_the_fourth(self, messages):
        count.append(1)
        if len(count) == 4:
            raise KeyboardInterrupt  # as a SIGKILL would: no except clause of ours sees it
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", die_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        issuing.issue_due(PARIS_MORNING)
    assert issuing.issue_due(PARIS_MORNING + timedelta(minutes=1)) == 0  # the lease still stands
    later = PARIS_MORNING + issuing.LEASE + timedelta(minutes=1)
    issuing.issue_due(later)
    addresses = [m.to[0] for m in mail.outbox]
    assert len(addresses) == len(set(addresses)) == 5  # six readers, but for the one of whom nobody knows
    assert Edition.objects.get(state=State.FAILED).error == "interrupted"


def test_a_mail_server_that_is_away_loses_nothing(settled, report, town, monkeypatch):
    report(settled[1], "Banc cassé", where=town.in_centre)
    real = EmailBackend.send_messages

    def away(self, messages):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    assert issuing.issue_due(PARIS_MORNING) == 0
    assert {row.state for row in Edition.objects.filter(member__in=[settled[0], settled[2]])} == {State.DUE}
    monkeypatch.setattr(EmailBackend, "send_messages", real)
    assert issuing.issue_due(PARIS_MORNING + timedelta(hours=1)) == 2
    assert len(mail.outbox) == 2


def test_an_address_that_is_refused_is_given_up_in_the_end(settled, report, town, monkeypatch):
    report(settled[1], "Banc cassé", where=town.in_centre)

    def refused(self, messages):
        raise smtplib.SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailBackend, "send_messages", refused)
    for hour in range(8):
        issuing.send_due(PARIS_MORNING + timedelta(hours=4 * hour)) if hour else issuing.issue_due(PARIS_MORNING)
    failed = Edition.objects.filter(state=State.FAILED)
    assert {(row.error, row.attempt) for row in failed} == {("SMTPRecipientsRefused", 5)}
    assert failed.count() == 2


@pytest.mark.parametrize("count", [1, 20])
def test_a_batch_takes_as_many_queries_for_one_as_for_many(town, neighbours, queries, count):
    rows = [Edition(member=member, on=TODAY) for member in neighbours(count)]
    Edition.objects.bulk_create(rows)
    MemberPlace.objects.update(reach=Reach.TOWN)
    atlas()
    with queries(6):  # places, blocks, mutes, what waits, volumes; the day
        batch = issuing.Batch(rows)
        papers = [batch.paper(row) for row in rows]
    assert len(papers) == count


def test_english_readers_get_english(settled, report):
    alice, bob, _charlie = settled
    alice.language = "en"
    alice.save()
    report(bob, "Banc cassé")
    issuing.issue_due(PARIS_MORNING)
    (sent,) = [m for m in mail.outbox if m.to == ["alice@example.org"]]
    assert "Thursday 26 November" in sent.body and 'lang="en"' in sent.alternatives[0].content


def test_an_administrator_sees_what_failed_and_sends_it_again(client, settled, admin, alice):
    today = timezone.localdate()
    Edition.objects.create(member=alice, on=today, state=State.FAILED, error="SMTPDataError", attempt=5)
    Edition.objects.create(member=settled[1], on=today, state=State.FAILED, error="interrupted")
    client.force_login(settled[1])
    assert client.get("/admin/reports/newspaper/").status_code in (302, 403)
    client.force_login(admin)
    assert "SMTPDataError" in client.get("/admin/reports/newspaper/").content.decode()
    client.post("/admin/reports/newspaper/")
    assert editions() == {("Alice", today, State.DUE), ("Bob", today, State.FAILED)}
