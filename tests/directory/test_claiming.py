"""Bob mends pipes, and the directory knows his shop from a file: he claims its entry. Alice does not run it."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from community.moderation import access
from community.notifications.models import Notification
from directory import claiming, proving
from directory.models import Claim, Entry

EMAIL, PHONE, MODERATOR = Claim.Proof.EMAIL, Claim.Proof.PHONE, Claim.Proof.MODERATOR


def code_in(mail):
    return re.search(r"\b(\d{6})\b", mail.body)[1]


def titles(member):
    return list(Notification.objects.filter(recipient=member).order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def by_mail(plumber, bob, mailoutbox):
    """Bob's claim, whose code is in the shop's own mailbox."""
    claim = claiming.ask(plumber, bob, EMAIL)
    proving.write_to_entry(claim)
    return claim


def test_bob_proves_it_by_the_code_in_the_shops_mailbox(client, plumber, bob, mailoutbox):
    client.force_login(bob)
    page = client.get("/services/plomberie-martin/").content.decode()
    assert "C’est chez vous ? Tenez cette fiche" in page
    assert "c•••••@plomberie-martin.example" in client.get("/services/plomberie-martin/claim/").content.decode()
    answer = client.post("/services/plomberie-martin/claim/", {"proof": "email", "words": ""})
    assert answer.status_code == 302
    (mail,) = mailoutbox
    assert mail.to == ["contact@plomberie-martin.example"] and "Bob" in mail.body
    code = code_in(mail)
    assert code not in Claim.objects.get().code
    spaced = f" {code[:3]} {code[3:]}"
    answer = client.post("/services/plomberie-martin/claim/code/", {"code": spaced})
    assert (answer.status_code, answer["Location"]) == (302, "/services/plomberie-martin/own/")
    claim = Claim.objects.get()
    assert (claim.state, claim.decided_by, claim.code) == ("accepted", bob, "")
    assert Entry.objects.get().claimed_at is not None
    assert titles(bob) == ["claim_decided"]
    assert "Tenue par son responsable" in client.get("/services/plomberie-martin/").content.decode()


def test_the_code_goes_nowhere_that_the_claimant_types(client, plumber, alice, mailoutbox):
    client.force_login(alice)
    client.post("/services/plomberie-martin/claim/", {"proof": "email", "email": alice.email, "sent_to": alice.email})
    assert [mail.to for mail in mailoutbox] == [["contact@plomberie-martin.example"]]


def test_five_wrong_codes_are_all_there_are(by_mail, mailoutbox):
    code = code_in(mailoutbox[0])
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert [proving.prove(by_mail, wrong) for _try in range(5)] == [proving.WRONG] * 5
    assert proving.prove(by_mail, code) == proving.SPENT
    assert Claim.objects.get().state == "waiting"


def test_a_code_holds_half_an_hour(by_mail, mailoutbox):
    late = timezone.now() + timedelta(minutes=31)
    assert proving.prove(by_mail, code_in(mailoutbox[0]), at=late) == proving.SPENT
    assert proving.prove(by_mail, code_in(mailoutbox[0])) == proving.ACCEPTED


def test_a_code_is_used_once(by_mail, plumber, bob, mailoutbox):
    code = code_in(mailoutbox[0])
    assert proving.prove(by_mail, code) == proving.ACCEPTED
    assert claiming.give_up(plumber, bob)
    assert Entry.objects.get().claimed_at is None
    again = claiming.ask(plumber, bob, EMAIL)
    assert proving.prove(again, code) == proving.SPENT


def test_a_code_is_nobody_elses(by_mail, plumber, alice, mailoutbox):
    hers = claiming.ask(plumber, alice, EMAIL)
    proving.write_to_entry(hers)
    bobs, alices = (code_in(mail) for mail in mailoutbox)
    assert proving.prove(hers, bobs) == (proving.ACCEPTED if bobs == alices else proving.WRONG)


def test_a_new_code_replaces_the_one_before_and_three_are_all(by_mail, mailoutbox):
    proving.write_to_entry(by_mail)
    first, second = (code_in(mail) for mail in mailoutbox)
    assert proving.prove(by_mail, first) == (proving.ACCEPTED if first == second else proving.WRONG)
    proving.write_to_entry(by_mail)
    with pytest.raises(ValidationError, match="Aucun autre code"):
        proving.write_to_entry(by_mail)
    assert len(mailoutbox) == 3


def test_a_code_dies_with_the_address_it_went_to(by_mail, plumber, mailoutbox):
    Entry.objects.update(email="autre@plomberie-martin.example", phone="")
    assert proving.prove(by_mail, code_in(mailoutbox[0])) == proving.SPENT


def test_mail_that_does_not_leave_is_said_and_leaves_no_code(client, plumber, bob, monkeypatch):
    def fail(self, *args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    client.force_login(bob)
    answer = client.post("/services/plomberie-martin/claim/", {"proof": "email", "words": "Mon atelier"})
    assert answer.status_code == 422 and "n’est pas parti" in answer.content.decode()
    assert "Mon atelier" in answer.content.decode()
    assert Claim.objects.get().code == ""


def test_a_moderator_reads_a_code_out_over_the_shops_telephone(plumber, bob, mira):
    access.let_in(mira)
    claim = claiming.ask(plumber, bob, PHONE)
    assert titles(mira) == ["claim_waiting"]
    assert proving.prove(claim, "123456") == proving.SPENT
    code = proving.to_read_out(claim, mira)
    assert Claim.objects.get().sent_to == "+33146450000"
    assert proving.prove(claim, code) == proving.ACCEPTED


def test_a_second_claimant_is_for_moderators_and_whoever_holds_it_is_told(plumber, hold, bob, alice, mira):
    access.let_in(mira)
    hold(plumber, bob)
    assert claiming.ways(plumber) == [MODERATOR]
    claim = claiming.ask(plumber, alice, EMAIL, "Je l'ai rachetée.")
    assert claim.proof == MODERATOR
    with pytest.raises(ValidationError):
        claiming.refuse(claim, mira, " ")
    note = Notification.objects.get(recipient=bob, kind="claim_rival")
    assert "Alice" not in note.title + str(note.facts)
    assert claiming.accept(claim, by=mira, reason="Acte de vente vu.")
    assert not claiming.refuse(claim, mira, "Trop tard.")
    assert set(claiming.holders(plumber)) == {bob, alice}


def test_two_codes_are_right_and_the_second_waits_for_a_moderator(plumber, bob, alice, mira, mailoutbox):
    access.let_in(mira)
    claims = [claiming.ask(plumber, member, EMAIL) for member in (bob, alice)]
    for claim in claims:
        proving.write_to_entry(claim)
    came = [proving.prove(claim, code_in(mail)) for claim, mail in zip(claims, mailoutbox, strict=True)]
    assert came == [proving.ACCEPTED, proving.WAITS]
    assert list(Claim.objects.order_by("pk").values_list("state", "proof")) == [
        ("accepted", "email"), ("waiting", "moderator"),
    ]  # fmt: skip
    assert titles(mira) == ["claim_waiting"]


def test_the_citys_own_are_its_agents(client, town_hall, bob, otto, mira, town):
    for member in (bob, otto):  # Otto sits at the agglomeration's desk
        with pytest.raises(ValidationError, match="seuls ses agents"):
            claiming.ask(town_hall, member, MODERATOR, "Je suis le maire.")
    assert not Claim.objects.exists()
    claim = claiming.ask(town_hall, mira, MODERATOR)
    assert (claim.state, claim.reason) == ("accepted", "agent de Issy-les-Moulineaux")
    client.force_login(bob)
    page = client.get("/services/mairie/claim/").content.decode()
    assert "seuls ses agents" in page and 'name="proof"' not in page


def test_asked_twice_it_is_one_claim(plumber, bob):
    claiming.ask(plumber, bob, EMAIL)
    claiming.ask(plumber, bob, MODERATOR, "Voyez mon SIRET.")
    assert Claim.objects.get().words == "Voyez mon SIRET."


def test_five_claims_a_day_are_enough(entry, bob):
    for number in range(5):
        claiming.ask(entry(f"Boutique {number}", "plombier"), bob, MODERATOR, "À moi.")
    with pytest.raises(ValidationError, match="beaucoup"):
        claiming.ask(entry("Boutique 6", "plombier"), bob, MODERATOR, "À moi.")


def test_an_address_is_not_pestered(plumber, neighbours):
    for member in neighbours(5):
        proving.write_to_entry(claiming.ask(plumber, member, EMAIL))
    (last,) = neighbours_more(1)
    assert claiming.ask(plumber, last, EMAIL).proof == MODERATOR


def neighbours_more(count):
    import conftest

    return [conftest.join(f"Tardif{number}", None) for number in range(count)]


def test_who_is_limited_claims_nothing(plumber, bob, monkeypatch):
    until = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("community.moderation.limits.limited_until", lambda member: until)
    with pytest.raises(ValidationError, match="suspendu"):
        claiming.ask(plumber, bob, EMAIL)


def test_the_words_are_needed_where_nothing_else_proves_it(client, plumber, bob):
    client.force_login(bob)
    answer = client.post("/services/plomberie-martin/claim/", {"proof": "moderator", "words": "  "})
    assert answer.status_code == 422 and "Dites qui vous êtes" in answer.content.decode()
    assert not Claim.objects.exists()


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "१२३४५६"])
def test_what_is_no_code_is_said_and_costs_no_try(client, by_mail, bob, typed):
    client.force_login(bob)
    answer = client.post("/services/plomberie-martin/claim/code/", {"code": typed})
    assert answer.status_code == 422
    assert Claim.objects.get().tries == 0


def test_strangers_have_no_part_in_it(client, by_mail, alice):
    assert client.get("/services/plomberie-martin/claim/").status_code == 302
    client.force_login(alice)
    assert client.post("/services/plomberie-martin/claim/code/", {"code": "123456"}).status_code == 404
    assert client.post("/services/plomberie-martin/claim/give-up/").status_code == 404
    assert client.get("/services/plomberie-martin/own/").status_code == 404
    assert Claim.objects.get().tries == 0


def test_when_all_its_keepers_are_gone_the_source_keeps_it_again(plumber, town_hall, hold, bob, mira):
    hold(plumber, bob)
    claiming.ask(town_hall, mira, MODERATOR)
    assert claiming.let_go() == 0
    type(bob).objects.filter(pk=bob.pk).delete()  # in bulk: nobody was asked to end anything first
    assert claiming.let_go() == 1
    assert list(Entry.objects.filter(claimed_at=None).values_list("name", flat=True)) == ["Plomberie Martin"]
