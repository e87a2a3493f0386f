"""Lost keys and found keys: two phones, one worker, the reason on both pages, and the keys come back."""

import pytest
from playwright.sync_api import expect

from lost_found.models import Item


def sign_in(page, email, password, then="/"):
    page.goto(f"/accounts/login/?next={then}")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(lambda address: "/accounts/login" not in address)


def tell(page, side, title, point, secret="", question=""):
    page.locator("label.item-choice", has_text=side).click()
    page.locator("label.item-choice", has_text="Clés").click()
    page.get_by_label("En quelques mots").fill(title)
    page.locator("label.item-colour", has_text="rouge").click()
    for name, value in zip(("id_lat", "id_lon"), point, strict=True):
        page.evaluate("([id, value]) => (document.getElementById(id).value = value)", [name, str(value)])
    if secret:
        page.get_by_label("Ce que vous seul savez").fill(secret)
    if question:
        page.get_by_label("Question à qui le réclame").fill(question)
    page.get_by_role("button", name="Publier").click()
    expect(page.locator("h1")).to_contain_text(title)


@pytest.mark.browser
def test_lost_keys_meet_found_keys_and_come_back(phone, town, alice, bob, with_password):
    password = with_password(alice, bob)
    hers = phone()
    sign_in(hers, alice.email, password, "/lost-found/new/?side=lost")
    expect(hers.get_by_label("Question à qui le réclame")).to_be_hidden()
    expect(hers.get_by_label("Numéro de puce")).to_be_hidden()
    tell(hers, "J’ai perdu", "Trousseau avec une tortue", town.in_val, secret="Un cœur gravé dessous")
    lost = hers.url

    his = phone()
    sign_in(his, bob.email, password, "/lost-found/new/?side=found")
    lat, lon = town.in_val
    tell(his, "J’ai trouvé", "Clés, une tortue", (lat + 0.0009, lon), question="Que lit-on dessous ?")
    found = Item.objects.get(side="found")

    def matched():
        hers.goto(lost)
        return hers.get_by_text("même mot : tortue").is_visible()

    for _time in range(40):
        if matched():
            break
        hers.wait_for_timeout(500)
    expect(hers.locator(".item-reasons")).to_contain_text("même objet : clés")
    his.goto(found.get_absolute_url())
    expect(his.locator(".item-reasons")).to_contain_text("même couleur : rouge")

    hers.get_by_role("link", name="Voir", exact=True).click()
    expect(hers.get_by_text("Que lit-on dessous ?")).to_have_count(0)
    hers.get_by_role("link", name="C’est à moi").click()
    expect(hers.get_by_text("Que lit-on dessous ?")).to_be_visible()
    expect(hers.get_by_label("Ce qui montre que c’est le vôtre")).to_have_value("Un cœur gravé dessous")
    hers.get_by_role("button", name="Envoyer").click()
    hers.wait_for_url("**/handovers/**")

    his.goto(found.get_absolute_url())
    his.get_by_role("button", name="Oui, c’est à Alice").click()
    his.goto(found.get_absolute_url())
    his.locator("summary", has_text="Je l’ai rendu").click()
    his.get_by_label("Un mot de remerciement").fill("Avec plaisir !")
    his.get_by_role("button", name="C’est fini, fermer l’annonce").click()
    expect(his.locator("main")).to_contain_text("Rendu")
    expect(his.locator("main")).to_contain_text("Avec plaisir !")
    found.refresh_from_db()
    assert (found.returned, found.question) == (True, "")
    assert his.broken == [] and hers.broken == []
