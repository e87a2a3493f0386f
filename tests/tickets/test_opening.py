from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from community.members.models import Member
from community.posts.models import Comment
from community.tickets import acts, opening, seating
from community.tickets.models import Counter, Ticket
from community.tickets.opening import open_ticket

on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="races need PostgreSQL")


def test_references_are_counted_by_authority_and_year(town, publish, alice):
    def opened(category, *date):
        return open_ticket(publish(alice), category, at=datetime(*date, tzinfo=UTC)).reference

    assert opened(town.lamp, 2026, 5, 1) == "GPSO-2026-00001"
    assert opened(town.pothole, 2026, 5, 2) == "GPSO-2026-00002"
    assert opened(town.orphan, 2026, 5, 3) == "ISSY-2026-00001"
    assert opened(town.lamp, 2026, 12, 31, 23, 30) == "GPSO-2027-00001"  # midnight has passed in Paris


def test_the_city_reads_what_was_written_then(town, publish, alice):
    post = publish(alice, anonymous=True)
    ticket = open_ticket(post, town.lamp, {"pole": "12"})
    post.text = "Tout a changé"
    post.save()
    ticket.refresh_from_db()
    assert (ticket.statement["text"], ticket.statement["author"]) == ("Tout noir le soir.", "Alice")
    assert ticket.statement["answers"] == [{"label": "pole", "value": "12"}]
    assert (ticket.due_at - ticket.created_at).days == 6


def test_thanks_have_no_deadline(town, publish, alice):
    assert open_ticket(publish(alice, "Merci !"), town.thanks).due_at is None


def test_a_post_has_one_ticket(town, publish, alice):
    post = publish(alice)
    assert open_ticket(post, town.lamp) == open_ticket(post, town.lamp)
    assert Counter.objects.get(authority=town.ept).last == 1
    assert Comment.objects.filter(post=post).count() == 1


def together(*jobs):
    """Do the jobs at the same instant, each in its own thread and connection; what each returned or raised."""
    start = Barrier(len(jobs))

    def one(job):
        try:
            start.wait(10)
            return job()
        except Exception as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


@on_postgres
@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_forty_at_once_never_share_a_reference(town):
    said = together(*[lambda: opening.next_reference(town.city, 2026)] * 40)
    assert sorted(said) == [f"ISSY-2026-{number:05d}" for number in range(1, 41)]


@on_postgres
@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_ten_openings_of_one_post_make_one_ticket(town, publish, alice):
    post = publish(alice)
    said = together(*[lambda: open_ticket(post, town.lamp).reference] * 10)
    assert set(said) == {"GPSO-2026-00001"} or len(set(said)) == 1, said
    assert Ticket.objects.count() == 1
    assert Counter.objects.get(authority=town.ept).last == 1


@on_postgres
@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_pick_up_at_the_same_instant_one_gets_it(town, publish, alice, otto):
    greta = Member.objects.create_user("greta@example.org", None, name="Greta")
    seating.seat(greta, town.ept)
    for round in range(5):
        ticket = open_ticket(publish(alice, f"Lampe {round}"), town.lamp)
        mine, yours = Ticket.objects.get(pk=ticket.pk), Ticket.objects.get(pk=ticket.pk)
        said = together(lambda: acts.pick_up(mine, otto), lambda: acts.pick_up(yours, greta))
        (refused,) = [one for one in said if isinstance(one, Exception)]
        winner = Ticket.objects.get(pk=ticket.pk).assignee
        assert isinstance(refused, acts.Taken)
        assert refused.by == winner
        assert ticket.history.filter(act="picked_up").count() == 1
