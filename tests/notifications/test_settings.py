"""Turning the volume: one click for the level, a table for those who want it, a holiday, mutes that can be undone."""

from datetime import date

import pytest
import time_machine
from django.core import mail as outbox

from community.members.blocks import block
from community.notifications import mail
from community.notifications.models import Level, Mail, Mute, Notification, Volume
from community.notifications.notify import notify
from community.notifications.subjects import DEFAULTS, SUBJECTS

PAGE = "/notifications/settings/"
FACTS = {"who": "Bob", "title": "Banc cassé", "text": "Il penche.", "place": "12 rue du Pont"}


def turn(client, part, **values):
    return client.post(PAGE, {"part": part, **values})


def table(volume_level=Level.DIGEST, **own):
    """What the table's form sends when only `own` was touched."""
    sent = {}
    for code, (mail_wish, push) in DEFAULTS[volume_level].items():
        mail_wish, push = own.get(code, (mail_wish, push))
        sent |= {f"mail_{code}": mail_wish} | ({f"push_{code}": "on"} if push else {})
    return {"daily_cap": 12, **sent}


def told(member, kind="comment", **more):
    notify([member], kind, "/posts/1/", "post:1", **{"facts": FACTS, **more})
    note = Notification.objects.latest("pk")
    return note.mail, bool(note.push_at)


def test_three_levels_say_it_all(alice, client):
    client.force_login(alice)
    assert (told(alice), told(alice, "reply"), told(alice, "ticket_answered")) == (
        (Mail.DIGEST, False), (Mail.DUE, False), (Mail.DUE, False),
    )  # fmt: skip
    assert turn(client, "level", level="quiet").status_code == 302
    assert (told(alice), told(alice, "reply")) == ((Mail.NONE, False), (Mail.NONE, False))
    turn(client, "level", level="everything")
    assert (told(alice), told(alice, "confirmed")) == ((Mail.DUE, True), (Mail.DUE, True))


def test_an_urgent_alert_passes_the_quiet(alice, client, settings):
    settings.NOTICES = {**settings.NOTICES, "reply": "alerts"}
    client.force_login(alice)
    turn(client, "level", level="quiet")
    assert told(alice, "reply") == (Mail.DUE, True)


def test_the_table_keeps_what_differs_and_another_level_begins_anew(alice, client):
    client.force_login(alice)
    turn(client, "table", **table(comments=("never", True), around=("now", False)))
    volume = Volume.objects.get(member=alice)
    assert volume.table == {"comments": {"mail": "never", "push": True}, "around": {"mail": "now", "push": False}}
    assert told(alice) == (Mail.NONE, True)
    page = client.get(PAGE).content.decode()
    assert "Réglé à la main : Commentaires, Autour de vous" in page.replace("\n", " ")
    turn(client, "level", level="digest")  # the same level: nothing is lost
    assert Volume.objects.get(member=alice).table
    turn(client, "level", level="everything")
    assert Volume.objects.get(member=alice).table == {}
    turn(client, "table", **table(Level.EVERYTHING, news=("never", False)))
    turn(client, "table", usual="1", **table(Level.EVERYTHING))
    assert Volume.objects.get(member=alice).table == {}


@pytest.mark.parametrize(
    ("part", "values"),
    [("level", {"level": "loud"}), ("level", {}), ("table", {"daily_cap": 9999}), ("away", {"away_until": "demain"}),
     ("away", {"away_until": "2020-01-01"}), ("away", {"away_until": "2999-01-01"}), ("nothing", {})],
)  # fmt: skip
def test_what_cannot_be_is_said_and_changes_nothing(alice, client, part, values):
    client.force_login(alice)
    assert turn(client, part, **values).status_code == 400
    assert not Volume.objects.exists()


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_takes_as_many_queries_whatever_is_on_it(alice, client, queries, count):
    Mute.objects.bulk_create([Mute(member=alice, topic=f"post:{n}", label=f"Fil {n}") for n in range(count)])
    client.force_login(alice)
    client.get(PAGE)
    with queries(8):  # session, member; the volume for each form and for the page; mutes, devices; the key
        client.get(PAGE)


def test_one_s_settings_are_one_s_own(alice, bob, client):
    assert client.get(PAGE).status_code == 302
    client.force_login(bob)
    turn(client, "level", level="quiet")
    assert told(alice, "reply") == (Mail.DUE, False)


def test_every_kind_of_mail_has_a_subject_that_exists(settings):
    codes = {subject.code for subject in SUBJECTS}
    assert set(settings.NOTICES.values()) <= codes
    assert all(set(levels) == codes for levels in DEFAULTS.values())


