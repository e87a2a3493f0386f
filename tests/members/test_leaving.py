"""Bob's account goes: nobody waits for him any more, nothing private of his stays, and others' pages still work."""

import uuid
from datetime import date

import pytest
from django.db import connection

from classifieds.loans.borrowing import borrow
from classifieds.loans.models import Loan
from classifieds.models import Category, Classified, Favourite, SavedSearch
from community.handovers import ending
from community.handovers.asking import ask
from community.handovers.models import Handover, Lot
from community.handovers.promising import promise
from community.handovers.thanking import thank
from community.members.models import Member
from community.notifications.models import Notification
from community.posts.drafts import save_draft
from community.posts.models import Draft, Photo, Post
from community.posts.where import wheres
from directory import claiming
from directory.categories import Category as Shelf
from directory.models import Advice, Claim, Entry, Recommendation
from directory.recommending import answer, recommend
from lost_found.claiming import claim
from lost_found.models import Item

DAYS = (date(2027, 1, 4), date(2027, 1, 6))


@pytest.fixture
def offer(town):
    things, _new = Category.objects.get_or_create(code="canapes", defaults={"name_fr": "Canapés", "bulky": True})
    lat, lon = town.in_val

    def offering(author, title, **said):
        said = {"intent": "give", "category": things, "pickup": f"chez {author.name}", **said}
        return Classified.objects.offer(author, title=title, lat=lat, lon=lon, **said)

    return offering


@pytest.fixture
def shop(town):
    def opening(name):
        shops, _new = Shelf.objects.get_or_create(code="plombier", defaults={"name_fr": "Plombier"})
        return Entry.objects.create(name=name, category=shops, territory=town.val)

    return opening


@pytest.fixture
def tell(town):
    def telling(author, side, title, **said):
        lat, lon = town.in_val
        said = {"what": "keys", "happened_on": date(2026, 11, 20), "lat": lat, "lon": lon, "title": title, **said}
        return Item.objects.tell(author, side, **said)

    return telling


@pytest.fixture
def everything(offer, shop, tell, town, alice, bob, charlie):
    """What Bob has, and what others have with him."""
    hers, his = offer(alice, "Canapé d’Alice"), offer(bob, "Canapé de Bob")
    promise(ask(hers, bob, "Bonjour"), alice)
    ask(hers, charlie, "Bonjour")
    promise(ask(his, alice, "Bonjour"), bob)
    given = offer(alice, "Lampe d’Alice")
    done = promise(ask(given, bob, "Bonjour"), alice)
    ending.done(done, alice)
    thank(done, bob, "Merci !", public=True)
    for lender, borrower in ((alice, bob), (bob, alice)):
        loan = borrow(offer(lender, f"Échelle de {lender.name}", intent="lend"), borrower, *DAYS, "Pour mon plafond.")
        promise(loan.handover, lender)
        ending.done(loan.handover, lender)
        Photo.objects.create(uploader=lender, holder=f"loan_out:{loan.pk}", state="ready")
    Favourite.objects.create(ad=hers, member=bob)
    SavedSearch.objects.create(member=bob, label="canapé", words="canape")
    draft = save_draft(bob, "classified", uuid.uuid4(), {"title": ["Table"]})
    Photo.objects.create(uploader=bob, holder=draft.topic, state="ready")
    plumber, bakery = shop("Plomberie Martin"), shop("Boulangerie")
    claiming.accept(claiming.ask(plumber, bob, Claim.Proof.MODERATOR, "C’est mon atelier."))
    plumber.refresh_from_db()
    said = recommend(plumber, alice, "Venu le soir même.")
    answer(said, bob, "Merci Alice.")
    recommend(bakery, bob, "Très bon pain.", used=True)
    Advice.objects.ask(bob, "Un bon plombier ?", "", wheres(bob)[0])
    tell(bob, "lost", "Clés de Bob", secret="Un cœur gravé")
    claim(tell(alice, "found", "Clés trouvées"), bob, "Ce sont les miennes.")
    claim(tell(bob, "found", "Gants trouvés"), alice, "Ce sont les miens.")
    return {"hers": hers, "his": his, "given": given, "plumber": plumber, "bakery": bakery}


def told(member):
    return list(Notification.objects.filter(recipient=member, kind="handover").values_list("title", flat=True))


def test_what_bob_leaves_waits_for_nobody_and_says_nothing_of_him(everything, alice, bob, charlie):
    before = len(told(charlie))
    bob.delete()
    assert not Member.objects.filter(name="Bob").exists()
    assert not Handover.objects.filter(state__in=["interested", "promised"]).exclude(partner=charlie).exists()
    assert Lot.objects.get(pk=everything["hers"].pk).left == 1  # what was promised to him is free again
    assert "Canapé d’Alice" in told(charlie)[0] and len(told(charlie)) == before + 1  # and the next in line is asked
    assert not Classified.objects.filter(author=None, closed_at=None).exists()
    assert set(Classified.objects.filter(author=None).values_list("pickup", "exact_lat")) == {("", None)}
    assert Classified.objects.filter(author=alice, pickup="chez Alice").count() == 3
    assert not Item.objects.filter(author=None).exclude(secret="", question="", number_hash="").exists()
    assert not Item.objects.filter(author=None, closed_at=None).exists()
    assert not Draft.objects.exists() and not SavedSearch.objects.exists() and not Favourite.objects.exists()
    assert not Photo.objects.exclude(holder="").exists() and not Loan.objects.exists()
    everything["plumber"].refresh_from_db()
    assert everything["plumber"].claimed_at is None and not Claim.objects.exists()
    assert list(Recommendation.objects.order_by("pk").values_list("author", "answered_by")) == [
        (alice.pk, None),
        (None, None),
    ]
    connection.check_constraints()


def test_the_pages_of_the_others_still_work(everything, client, alice, bob, mira):
    addresses = [
        "/handovers/", "/loans/", "/classifieds/", "/classifieds/mine/", "/classifieds/saved/", "/services/",
        "/services/mine/", "/services/advice/", "/lost-found/", "/notifications/", "/messages/", "/members/me/",
        "/feed/", "/services/plomberie-martin/", "/services/boulangerie/",
    ]  # fmt: skip
    posts = list(Post.objects.values_list("pk", flat=True))
    bob.delete()
    addresses += [f"/handovers/{pk}/" for pk in Handover.objects.filter(owner=alice).values_list("pk", flat=True)]
    addresses += [f"/posts/{pk}/" for pk in posts]
    for reader in (alice, mira, None):
        client.logout() if reader is None else client.force_login(reader)
        for address in addresses:
            html = client.get(address, follow=True)
            assert html.status_code in (200, 404), address
            if html.status_code == 200 and reader is None:
                assert "chez Bob" not in html.content.decode(), address
    client.force_login(alice)
    assert client.get("/services/boulangerie/").content.decode().count("Ancien membre") == 1
