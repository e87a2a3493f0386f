"""A member's places: several, each with a reach in words, and nobody else's business."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from community.members import places
from community.members.models import MemberPlace, Reach

POINT = {"lat": "48.825", "lon": "2.27"}  # in Centre-ville


@pytest.fixture(autouse=True)
def signed_in(client, alice):
    client.force_login(alice)


def added(client, **form):
    return client.post("/members/me/places/add/", {"label": "work", **POINT, **form})


def page_of(client, place, **form):
    return client.post(f"/members/me/places/{place.pk}/", {"label": place.label, "reach": place.reach, **form})


def test_alice_adds_her_work_and_says_how_far_she_wants_to_hear(client, alice, town):
    answer = added(client, name="  le  bureau ")
    work = alice.places.get(label="work")
    assert answer["Location"] == f"/members/me/places/{work.pk}/"
    assert (work.name, work.territory, work.lat, work.lon, work.reach) == (
        "le bureau", town.centre, 48.825, 2.27, Reach.NEXT,
    )  # fmt: skip
    page = client.get(answer["Location"]).content.decode()
    assert "Centre-ville seulement" in page
    assert "Centre-ville et les quartiers voisins : Val-de-Seine, Vanves" in page
    assert "Toute la ville : Issy-les-Moulineaux" in page
    assert page_of(client, work, reach="town")["Location"] == "/members/me/places/"
    work.refresh_from_db()
    assert (work.reach, work.territory, work.lat) == (Reach.TOWN, town.centre, 48.825)
    listed = client.get("/members/me/places/").content.decode()
    assert "Toute la ville : Issy-les-Moulineaux" in listed and "48.825" not in listed


def test_sent_twice_it_is_one(client, alice):
    assert added(client)["Location"] == added(client)["Location"]
    assert alice.places.filter(label="work").count() == 1


def test_the_home_is_the_one_of_the_account(client, alice, town):
    home = alice.home
    assert 'value="home"' not in client.get("/members/me/places/add/").content.decode()
    page_of(client, home, name="la maison", **POINT)
    alice.refresh_from_db()
    home.refresh_from_db()
    assert alice.neighbourhood == home.territory == town.centre
    assert (home.name, home.label) == ("la maison", "home")
    client.post(f"/members/me/places/{home.pk}/remove/")
    alice.refresh_from_db()
    assert alice.neighbourhood is None and not alice.places.exists()
    assert "Aucun lieu" in client.get("/members/me/places/").content.decode()
    added(client, label="home")
    alice.refresh_from_db()
    assert alice.neighbourhood == town.centre and alice.home.reach == Reach.NEXT


def test_a_second_home_is_refused(client, alice):
    assert added(client, label="home").status_code == 400
    assert alice.places.count() == 1


def test_the_form_keeps_what_was_typed(client, alice, town):
    page = added(client, name="le bureau", lat="48.8566", lon="2.3522")
    assert page.status_code == 400
    said = page.content.decode()
    assert "en dehors des villes couvertes" in said and 'value="le bureau"' in said
    assert added(client, lat="", lon="").status_code == 400
    work = places.add(alice, "work", "", *town.in_centre)
    assert page_of(client, work, reach="moon").status_code == 400
    assert page_of(client, work, name="x" * 61).status_code == 400
    assert page_of(client, work, lat="nan", lon="2").status_code == 400


def test_ten_places_are_the_most(client, alice, town):
    for number in range(9):
        places.add(alice, "other", f"lieu {number}", *town.in_centre)
    refused = added(client)
    assert refused.status_code == 400 and "10 lieux au plus" in refused.content.decode()
    assert alice.places.count() == 10
    assert "/members/me/places/add/" not in client.get("/members/me/places/").content.decode()


def test_anothers_place_is_not_found(client, alice, bob, town):
    theirs = bob.home
    assert client.get(f"/members/me/places/{theirs.pk}/").status_code == 404
    assert page_of(client, theirs, reach="town").status_code == 404
    client.post(f"/members/me/places/{theirs.pk}/remove/")
    assert bob.places.filter(pk=theirs.pk, reach=Reach.NEXT).exists()
    client.logout()
    for address in ("", "add/", f"{theirs.pk}/"):
        assert client.get(f"/members/me/places/{address}").status_code == 302


def test_removing_twice_is_removing(client, alice, town):
    work = places.add(alice, "work", "", *town.in_centre)
    for _ in range(2):
        assert client.post(f"/members/me/places/{work.pk}/remove/")["Location"] == "/members/me/places/"
    assert client.get(f"/members/me/places/{work.pk}/remove/").status_code == 405


@pytest.mark.parametrize("count", [1, 9])
def test_the_list_is_the_same_few_queries(client, alice, town, queries, count):
    for number in range(count):
        places.add(alice, "other", f"lieu {number}", *town.in_centre)
    client.get("/members/me/places/")
    with queries(2):
        client.get("/members/me/places/")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs real threads on PostgreSQL")
def test_who_adds_many_at_once_has_ten_all_the_same(alice, town):
    def adding(number):
        try:
            places.add(alice, "other", f"lieu {number}", *town.in_centre)
        except ValidationError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=adding, args=[number]) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert MemberPlace.objects.filter(member=alice).count() == places.MOST
