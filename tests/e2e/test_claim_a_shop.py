"""Bob mends pipes: he claims his shop's page by the code in its mailbox, and answers who recommends it."""

import re
import time

import pytest
from playwright.sync_api import expect

from directory.models import Claim, Entry, Recommendation
from directory.planting import plant

SHOP = "/services/plomberie-martin/"
MAILBOX = "contact@plomberie-martin.example"


@pytest.fixture
def shop(server, town):
    plant()
    plumbers = Entry._meta.get_field("category").related_model.objects.get(code="plombier")
    lat, lon = town.in_val
    return Entry.objects.create(
        name="Plomberie Martin", category=plumbers, territory=town.val, lat=lat, lon=lon, email=MAILBOX
    )


@pytest.fixture
def enter(phone, with_password):
    """`enter(bob, then)`: Bob's phone, signed in, on a page."""

    def entering(member, then):
        password, page = with_password(member), phone()
        page.goto(f"/accounts/login/?next={then}")
        page.get_by_label("E-mail").fill(member.email)
        page.get_by_label("Mot de passe").fill(password)
        page.get_by_role("button", name="Se connecter", exact=True).click()
        page.wait_for_url(f"**{then}")
        return page

    return entering


def code_in_the_mailbox(outbox, seconds=10):
    for _ in range(seconds * 10):
        letters = [path.read_text() for path in outbox.glob("*")] if outbox.exists() else []
        for letter in letters:
            if f"To: {MAILBOX}" in letter and (found := re.search(r"^\s*(\d{6})\s*$", letter, re.MULTILINE)):
                return found[1]
        time.sleep(0.1)
    raise AssertionError("no code in the shop's mailbox")


def test_bob_claims_his_shop_and_answers_alice(enter, phone, shop, alice, bob, outbox):
    his = enter(bob, SHOP)
    his.get_by_role("link", name="C’est chez vous ? Tenez cette fiche").click()
    expect(his.get_by_label("c•••••@plomberie-martin.example")).to_be_checked()
    his.get_by_role("button", name="Je tiens ce lieu").click()
    his.get_by_label("Le code à six chiffres").fill(code_in_the_mailbox(outbox))
    his.get_by_role("button", name="Prouver").click()
    his.wait_for_url(f"**{SHOP}own/")
    assert Claim.objects.get().state == "accepted"

    hers = enter(alice, SHOP)
    hers.get_by_role("link", name="Je recommande").click()
    hers.get_by_label("Pourquoi le recommander ?").fill("Venu le soir même, prix tenu.")
    hers.get_by_label("J’y suis allé·e").check()
    hers.get_by_role("button", name="Publier").click()
    expect(hers.locator("#recommendations")).to_contain_text("Venu le soir même, prix tenu.")
    expect(hers.locator("#recommendations").get_by_role("link", name="Répondre")).to_have_count(0)

    his.goto("/notifications/")
    his.get_by_role("link", name=re.compile("Plomberie Martin")).first.click()
    his.locator("#recommendations").get_by_role("link", name="Répondre").click()
    his.get_by_label("Votre réponse").fill("Merci Alice, à votre service.")
    his.get_by_role("button", name="Répondre").click()

    visitor = phone()
    visitor.goto(SHOP)
    said = visitor.locator("#recommendations")
    expect(said).to_contain_text("Plomberie Martin répond")
    expect(said).to_contain_text("Merci Alice, à votre service.")
    expect(visitor.locator("main")).to_contain_text("Tenue par son responsable")
    assert "Bob" not in visitor.locator("main").inner_text()  # who keeps it is nobody's business
    assert Recommendation.objects.get().answered_by == bob
    his.goto("/services/mine/")
    expect(his.locator("main")).to_contain_text("Plomberie Martin")
    assert not any(page.broken for page in (his, hers, visitor))
