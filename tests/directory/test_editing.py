"""Who edits entries in the admin, and which."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.moderation import access
from community.tickets.seating import seat
from directory.models import Entry

LIST = "/admin/snippets/directory/entry/"


@pytest.fixture
def hall(entry, town):
    found = entry("Mairie annexe", "mairie")
    Entry.objects.filter(pk=found.pk).update(official=town.city)
    return Entry.objects.get(pk=found.pk)


@pytest.fixture
def joy(entry):
    return entry("Joie de l'eau", "plombier")


def edit(client, one):
    return client.get(f"{LIST}edit/{one.pk}/").status_code


def test_moderators_edit_all_and_delete_none(client, mira, hall, joy):
    access.let_in(mira)
    client.force_login(mira)
    html = client.get(LIST).content.decode()
    assert "Mairie annexe" in html and "Joie de l" in html
    assert [edit(client, one) for one in (hall, joy)] == [200, 200] and client.get(f"{LIST}add/").status_code == 200
    assert client.get(f"{LIST}delete/{joy.pk}/").status_code == 302 and Entry.objects.count() == 2


def test_a_desk_edits_those_of_its_own_authority(client, bob, town, hall, joy):
    seat(bob, town.city)
    client.force_login(bob)
    html = client.get(LIST).content.decode()
    assert "Mairie annexe" in html and "Joie de l" not in html
    assert [edit(client, one) for one in (hall, joy)] == [200, 302]
    assert client.get(f"{LIST}add/").status_code == 302 and client.get(f"{LIST}delete/{hall.pk}/").status_code == 302


def test_neighbours_and_other_desks_edit_none(client, alice, otto, hall, joy):
    for member in (alice, otto):
        client.force_login(member)
        assert [edit(client, one) for one in (hall, joy)] == [302, 302]


def test_with_many_it_costs_the_same(client, mira, entry, hall, queries):
    access.let_in(mira)
    client.force_login(mira)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(5):
        entry(f"Plombier {number}", "plombier")
    with queries(len(one)):
        client.get(LIST)
