"""Being told: once, in one's own language, by the bell and by mail, until one says no."""

import json

import pytest

from community import live
from community.notifications.models import Mail, Mute, Notification
from community.notifications.notify import notify

FACTS = {"who": "Bob", "title": "Banc cassé", "text": "Il penche.", "place": "12 rue du Pont"}


def tell(*members, **more):
    return notify(members, "reply", "/posts/1/#c2", "post:1", **{"key": "comment:2", "facts": FACTS, **more})


def rows():
    return list(Notification.objects.order_by("pk").values_list("recipient__name", "title", "count", "mail"))


def test_each_is_told_once_in_their_language(alice, bob, mira):
    mira.language = "en"
    mira.save()
    tell(alice, mira, alice)
    tell(alice, bob, mira)
    told = {name: (title, mail) for name, title, _count, mail in rows()}
    assert len(rows()) == 3
    assert told["Alice"] == ("Bob vous répond : Banc cassé", Mail.DUE)
    assert told["Bob"] == ("Bob vous répond : Banc cassé", Mail.DUE)
    assert told["Mira"][0].endswith("Banc cassé")


def test_who_said_no_to_mail_still_hears_on_the_site(alice, bob, charlie):
    Mute.objects.create(member=alice, topic="post:1")
    Mute.objects.create(member=bob, topic="post:2")
    charlie.mail_stopped_at = "2026-01-01T00:00Z"
    charlie.save()
    charlie.refresh_from_db()
    tell(alice, bob, charlie)
    assert [(name, mail) for name, _title, _count, mail in rows()] == [
        ("Alice", Mail.NONE),
        ("Bob", Mail.DUE),
        ("Charlie", Mail.NONE),
    ]


def test_who_has_left_is_not_told(alice):
    alice.is_active = False
    alice.save()
    tell(alice)
    assert rows() == []


def test_several_are_counted_in_one_that_is_unread(alice):
    for number in range(3):
        tell(alice, key=f"c:{number}", grouped=True)
    tell(alice, key="c:1", grouped=True)  # a task that ran twice
    tell(alice, key="c:0", grouped=True)
    note = Notification.objects.get()
    assert (note.count, note.facts["keys"]) == (3, ["c:0", "c:1", "c:2"])


@pytest.mark.parametrize("count", [1, 20])
def test_many_are_told_in_as_many_queries_as_one(neighbours, bob, queries, count):
    everyone = neighbours(count)
    with queries(3):  # who has muted it; how loud each wants it; the rows
        tell(*everyone)
    with queries(5):  # who is apart from Bob; the same; who has an unread one
        notify(everyone, "comment", "/", "post:1", "comment:3", FACTS, grouped=True, by=bob)
    with queries(4):  # the same, all of it counted up
        notify(everyone, "comment", "/", "post:1", "comment:4", FACTS, grouped=True, by=bob)


def test_the_bell_is_told_only_that_something_changed(alice, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(live.sending, "send", lambda topic, message: sent.append((topic, message["frames"])))
    with django_capture_on_commit_callbacks(execute=True):
        tell(alice)
    ((topic, frames),) = sent
    assert topic == alice.topic
    assert json.loads(frames[""]) == {"topic": alice.topic, "kind": "notification", "html": None}


@pytest.mark.parametrize("signed_in", [True, False])
def test_the_list_and_the_bell_are_one_s_own(alice, bob, client, signed_in):
    tell(alice)
    note = Notification.objects.get()
    if signed_in:
        client.force_login(bob)
    assert client.get("/notifications/unread/").json() == {"unread": 0}
    assert client.get(f"/notifications/{note.pk}/").status_code == (404 if signed_in else 302)
    client.force_login(alice)
    assert client.get("/notifications/unread/").json() == {"unread": 1}
    page = client.get("/notifications/").content.decode()
    assert "Bob vous répond : Banc cassé" in page and "Tout marquer comme lu" in page
    assert client.get(f"/notifications/{note.pk}/")["Location"] == "/posts/1/#c2"
    assert client.get("/notifications/unread/").json() == {"unread": 0}


def test_all_at_once(alice, client):
    tell(alice)
    tell(alice, key="other")
    client.force_login(alice)
    client.post("/notifications/read/")
    assert client.get("/notifications/unread/").json() == {"unread": 0}
    client.post("/notifications/mail/", {"mail": "off"})
    alice.refresh_from_db()
    assert alice.mail_stopped_at
    Mute.objects.create(member=alice, topic="post:1")
    client.post("/notifications/mail/", {"mail": "on"})
    alice.refresh_from_db()
    assert alice.mail_stopped_at is None and not Mute.objects.exists()


def test_nothing_new_is_said_so(alice, client):
    client.force_login(alice)
    assert "Rien de neuf" in client.get("/notifications/").content.decode()
