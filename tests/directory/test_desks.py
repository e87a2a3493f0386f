"""The moderators' desk of claims, and "the town hall's desk for…"."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import ModelLogEntry

from community.moderation import access
from directory import claiming, desks
from directory.models import Claim, Entry
from incidents.models import Incident

DESK = "/admin/directory/claims/"


@pytest.fixture
def waiting(plumber, bob):
    return claiming.ask(plumber, bob, Claim.Proof.MODERATOR, "SIRET 123 456 789 00012")


@pytest.fixture
def nora(town):
    import conftest

    member = conftest.join("Nora", town.centre, is_staff=True)
    access.let_in(member)
    return member


def test_mira_reads_and_accepts(client, waiting, mira, bob):
    access.let_in(mira)
    client.force_login(mira)
    queue = client.get(DESK).content.decode()
    assert "Plomberie Martin" in queue and "Bob" in queue and "SIRET" in queue
    page = client.get(f"{DESK}{waiting.pk}/").content.decode()
    assert "01 46 45 00 00" in page and "b•••••@example.org" in page
    assert client.post(f"{DESK}{waiting.pk}/", {"verdict": "accept", "reason": ""}).status_code == 302
    claim = Claim.objects.get()
    assert (claim.state, claim.decided_by) == ("accepted", mira)
    logged = ModelLogEntry.objects.get(action="directory.claim_accepted")
    assert (logged.user, "SIRET" in str(logged.data)) == (mira, False)
    assert "Rien n’attend" in client.get(DESK).content.decode()
    assert "Mira" in client.get(f"{DESK}?state=accepted").content.decode()


def test_a_refusal_needs_its_reason_and_a_claim_that_held_may_be_taken_away(client, waiting, mira, bob):
    access.let_in(mira)
    client.force_login(mira)
    answer = client.post(f"{DESK}{waiting.pk}/", {"verdict": "refuse", "reason": ""})
    assert answer.status_code == 422 and "Dites pourquoi" in answer.content.decode()
    claiming.accept(waiting, mira)
    said = {"verdict": "refuse", "reason": "La boutique a fermé."}
    assert client.post(f"{DESK}{waiting.pk}/", said).status_code == 302
    assert Claim.objects.get().state == "ended"
    assert Entry.objects.get().claimed_at is None


def test_the_code_to_read_out_is_shown_once(client, plumber, bob, mira):
    access.let_in(mira)
    claim = claiming.ask(plumber, bob, Claim.Proof.PHONE)
    client.force_login(mira)
    page = client.post(f"{DESK}{claim.pk}/call/").content.decode()
    code = re.search(r"<b>(\d{6})</b>", page)[1]
    assert code not in client.get(f"{DESK}{claim.pk}/").content.decode()
    client.force_login(bob)
    assert client.post("/services/plomberie-martin/claim/code/", {"code": code}).status_code == 302
    assert Claim.objects.get().state == "accepted"


def test_two_moderators_and_the_second_is_told(client, waiting, mira, nora):
    claiming.accept(waiting, nora)
    claiming.give_up(waiting.entry, waiting.member)
    access.let_in(mira)
    client.force_login(mira)
    answer = client.post(f"{DESK}{waiting.pk}/", {"verdict": "accept"}, follow=True)
    assert "déjà décidé" in answer.content.decode()


def test_nobody_decides_about_their_own(client, plumber, mira):
    access.let_in(mira)
    mine = claiming.ask(plumber, mira, Claim.Proof.PHONE)
    client.force_login(mira)
    assert client.post(f"{DESK}{mine.pk}/", {"verdict": "accept"}).status_code == 422
    assert client.post(f"{DESK}{mine.pk}/call/").status_code == 404
    assert Claim.objects.get().state == "waiting"


@pytest.mark.parametrize("who", ["otto", "alice", "charlie"])
def test_nobody_else_finds_the_desk(client, waiting, who, request):
    client.force_login(request.getfixturevalue(who))
    for address in (DESK, f"{DESK}{waiting.pk}/"):
        assert client.get(address).status_code in (302, 403, 404)
    assert client.post(f"{DESK}{waiting.pk}/", {"verdict": "accept"}).status_code in (302, 403, 404)
    assert Claim.objects.get().state == "waiting"


def test_an_administrator_edits_entries(client, plumber, admin):
    client.force_login(admin)
    answer = client.get(f"/admin/snippets/directory/entry/edit/{plumber.pk}/")
    assert answer.status_code == 200 and "Plomberie Martin" in answer.content.decode()


# --- The desk for a category of reports ------------------------------------------------------------------------------


def test_a_category_leads_to_its_desk(town_hall, town, queries):
    town_hall.desk_for.add(town.litter)
    Entry.objects.filter(pk=town_hall.pk).update(hours="24/7")
    with queries(1):
        told = desks.of(town.litter)
    assert told == [("Mairie", "/services/mairie/", "01 41 23 80 00", "+33141238000", "Ouvert jour et nuit")]
    with queries(0):
        assert desks.of(town.litter) == told
    assert desks.of(town.pothole) == []


def test_what_is_closed_or_hidden_is_no_desk(town_hall, town):
    town_hall.desk_for.add(town.litter)
    Entry.objects.filter(pk=town_hall.pk).update(closed_on="2026-01-01")
    cache.clear()
    assert desks.of(town.litter) == []


def test_the_page_says_what_it_is_the_desk_for(town_hall, town, plumber):
    town_hall.desk_for.add(town.litter)
    page = Client().get("/services/mairie/").content.decode()
    assert "Guichet pour" in page and "Déchets" in page
    assert "Guichet pour" not in Client().get("/services/plomberie-martin/").content.decode()


def test_whoever_reports_litter_reads_where_to_ask(client, town_hall, town, alice):
    town_hall.desk_for.add(town.litter)
    lat, lon = town.in_val
    said = {"category": "litter", "nature": "problem", "lat": lat, "lon": lon}
    around = client.get("/incidents/new/around/", said).content.decode()
    assert "Au guichet" in around and "/services/mairie/" in around and "tel:+33141238000" in around
    assert "Au guichet" not in client.get("/incidents/new/around/", said | {"category": "pothole"}).content.decode()
    made = Incident.objects.report(alice, "problem", town.litter, "Un sac crevé", lat, lon, quietly=True)
    assert "/services/mairie/" in client.get(f"/incidents/{made.pk}/").content.decode()
