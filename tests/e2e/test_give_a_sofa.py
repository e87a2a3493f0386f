"""Alice gives a sofa away on her phone: Bob and Dora would like it, Bob gets it, and Dora hears of it from the site.
Alice never writes a word to anybody."""

from datetime import timedelta

import pytest
import vobject
from django.utils import timezone
from pictures import phone_jpeg
from playwright.sync_api import expect

from classifieds.models import Category, Classified
from community.conversations.models import Message
from community.handovers.models import Appointment
from community.notifications.models import Notification
from community.posts.models import Comment
from directory.categories import Category as Shelf
from directory.models import Entry
from home.planting import plant
from tests.conftest import join

TITLE, DOOR = "Canapé bleu", "Code 1234B, deuxième étage"
LIBRARY = "Médiathèque, 3 rue de la Gare"


class Hand:
    """A thumb that counts what it does."""

    def __init__(self, page):
        self.page, self.taps, self.typed = page, 0, []

    def tap(self, target):
        self.taps += 1
        target.click()

    def type(self, target, words):
        self.typed.append(words)
        target.fill(words)


@pytest.fixture
def stage(server, town, alice):
    """Alice's door is known to the site, ads have a shelf, and there is a public place to meet at."""
    plant()
    alice.settle(*town.in_val)
    house = Category.objects.create(code="maison", name_fr="Maison", name_en="Home")
    Category.objects.create(code="canapes", parent=house, name_fr="Canapés", name_en="Sofas", bulky=True)
    public = Shelf.objects.create(code="mediatheque", name_fr="Médiathèque", name_en="Library", meeting=True)
    lat, lon = town.in_val
    Entry.objects.create(
        name="Médiathèque", address="3 rue de la Gare", category=public, territory=town.val, lat=lat + 0.001, lon=lon
    )


@pytest.fixture
def enter(phone, with_password):
    """`enter(bob)`: Bob's phone, signed in, on the front page."""

    def entering(member):
        password, page = with_password(member), phone()
        page.goto("/accounts/login/?next=/")
        page.get_by_label("E-mail").fill(member.email)
        page.get_by_label("Mot de passe").fill(password)
        page.get_by_role("button", name="Se connecter", exact=True).click()
        page.wait_for_url(lambda address: "/accounts/login" not in address)
        return page

    return entering


def told(member):
    rows = Notification.objects.filter(recipient=member, kind="handover").order_by("pk")
    return list(rows.values_list("title", flat=True))


