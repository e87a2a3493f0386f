"""The whole way, on three phones: a new neighbour reports, Bob confirms and comments live, the city picks it up,
answers and resolves, and the author sees each of it without reloading."""

import re
import time

import pytest
from django.urls import reverse
from pictures import phone_jpeg
from playwright.sync_api import expect

from community.tickets.models import Escalation, Seat, Ticket
from incidents.models import Incident

IN_VAL = (48.825, 2.255)


def code_from(outbox, to, seconds=10):
    """The code in the newest mail to this address."""
    for _ in range(seconds * 10):
        for path in sorted(outbox.glob("*"), key=lambda p: p.stat().st_mtime, reverse=True) if outbox.exists() else []:
            text = path.read_text()
            if to in text and (found := re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", text, re.MULTILINE)):
                return found.group(1)
        time.sleep(0.1)
    raise AssertionError(f"no mail with a code for {to}")


def sign_up(page, outbox, name, email):
    page.goto("/accounts/signup/")
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Créer mon compte").click()
    page.get_by_label("Code").fill(code_from(outbox, email))
    page.get_by_role("button", name=re.compile("Confirmer|Valider|Continuer")).click()
    page.wait_for_url(re.compile("/members/welcome/"))


def sign_in(page, email, password, then="/"):
    page.goto(f"/accounts/login/?next={then}")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(lambda address: "/accounts/login" not in address)


def report(page, photo, category, words):
    page.goto("/incidents/new/")
    with page.expect_response(lambda answer: answer.url.endswith("/photos/") and answer.ok):
        page.locator("input[type=file][multiple]").last.set_input_files(
            {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
    expect(page.locator("#id_lat")).to_have_value(re.compile(r"^48\.82"))  # from the photo: nobody typed a place
    page.get_by_label("Cherchez avec vos mots").fill(category)
    page.locator("[data-choice]:visible input").first.check()
    expect(page.locator("#around")).to_contain_text("Éclairage public")  # told before sending who is competent
    page.locator("textarea[name=text]").fill(words)
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    page.get_by_role("button", name="Envoyer").click()
    page.wait_for_url(re.compile(r"/incidents/\d+/"))


def deed(page, name, words):
    """Open one of the acts on the ticket's page at the desk, say something, do it."""
    box = page.locator("details", has=page.locator(f'form[action$="/{name}/"]'))
    box.locator("summary").click()
    box.locator("textarea").fill(words)
    box.locator("button").last.click()
    page.wait_for_load_state()


@pytest.mark.browser
def test_a_neighbours_photo_becomes_a_ticket_and_is_fixed(phone, outbox, town, bob, otto, with_password):
    password = with_password(bob, otto)
    Seat.objects.filter(member=otto).update(service=None)
    type(town.lamp).objects.filter(pk=town.lamp.pk).update(escalation=Escalation.CONFIRMATIONS, confirmations=2)

    alice = phone()
    sign_up(alice, outbox, "Alice", "alice@example.com")
    report(
        alice, phone_jpeg(1200, 900, lat=IN_VAL[0], lon=IN_VAL[1]), "lumière", "Le lampadaire du coin ne s'allume plus."
    )
    address = alice.url
    expect(alice.get_by_role("heading", level=1)).to_contain_text("lampadaire")
    expect(alice.locator("main img[src*='/media/']").first).to_be_visible(timeout=20_000)  # developed in the background

    neighbour = phone()
    sign_in(neighbour, bob.email, password, address)
    neighbour.goto(address)
    neighbour.locator("#comment-text, textarea[name=text]").first.fill("Je passe là tous les soirs, on n'y voit rien.")
    neighbour.get_by_role("button", name=re.compile("Commenter|Publier|Envoyer")).first.click()
    expect(alice.get_by_text("on n'y voit rien")).to_be_visible(timeout=5_000)

    neighbour.get_by_role("button", name="Je le vois aussi").click()
    expect(alice.get_by_text("Reçue par Grand Paris Seine Ouest").first).to_be_visible(timeout=8_000)
    ticket = Ticket.objects.get()
    assert (ticket.authority.prefix, ticket.service.code) == ("GPSO", "eclairage")
    assert ticket.reference.endswith("-00001")

    moderator = phone()
    sign_in(moderator, otto.email, password, reverse("desk:queue"))
    moderator.get_by_role("link", name=re.compile("lampadaire")).click()
    moderator.get_by_role("button", name="Je m'en charge").click()
    deed(moderator, "answer", "Une équipe passe demain matin.")
    expect(alice.get_by_text("Une équipe passe demain matin.").first).to_be_visible(timeout=5_000)
    deed(moderator, "resolve", "L'ampoule est changée.")
    expect(alice.get_by_text("L'ampoule est changée.").first).to_be_visible(timeout=5_000)

    alice.get_by_role("button", name="Oui, réparé").click()
    expect(alice.get_by_text("Merci, votre réponse est notée.")).to_be_visible()
    assert list(Incident.objects.get().verdicts.values_list("member__name", "fixed")) == [("Alice", True)]
    assert alice.url == address
    subjects = [path.read_text() for path in outbox.iterdir()]
    assert any("alice@example.com" in mail and ticket.reference in mail for mail in subjects)
    assert [page.broken for page in (alice, neighbour, moderator)] == [[], [], []]
