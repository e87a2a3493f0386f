"""The bell's page: by day, by subject, without gaps; one's neighbours' confirmations counted in one line."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from community.members.blocks import block
from community.notifications.models import Mail, Notification
from community.notifications.notify import notify
from incidents.models import Incident
from incidents.telling import tell_confirmed

FACTS = {"who": "Bob", "title": "Banc cassé", "text": "Il penche.", "place": "12 rue du Pont"}
AT = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)


def rows(member, count, first=0, kind="comment", at=AT):
    Notification.objects.bulk_create(
        Notification(recipient=member, kind=kind, title=f"n° {n}.", topic=f"post:{n}", link="/", created_at=at)
        for n in range(first, first + count)
    )


def shown(page):
    return [int(part.split(".")[0]) for part in page.split("n° ")[1:] if "</span>" in part[:40]]


def test_older_ones_follow_without_gap_or_repetition_while_new_ones_arrive(alice, client):
    rows(alice, 30)
    rows(alice, 30, 30, at=AT + timedelta(minutes=1))
    client.force_login(alice)
    first = client.get("/notifications/").content.decode()
    rows(alice, 7, 60, at=AT + timedelta(hours=1))
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get("/notifications/" + address).content.decode()
    assert sorted(set(shown(first)) | set(shown(second))) == list(range(60))
    assert not set(shown(first)) & set(shown(second))
    assert 'rel="next"' not in second and "Vous avez tout vu." in second


@pytest.mark.parametrize("cursor", ["x", "-", "1-", "9" * 30 + "-1", "1-" + "9" * 30, "-5-5", "١-١"])
def test_a_cursor_that_is_none_shows_the_newest(alice, client, cursor):
    rows(alice, 1)
    client.force_login(alice)
    assert client.get("/notifications/", {"before": cursor}).status_code == 200


@pytest.mark.parametrize("count", [1, 60])
def test_the_page_takes_four_queries(alice, client, queries, count):
    rows(alice, count)
    client.force_login(alice)
    client.get("/notifications/")
    with queries(4):  # the member (the session is in the cache); a page of them; of which subjects; how many are unread
        client.get("/notifications/")


def test_by_subject(alice, client):
    rows(alice, 2)
    rows(alice, 3, 2, "ticket_answered")
    client.force_login(alice)
    page = client.get("/notifications/", {"subject": "answers"}).content.decode()
    assert set(shown(page)) == {2, 3, 4}
    assert "Commentaires" in page and "Messages</a>" not in page.split('aria-label="Par sujet"')[1].split("</nav>")[0]
    assert set(shown(client.get("/notifications/", {"subject": "gossip"}).content.decode())) == {0, 1, 2, 3, 4}


def test_one_is_marked_as_read_and_one_comes_back_to_it(alice, bob, client):
    rows(alice, 2)
    first, second = Notification.objects.order_by("pk")
    client.force_login(bob)
    client.post("/notifications/read/", {"pk": first.pk})
    client.force_login(alice)
    assert Notification.objects.filter(read_at=None).count() == 2
    back = f"/notifications/?subject=comments#n{first.pk}"
    assert client.post("/notifications/read/", {"pk": first.pk, "next": back})["Location"] == back
    assert (
        client.post("/notifications/read/", {"pk": "x", "next": "https://evil.example/"})["Location"]
        == "/notifications/"
    )
    assert list(Notification.objects.filter(read_at=None)) == [second]


def test_what_is_in_front_of_its_reader_is_read(alice, bob, client):
    for member in (alice, bob):
        rows(member, 2)
    client.force_login(alice)
    assert client.post("/notifications/seen/", {"topic": "post:1"}).json() == {"settled": 1}
    assert client.post("/notifications/seen/", {"topic": "post:1"}).json() == {"settled": 0}
    assert client.post("/notifications/seen/", {"topic": "nonsense"}).json() == {"settled": 0}
    assert Notification.objects.filter(read_at=None).count() == 3


# --- Confirmations ---------------------------------------------------------------------------------------------------


@pytest.fixture
def hole(town, alice):
    return Incident.objects.report(alice, "problem", town.litter, "Un trou", *town.in_val)


def confirmed(hole, *members):
    for member in members:
        hole.confirm(member)
        tell_confirmed(hole.pk, member.pk)


def test_neighbours_who_confirm_are_counted_and_not_named(hole, alice, neighbours):
    everyone = neighbours(5)
    confirmed(hole, *everyone)
    confirmed(hole, everyone[0])  # a task that ran twice
    note = Notification.objects.get(recipient=alice)
    assert (note.count, note.title) == (5, "5 voisins ont confirmé votre signalement : Un trou")
    assert (note.mail, note.topic) == (Mail.NONE, hole.topic) and "Voisin1" not in note.text


def test_one_is_said_in_the_singular_and_a_read_one_begins_anew(hole, alice, bob, mira):
    confirmed(hole, bob)
    assert Notification.objects.get().title == "1 voisin a confirmé votre signalement : Un trou"
    Notification.objects.update(read_at=timezone.now())
    confirmed(hole, mira)
    assert Notification.objects.filter(read_at=None).get().count == 1


def test_who_took_it_back_or_is_apart_is_not_counted(hole, alice, bob, charlie):
    hole.confirm(bob)
    hole.unconfirm(bob)
    tell_confirmed(hole.pk, bob.pk)
    block(alice, charlie)
    confirmed(hole, charlie)
    assert not Notification.objects.exists()


def test_in_english(hole, alice, bob):
    alice.language = "en"
    alice.save()
    confirmed(hole, bob)
    assert Notification.objects.get().title.endswith("Un trou")


def test_nobody_is_told_of_their_own(alice):
    assert notify([alice], "reply", "/", "post:1", "k", FACTS, by=alice) == 0


def test_who_has_answered_is_not_asked_again(alice, bob, hole, town, monkeypatch):
    for member in (alice, bob):
        notify([member], "ticket_resolved", "/", hole.topic, "k", {**FACTS, "reference": "X"})
    monkeypatch.setattr(Incident, "may_judge", lambda self, member: True)
    ticket = hole.escalate()
    assert ticket is not None
    hole.verdict(alice, True)
    asked = Notification.objects.filter(kind="ticket_resolved", read_at=None)
    assert list(asked.values_list("recipient__name", flat=True)) == ["Bob"]
