"""Two phones talk: from a post, live, until one of them has had enough."""

import re

import pytest
from playwright.sync_api import expect

from community.conversations.models import Message
from incidents.models import Incident


def sign_in(page, email, password, then="/"):
    page.goto(f"/accounts/login/?next={then}")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(lambda address: "/accounts/login" not in address)


def write(page, words):
    page.get_by_label("Votre message").fill(words)
    page.get_by_role("button", name="Envoyer").click()


@pytest.mark.browser
def test_from_a_post_to_a_live_answer_to_a_block(phone, town, alice, bob, with_password):
    password = with_password(alice, bob)
    post = Incident.objects.report(alice, "problem", town.litter, "Un vieux banc à donner", *town.in_val, quietly=True)

    his = phone()
    sign_in(his, bob.email, password, f"/messages/new/?post={post.pk}")
    expect(his.locator(".card-post")).to_contain_text("Un vieux banc à donner")
    write(his, "Est-il encore là ? 06 12 34 56 78")
    his.wait_for_url(re.compile(r"/messages/\d+/"))
    address = re.search(r"/messages/\d+/", his.url)[0]
    expect(his.locator(".said")).to_contain_text("Masqué pour les autres : 06 12 34 56 78")

    hers = phone()
    sign_in(hers, alice.email, password, "/messages/")
    expect(hers.locator(".is-unread")).to_contain_text("Est-il encore là ? ••••••")
    hers.locator(".is-unread a").click()
    hers.wait_for_url(f"**{address}")
    expect(his.locator("[data-read]")).to_have_text("Lu")  # without his touching anything

    write(hers, "Oui, venez **ce soir**.")
    expect(his.locator(".said").last).to_contain_text("Oui, venez ce soir.")
    expect(hers.get_by_label("Votre message")).to_have_value("")

    his.on("dialog", lambda dialog: dialog.accept())
    his.get_by_role("link", name="Partager mes coordonnées").click()
    expect(hers.locator(".said").first).to_contain_text("06 12 34 56 78")

    # Bob types while Alice has had enough.
    his.get_by_label("Votre message").fill("Et la table, vous la donnez aussi ?")
    hers.goto(f"{address}people/")
    hers.get_by_role("button", name="Bloquer Bob").click()
    hers.wait_for_url(f"**{address}")
    expect(hers.locator("[data-closed]")).to_contain_text("Cette conversation est fermée")
    expect(his.locator("[data-closed]")).to_contain_text("Cette conversation est fermée")
    expect(his.get_by_label("Votre message")).to_have_value("Et la table, vous la donnez aussi ?")
    expect(his.get_by_role("button", name="Envoyer")).to_be_disabled()
    assert Message.objects.count() == 2
    assert "bloqu" not in his.locator("main").inner_text().lower()
    assert his.broken == [] and hers.broken == []


@pytest.mark.browser
def test_a_photo_goes_along_and_the_form_is_fresh_after_it(phone, alice, bob, with_password):
    from pictures import phone_jpeg

    from community.conversations.opening import begin

    password = with_password(alice, bob)
    talk = begin(bob, alice, "Bonjour").conversation
    his = phone()
    sign_in(his, bob.email, password, f"/messages/{talk.pk}/")
    his.locator("summary", has_text="Photos").click()
    with his.expect_response(lambda answer: answer.url.endswith("/messages/photos/") and answer.ok):
        his.locator("input[type=file][multiple]").last.set_input_files(
            {"name": "banc.jpg", "mimeType": "image/jpeg", "buffer": phone_jpeg()}
        )
    write(his, "Le voici")
    expect(his.locator(".said").last).to_contain_text("Le voici")
    expect(his.locator(".said").last.locator("img")).to_be_visible(timeout=30_000)  # once it is developed, by itself
    expect(his.locator("[data-photo-list] li")).to_have_count(0)
    write(his, "Sans photo")
    expect(his.locator(".said").last).to_contain_text("Sans photo")
    assert his.broken == []
