"""Finding a group and coming in: at once, by asking, by invitation, and never where one is kept out."""

import uuid

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.groups import founding, joining, leaving
from community.groups.live import may_listen
from community.groups.models import Group, Membership, Role
from community.members.blocks import block
from community.notifications.models import Notification


def told(member):
    return [(note.kind, note.title) for note in Notification.objects.filter(recipient=member).order_by("pk")]


def inside(group):
    return {row.member.name for row in group.memberships.filter(joined_at__isnull=False).select_related("member")}


def form(**changed):
    return {
        "name": "Jardin des Épinettes", "about": "On plante.", "openness": "public",
        "territory": "92040-val-de-seine", "rules": "", "client_key": str(uuid.uuid4()), **changed,
    }  # fmt: skip


def test_alice_opens_a_group_once_however_often_the_form_is_sent(client, alice):
    client.force_login(alice)
    sent = form()
    answers = [client.post("/groups/new/", sent)["Location"] for _ in range(2)]
    assert answers == ["/groups/jardin-des-epinettes/"] * 2
    mine = Membership.objects.get()
    assert (mine.member, mine.role, bool(mine.joined_at)) == (alice, Role.ORGANISER, True)
    assert client.post("/groups/new/", form())["Location"] == "/groups/jardin-des-epinettes-2/"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": " \u200b"}, "une lettre"),
        ({"name": "!?"}, "une lettre"),
        ({"name": "Mairie d'Issy"}, "réservé"),
        ({"name": "x" * 81}, "80"),
        ({"openness": "secret"}, "secret"),
        ({"territory": "75056"}, "75056"),
        ({"rules": "x" * 4001}, "4000"),
    ],
)
def test_what_cannot_be_is_refused_and_the_rest_is_kept(client, alice, given, words):
    client.force_login(alice)
    refused = client.post("/groups/new/", form(**given))
    page = refused.content.decode()
    assert (refused.status_code, words in page, "On plante." in page) == (400, True, True)
    assert not Group.objects.exists()


def test_a_group_named_new_has_another_address(founded):
    assert founded(name="New").slug == "new-2"


def test_who_may_know_of_which_group(client, founded, alice, bob, charlie):
    public, closed, hidden = (founded(kind, name=f"Le {kind}") for kind in ("public", "closed", "hidden"))
    joining.invite(hidden, alice, charlie)
    seen = {}
    for name, reader in (("visitor", None), ("bob", bob), ("charlie", charlie), ("alice", alice)):
        client.logout()
        if reader:
            client.force_login(reader)
        page = client.get("/groups/").content.decode()
        pages = [client.get(group.get_absolute_url()).status_code for group in (public, closed, hidden)]
        seen[name] = [group.name in page for group in (public, closed, hidden)], pages
    everyone, insiders = ([True, True, False], [200, 200, 404]), ([True, True, True], [200, 200, 200])
    assert seen == {"visitor": everyone, "bob": everyone, "charlie": insiders, "alice": insiders}
    client.force_login(bob)
    for address in ("join/", "leave/", "members/", "edit/", "end/", "fresh/"):
        assert client.get(f"/groups/{hidden.slug}/{address}").status_code == 404, address


def test_one_searches_without_accents_and_never_finds_the_hidden(client, founded, bob):
    founded("public"), founded("hidden", name="Épinettes cachées")
    client.force_login(bob)
    page = client.get("/groups/?q=EPINETTES").content.decode()
    assert "Jardin des Épinettes" in page and "cachées" not in page
    assert "Aucun groupe" in client.get("/groups/?q=tennis").content.decode()


def test_a_public_group_is_entered_at_once(client, founded, bob):
    group = founded()
    client.force_login(bob)
    for _ in range(2):
        assert client.post(f"/groups/{group.slug}/join/")["Location"] == group.get_absolute_url()
    assert inside(group) == {"Alice", "Bob"} and Membership.objects.count() == 2


def test_rules_are_accepted_on_a_date_and_again_when_they_change(client, founded, alice, bob):
    group = founded(rules="Pas de voitures.")
    client.force_login(bob)
    assert "Pas de voitures." in client.get(f"/groups/{group.slug}/join/").content.decode()
    assert client.post(f"/groups/{group.slug}/join/").status_code == 400 and inside(group) == {"Alice"}
    client.post(f"/groups/{group.slug}/join/", {"rules": "on"})
    accepted = Membership.objects.get(member=bob).accepted_at
    assert inside(group) == {"Alice", "Bob"} and accepted
    assert "ont changé" not in client.get(group.get_absolute_url()).content.decode()
    founding.change(group, rules="Pas de motos.")
    assert "ont changé" in client.get(group.get_absolute_url()).content.decode()
    client.post(f"/groups/{group.slug}/rules/")
    assert Membership.objects.get(member=bob).accepted_at > accepted
    assert "ont changé" not in client.get(group.get_absolute_url()).content.decode()