def give_it(page):
    """From the front page to an ad that is out; what it took."""
    hand = Hand(page)
    hand.tap(page.get_by_role("navigation", name="Navigation principale").get_by_role("link", name="Publier"))
    hand.tap(page.locator("main a[href='/classifieds/new/']"))
    with page.expect_response(lambda answer: answer.url.endswith("/photos/") and answer.ok):
        hand.taps += 1
        page.set_input_files(
            ".photo-choose input[multiple]",
            {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": phone_jpeg()},
        )
    hand.type(page.locator("#id_title"), TITLE)
    hand.type(page.get_by_label("Où et comment la prendre"), DOOR)
    hand.tap(page.get_by_role("button", name="Publier", exact=True))
    page.wait_for_url("**/classifieds/*/")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    return hand


def test_alice_gives_a_sofa_and_never_has_to_write_that_it_is_gone(stage, enter, town, alice, bob, charlie):
    dora = join("Dora", town.val)
    hers = enter(alice)
    hand = give_it(hers)
    assert (hand.taps, hand.typed) == (4, [TITLE, DOOR])
    ad = Classified.objects.get()
    assert (ad.category.code, ad.photos.count(), (ad.exact_lat, ad.exact_lon)) == ("canapes", 1, town.in_val)

    his, doras, others = enter(bob), enter(dora), enter(charlie)
    for page in (his, doras):
        page.goto(ad.get_absolute_url())
        page.get_by_role("button", name="Ça m’intéresse").click()
        expect(page.locator("main")).to_contain_text("Alice est prévenu, et vous répondra ici.")

    # Charlie lives elsewhere: the square is for everybody, the door is not.
    others.goto(ad.get_absolute_url())
    expect(others.locator("main")).to_contain_text("dans ce carré d’environ 250 m")
    seen = others.content()
    assert "1234B" not in seen and f"{town.in_val[0]:.5f}" not in seen and str(town.in_val[1]) not in seen

    hers.reload()
    expect(hers.locator(".handover-line > li")).to_have_count(2)
    hers.get_by_role("button", name="Promettre à Bob").click()
    expect(hers.locator("main")).to_contain_text("Convenez d’un rendez-vous avec Bob")
    hers.goto(ad.get_absolute_url())
    expect(hers.locator(".handover-line")).to_contain_text("Dora est dans la file")
    assert told(dora) == [f"Promis à quelqu’un d’autre, vous êtes dans la file : {TITLE}"]
    doras.goto("/handovers/")
    expect(doras.locator(".handovers")).to_contain_text("Vous serez prévenu si cela se libère")
    assert "1234B" not in doras.content()

    # A public place comes first, tomorrow evening: nothing to fill in.
    his.goto("/handovers/")
    his.locator(".handovers a").click()
    expect(his.locator("main")).to_contain_text(DOOR)
    his.get_by_role("link", name="Proposer un rendez-vous").click()
    expect(his.get_by_label(LIBRARY)).to_be_checked()
    his.get_by_role("button", name="Proposer", exact=True).click()
    expect(his.locator("main")).to_contain_text("Vous avez proposé un rendez-vous à Alice.")

    hers.goto("/handovers/")
    hers.locator(".handovers a").filter(has_text="Bob").click()
    expect(hers.locator("main")).to_contain_text("Bob vous propose un rendez-vous.")
    hers.get_by_role("button", name="Accepter").click()
    expect(hers.locator("main")).to_contain_text("Rendez-vous pris avec Bob.")

    agreed = Appointment.objects.get()
    for page in (hers, his):
        page.reload()
        calendar = page.request.get(page.get_by_role("link", name="Ajouter à mon agenda").get_attribute("href"))
        event = vobject.readOne(calendar.text()).vevent
        assert (event.dtstart.value, event.status.value) == (agreed.at, "CONFIRMED")
        assert TITLE in event.summary.value and event.location.value == LIBRARY

    Appointment.objects.update(at=timezone.now() - timedelta(hours=1))  # a day goes by
    hers.goto("/handovers/")
    hers.locator(".handovers a").filter(has_text="Bob").click()
    expect(hers.locator("main")).to_contain_text("Le rendez-vous est passé : est-ce fait ?")
    hers.get_by_role("button", name="C’est fait").first.click()
    expect(hers.locator("main")).to_contain_text("C’est remis.")
    assert told(dora)[1:] == [f"C’est parti, merci d’avoir demandé : {TITLE}"]
    doras.goto("/notifications/")
    expect(doras.locator("main")).to_contain_text("C’est parti, merci d’avoir demandé")

    his.reload()
    his.get_by_role("link", name="Dire merci").click()
    his.get_by_role("textbox", name="Votre mot").fill("Merci Alice, il est parfait !")
    his.get_by_label("Le dire aussi sous la publication").check()
    his.get_by_role("button", name="Dire merci").click()
    expect(his.locator("main")).to_contain_text("Merci Alice, il est parfait !")
    assert told(alice)[-1] == f"Bob vous dit merci : {TITLE}"
    others.goto(ad.get_absolute_url())
    expect(others.locator("main")).to_contain_text("Merci Alice, il est parfait !")
    expect(others.locator("main")).to_contain_text("Terminée")

    assert not Message.objects.filter(author=alice).exists() and not Comment.objects.filter(author=alice).exists()
    assert not any(page.broken for page in (hers, his, doras, others))