# --- On holiday ------------------------------------------------------------------------------------------------------


def test_on_holiday_all_waits_for_the_first_digest_after(alice, client):
    client.force_login(alice)
    with time_machine.travel("2026-08-01T10:00+02:00", tick=False):
        turn(client, "level", level="everything")
        told(alice, "reply", key="before")
        turn(client, "away", away_until="2026-08-15")
        assert mail.send_due() == 0  # what was due when she left waits too
        assert Notification.objects.get(key="before").mail == Mail.DIGEST
        assert told(alice, "ticket_answered") == (Mail.DIGEST, False)
    with time_machine.travel("2026-08-15T23:59+02:00", tick=False):
        assert told(alice, "reply") == (Mail.DIGEST, False)
    with time_machine.travel("2026-08-16T00:01+02:00", tick=False):
        assert told(alice, "reply") == (Mail.DUE, True)
        assert mail.send_due() == 1 and len(outbox.outbox) == 1


def test_she_comes_home_early(alice, client):
    client.force_login(alice)
    with time_machine.travel("2026-08-01T10:00+02:00", tick=False):
        turn(client, "away", away_until="2026-08-15")
        assert "Bonnes vacances" in client.get(PAGE).content.decode()
        turn(client, "away", back="1", away_until="2026-08-15")
    assert Volume.objects.get(member=alice).away_until is None


def test_the_last_day_of_a_holiday_ends_at_one_s_own_midnight(alice, bob):
    bob.timezone = "Pacific/Auckland"
    bob.save()
    for member in (alice, bob):
        Volume.objects.create(member=member, away_until=date(2026, 8, 15))
    with time_machine.travel("2026-08-15T14:00Z", tick=False):  # it is the 16th in Auckland, the 15th in Paris
        assert (told(alice, "reply"), told(bob, "reply")) == ((Mail.DIGEST, False), (Mail.DUE, False))


# --- Mutes -----------------------------------------------------------------------------------------------------------


def test_a_muted_thread_is_not_even_under_the_bell(alice, bob, client):
    client.force_login(alice)
    told(alice, "reply", key="1")
    client.post("/notifications/mute/", {"topic": "post:1"})
    notify([alice, bob], "reply", "/posts/1/", "post:1", "2", FACTS)
    assert list(Notification.objects.filter(key="2").values_list("recipient__name", flat=True)) == ["Bob"]
    page = client.get(PAGE).content.decode()
    assert "Banc cassé" in page and "plus rien" in page
    client.post("/notifications/mute/", {"topic": "post:1", "undo": "1"})
    notify([alice, bob], "reply", "/posts/1/", "post:1", "3", FACTS)
    assert Notification.objects.filter(key="3").count() == 2


def test_a_member_and_a_word_are_muted_alike(alice, bob, mira, client):
    client.force_login(alice)
    client.post("/notifications/mute/", {"topic": f"member:{bob.pk}"})
    client.post("/notifications/mute/", {"topic": "tag:velo"})
    assert list(Mute.objects.order_by("pk").values_list("label", flat=True)) == ["Bob", "#velo"]
    for number, about in enumerate(([f"member:{bob.pk}"], ["tag:banc", "tag:velo"], ["tag:banc"])):
        notify([alice, mira], "reply", "/", "post:1", str(number), FACTS, about=about)
    assert list(Notification.objects.filter(recipient=alice).values_list("key", flat=True)) == ["2"]
    assert Notification.objects.filter(recipient=mira).count() == 3


def test_only_the_mail_of_a_topic_may_be_muted(alice):
    Mute.objects.create(member=alice, topic="tag:velo")
    notify([alice], "reply", "/", "post:1", "k", FACTS, about=["tag:velo"])
    assert Notification.objects.get().mail == Mail.NONE


@pytest.mark.parametrize("topic", ["", "post", "post:", "post:1;drop", "x" * 30 + ":1", "post:" + "1" * 60])
def test_a_topic_that_is_none_is_not_found(alice, client, topic):
    client.force_login(alice)
    assert client.post("/notifications/mute/", {"topic": topic}).status_code == 404
    assert not Mute.objects.exists()


def test_a_mute_does_not_name_whom_one_cannot_see(alice, bob, client):
    block(bob, alice)
    client.force_login(alice)
    client.post("/notifications/mute/", {"topic": f"member:{bob.pk}"})
    assert Mute.objects.get().label == ""
    assert "Bob" not in client.get(PAGE).content.decode()