def test_a_closed_group_is_asked_and_answers(client, founded, alice, bob, charlie):
    group = founded("closed")
    for asker in (bob, charlie):
        client.force_login(asker)
        client.post(f"/groups/{group.slug}/join/", {"word": f"C'est {asker.name}"})
    assert inside(group) == {"Alice"}
    assert told(alice) == [
        ("group_asked", f"{who} demande à entrer dans « {group.name} »") for who in ("Bob", "Charlie")
    ]
    client.force_login(alice)
    page = client.get(f"/groups/{group.slug}/members/").content.decode()
    assert "C&#x27;est Bob" in page
    act = f"/groups/{group.slug}/members/act/"
    for _ in range(2):
        client.post(act, {"do": "accept", "who": bob.pk})
        client.post(act, {"do": "decline", "who": charlie.pk, "word": "Un autre jour"})
    assert inside(group) == {"Alice", "Bob"}
    assert told(bob) == [("group_accepted", f"Vous êtes dans le groupe « {group.name} »")]
    (note,) = Notification.objects.filter(recipient=charlie)
    assert (note.kind, note.text) == ("group_declined", "Un autre jour")
    client.force_login(charlie)
    client.post(f"/groups/{group.slug}/join/", {"word": "Et demain ?"})
    assert Membership.objects.get(member=charlie).word == "Et demain ?"


def test_only_those_who_lead_answer(client, founded, bob, charlie, carol):
    group = founded("closed")
    joining.join(group, charlie)
    Membership.objects.create(group=group, member=bob, joined_at=timezone.now())
    for member in (bob, carol, charlie):
        client.force_login(member)
        assert client.post(f"/groups/{group.slug}/members/act/", {"do": "accept", "who": charlie.pk}).status_code == 404
    Membership.objects.filter(member=bob).update(role=Role.MODERATOR)
    client.force_login(bob)
    client.post(f"/groups/{group.slug}/members/act/", {"do": "accept", "who": charlie.pk})
    assert inside(group) == {"Alice", "Bob", "Charlie"}
    assert (
        client.post(
            f"/groups/{group.slug}/members/act/", {"do": "role", "who": charlie.pk, "role": "organiser"}
        ).status_code
        == 404
    )
    assert client.get(f"/groups/{group.slug}/edit/").status_code == 404


def test_a_hidden_group_is_entered_by_invitation_only(client, founded, alice, bob, charlie):
    group = founded("hidden")
    with pytest.raises(PermissionDenied):
        joining.join(group, charlie)
    client.force_login(alice)
    for _ in range(2):
        client.post(f"/groups/{group.slug}/members/act/", {"do": "invite", "handle": "@Bob"})
    assert told(bob) == [("group_invited", f"Alice vous invite dans le groupe « {group.name} »")]
    client.force_login(bob)
    assert "Accepter l’invitation" in client.get(group.get_absolute_url()).content.decode()
    client.post(f"/groups/{group.slug}/join/")
    assert inside(group) == {"Alice", "Bob"}


def test_an_invitation_goes_to_nobody_apart_and_says_nothing_of_them(client, founded, alice, bob):
    group = founded("closed")
    block(bob, alice)
    client.force_login(alice)
    address, answers = f"/groups/{group.slug}/members/act/", []
    for handle in ("bob", "inconnu"):
        page = client.post(address, {"do": "invite", "handle": handle}, follow=True).content.decode()
        answers.append("Personne ne porte" in page)
    assert answers == [True, True] and not told(bob) and not joining.invite(group, alice, bob)


def test_who_was_put_out_for_good_does_not_come_in_again(client, founded, alice, bob):
    group = founded()
    joining.join(group, bob)
    leaving.put_out(group, alice, bob, for_good=True)
    client.force_login(bob)
    page = client.post(f"/groups/{group.slug}/join/", follow=True).content.decode()
    assert "ne pouvez pas entrer" in page and inside(group) == {"Alice"}
    assert not joining.invite(group, alice, bob)
    client.force_login(alice)
    client.post(f"/groups/{group.slug}/members/act/", {"do": "let_again", "who": bob.pk})
    joining.join(group, bob)
    assert inside(group) == {"Alice", "Bob"}


def test_who_may_listen(founded, alice, bob):
    public, closed = founded(), founded("closed", name="Fermé")
    answers = [may_listen(member, str(group.pk)) for group in (public, closed) for member in (alice, bob)]
    assert answers == [True, True, True, False]
    assert not may_listen(alice, "x") and not may_listen(alice, "9" * 20)


def test_the_list_costs_the_same_with_one_and_with_many(client, founded, town, bob, queries):
    def one_more(number):
        joining.join(founded(name=f"Le mien {number}"), bob)
        founded(name=f"Près d'ici {number}"), founded(name=f"Ailleurs {number}", territory=town.vanves)

    one_more(1)
    client.force_login(bob)
    client.get("/groups/")
    with queries(6):  # reader, theirs, their places, near, how many elsewhere, those
        client.get("/groups/")
    for number in range(2, 8):
        one_more(number)
    with queries(6):
        client.get("/groups/")


def test_mails_say_it_in_words(founded, alice, bob):
    from community.notifications.mail import send_due
    from community.notifications.models import Level, Volume

    for member in (alice, bob):
        Volume.objects.update_or_create(member=member, defaults={"level": Level.EVERYTHING})
    group = founded("closed")
    joining.join(group, bob, "Je suis au 7")
    joining.accept(group, alice, bob)
    leaving.name_role(group, alice, bob, Role.ORGANISER)
    send_due()
    assert sorted(letter.subject for letter in mail.outbox) == sorted([
        f"Bob demande à entrer dans « {group.name} »", f"Vous êtes dans le groupe « {group.name} »",
        f"Vous êtes responsable du groupe « {group.name} »",
    ])  # fmt: skip
    assert any("Je suis au 7" in letter.body for letter in mail.outbox)
