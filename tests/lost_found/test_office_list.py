"""The desk looks through what its own office keeps, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.tickets.seating import seat
from lost_found.models import Item

LIST = "/admin/snippets/lost_found/item/"


@pytest.fixture
def kept(tell, town):
    """At the town hall's office, given back one of them; Alice's own is nobody's."""
    found, back = tell("found", title="Parapluie rayé"), tell("found", title="Gant rouge", what="clothes")
    Item.objects.filter(pk__in=[found.pk, back.pk]).update(authority=town.city, author=None, office="Accueil")
    Item.objects.filter(pk=back.pk).update(returned=True, closed_at=back.created_at, listed_at=None)
    tell(title="Clés d'Alice")
    return found


def test_the_desk_sees_its_own_and_each_leads_to_its_page(client, bob, town, kept):
    seat(bob, town.city)
    client.force_login(bob)
    html = client.get(LIST).content.decode()
    assert "Parapluie rayé" in html and "Gant rouge" in html and "Clés d" not in html
    assert kept.get_absolute_url() in html and "Accueil" in html
    for asked, found in (
        ({"q": "parap"}, ["Parapluie rayé"]), ({"returned": "true"}, ["Gant rouge"]),
        ({"closed": "false"}, ["Parapluie rayé"]),
    ):  # fmt: skip
        html = client.get(LIST, asked).content.decode()
        assert [title for title in ("Parapluie rayé", "Gant rouge") if title in html] == found
    assert client.get(f"{LIST}edit/{kept.pk}/").status_code == 302
    assert client.get(f"{LIST}add/").status_code == 302


def test_other_desks_see_none_of_it_and_neighbours_no_list(client, alice, otto, mira, kept):
    client.force_login(otto)
    html = client.get(LIST).content.decode()
    assert "Parapluie" not in html
    client.force_login(alice)
    assert client.get(LIST).status_code == 302


def test_with_many_it_costs_the_same(client, bob, town, tell, kept, queries):
    seat(bob, town.city)
    client.force_login(bob)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(4):
        Item.objects.filter(pk=tell("found", title=f"Gant {number}").pk).update(authority=town.city)
    with queries(len(one)):
        client.get(LIST)
