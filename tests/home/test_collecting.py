"""What nobody took is reported to the city, once, and what was taken is not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from classifieds.closing import close
from classifieds.models import Category, Classified
from community.handovers.models import Handover
from community.notifications.models import Notification
from community.posts.models import Comment, Photo
from community.tickets.models import Ticket
from home import collecting
from home.collecting import collect_due
from incidents.models import Incident


@pytest.fixture
def due(town, alice, settings):
    """`due()`: Alice's sofa, offered three days ago, whose collection was to be asked for an hour ago."""
    settings.COLLECTION_CATEGORY = "litter"
    sofas, _new = Category.objects.get_or_create(code="canapes", defaults={"name_fr": "Canapés", "bulky": True})

    def giving(**said):
        now = timezone.now()
        said = {"intent": "give", "category": sofas, "title": "Canapé trois places", **said}
        lat, lon = town.in_val
        said = {"collect_at": now - timedelta(hours=1), "at": now - timedelta(days=3), "pickup": "Code 1234B", **said}
        return Classified.objects.offer(alice, lat=lat, lon=lon, **said)

    return giving


def told(member, *kinds):
    return list(Notification.objects.filter(recipient=member, kind__in=kinds).values_list("title", flat=True))


def test_the_city_is_asked_once_without_a_name_and_at_the_door(due, town, alice, bob):
    ad = due()
    assert collect_due() == 1
    incident = Incident.objects.get()
    assert (incident.title, incident.category, incident.anonymous) == (
        "À enlever : Canapé trois places",
        town.litter,
        True,
    )
    assert (incident.lat, incident.lon) == town.in_val and incident.born_from_id == ad.pk
    assert "1234B" not in incident.text and "Alice" not in incident.text + incident.title
    ticket = Ticket.objects.get(post=incident.pk)
    assert ticket.service == town.cleaning
    ad.refresh_from_db()
    assert (ad.collection_id, ad.collect_at, ad.closed_at) == (incident.pk, None, None)
    assert "l’enlèvement est demandé" in Comment.objects.get(post=ad.pk, kind="state").facts["words_fr"]
    assert told(alice, "ad_collection") == ["L’enlèvement est demandé à la ville : Canapé trois places"]
    assert told(bob, "ad_collection") == []
    assert collect_due() == 0 and Incident.objects.count() == 1


def test_only_who_knows_both_is_led_from_the_one_to_the_other(due, client, alice, bob, mira):
    ad = due()
    collect_due()
    incident = Incident.objects.get()
    there, back = f'href="/posts/{incident.pk}/"', f'href="/posts/{ad.pk}/"'
    for reader, led in [(None, False), (bob, False), (alice, True), (mira, True)]:
        client.logout() if reader is None else client.force_login(reader)
        of_ad, of_report = (client.get(one.get_absolute_url()).content.decode() for one in (ad, incident))
        assert "L’enlèvement est demandé à la ville" in of_ad
        assert (there in of_ad, back in of_report) == (led, led)
        if not led:
            assert str(ad.get_absolute_url()) not in of_report and incident.get_absolute_url() not in of_ad
    close(Classified.objects.get(pk=ad.pk), "here")
    client.force_login(bob)
    assert "L’enlèvement est demandé à la ville" not in client.get(ad.get_absolute_url()).content.decode()


def test_not_before_its_time_nor_when_promised_hidden_or_gone(due, alice, bob):
    due(collect_at=timezone.now() + timedelta(hours=1))
    due(collect_at=None)
    promised = due()
    one = Handover.objects.create(post=promised, owner=alice, partner=bob, state="promised")
    Classified.objects.filter(pk=due().pk).update(hidden_at=timezone.now())
    close(due(), "elsewhere")
    assert collect_due() == 0 and not Incident.objects.exists()
    one.state = "withdrawn"
    one.save()
    assert collect_due() == 1  # the promise came to nothing
    assert Incident.objects.get().born_from_id == promised.pk


def test_a_killed_chore_leaves_nothing_behind_and_the_next_one_does_it(due, alice, monkeypatch):
    ad = due()
    Photo.objects.create(post=ad, uploader=alice, state="ready", renditions={})
    with monkeypatch.context() as broken:
        broken.setattr(Incident, "escalate", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            collect_due()
    ad.refresh_from_db()
    assert ad.collect_at and not Incident.objects.exists()
    assert collect_due() == 1
    incident = Incident.objects.get()
    assert incident.photos.count() == 1 and ad.photos.count() == 1
    # What the first one had copied is loose, and goes with the other loose photos.
    assert Photo.objects.filter(post=None).count() == 1


def test_where_the_city_does_not_collect_its_author_is_told(due, alice, settings):
    settings.COLLECTION_CATEGORY = "no-such-thing"
    ad = due()
    assert collect_due() == 0 and not Incident.objects.exists()
    assert told(alice, "ad_not_collected") == ["L’enlèvement n’a pas pu être demandé : Canapé trois places"]
    ad.refresh_from_db()
    assert ad.closed_at is None and ad.listed_at
    assert collect_due() == 0 and len(told(alice, "ad_not_collected")) == 1


class TestAfterwards:
    @pytest.fixture
    def asked(self, due):
        ad = due()
        collect_due()
        return Classified.objects.get(pk=ad.pk)

    def test_taken_after_all_the_request_is_closed(self, asked):
        close(asked, "here")
        ticket = Ticket.objects.get(post=asked.collection_id)
        assert ticket.state == "resolved" and ticket.closed_at
        step = ticket.history.last()
        assert (step.act, step.member) == ("nothing_left", None)
        assert step.words == "Plus rien à enlever : c’est parti, ou son propriétaire le garde"

    def test_only_expired_it_is_still_to_be_collected(self, asked):
        close(asked)
        assert Ticket.objects.get(post=asked.collection_id).state != "resolved"
        Classified.objects.filter(pk=asked.pk).update(outcome="elsewhere")  # the one question, answered later
        collect_due()
        assert Ticket.objects.get(post=asked.collection_id).state == "resolved"

    def test_collected_the_ad_is_over(self, asked):
        ticket = Ticket.objects.get(post=asked.collection_id)
        collecting.take(ticket, "resolved", None, to_state="resolved", quietly=True, closed_at=timezone.now())
        collect_due()
        asked.refresh_from_db()
        assert asked.closed_at and asked.outcome == "" and asked.listed_at is None


def collecting_thread(start):
    start.wait()
    try:
        return collect_due()
    finally:
        connection.close()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_chores_at_once_make_one_request(due):
    if connection.vendor != "postgresql":
        pytest.skip("real threads want PostgreSQL")
    due()
    start = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(collecting_thread, [start, start])) == 1
    assert Incident.objects.count() == 1 and Ticket.objects.count() == 1
