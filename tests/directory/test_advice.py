"""Alice asks who knows a good plumber; her neighbours name two, and she thanks them."""

import uuid

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client

from community.members.blocks import block
from community.notifications.models import Notification
from community.posts import thread
from community.posts.models import Comment, FeedEntry
from community.posts.telling_new import tell
from community.posts.watching import watch_topic
from community.posts.where import wheres
from directory import advice_ending, naming, recommending
from directory.cards import drawn
from directory.models import Advice, Entry, Named, Recommendation

NEW = "/services/advice/new/"
QUESTION = "Qui connaît un bon plombier ?"


@pytest.fixture
def ask(town, categories, alice):
    def asking(author=None, title=QUESTION, text="Une fuite **sous** l'évier.", category="plombier", **more):
        author = author or alice
        where = next(one for one in wheres(author) if one.value == "territory:92040-val-de-seine")
        return Advice.objects.ask(author, title, text, where, categories[category], **more)

    return asking


@pytest.fixture
def typed(town, categories):
    return {
        "title": QUESTION, "text": "Une fuite.", "category": "", "where": "territory:92040-val-de-seine",
        "client_key": str(uuid.uuid4()),
    }  # fmt: skip


@pytest.fixture
def joy(entry):
    return entry("Joie de l'eau", "plombier", address="8 rue Hoche")


def test_alice_asks_by_a_plain_form(client, typed, alice):
    assert client.get(NEW).status_code == 302
    client.force_login(alice)
    page = client.get(NEW).content.decode()
    assert "Val-de-Seine" in page and "Plombier" in page
    assert 'value="medecin"' not in page and 'value="point"' not in page
    answer = client.post(NEW, typed)
    asked = Advice.objects.get()
    assert answer["Location"] == f"/services/advice/{asked.pk}/"
    assert (asked.kind, asked.category.code) == ("advice", "plombier")  # by the word in its title
    assert client.post(NEW, typed)["Location"] == answer["Location"]  # a double tap
    assert Advice.objects.count() == FeedEntry.objects.count() == 1
    assert "un bon plombier" in client.get("/feed/?kind=advice").content.decode()
    assert client.get(f"/posts/{asked.pk}/")["Location"] == answer["Location"]


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"title": "x" * 141}, {"where": "group:autre"}, {"category": "medecin"}, {"website": "x"}]
)
def test_what_cannot_be_asked_is_said_and_kept(client, typed, alice, wrong):
    client.force_login(alice)
    answer = client.post(NEW, typed | {"text": "Mes mots gardés."} | wrong)
    assert answer.status_code == 422 and "Mes mots gardés." in answer.content.decode()
    assert not Advice.objects.exists()


def test_who_follows_the_trade_hears_of_it(ask, bob, charlie):
    watch_topic(bob, "services:plombier", "Plombier")
    tell(ask().pk)
    assert Notification.objects.get(kind="new_post").recipient == bob


def test_bob_names_one_and_it_stands_in_the_thread_and_on_its_page(client, ask, plumber, alice, bob):
    asked = ask()
    client.force_login(bob)
    there = f"/services/advice/{asked.pk}/"
    assert f'href="{there}name/"' in client.get(there).content.decode()
    found = client.get(f"{there}name/?q=martin").content.decode()
    assert f'value="{plumber.pk}"' in found
    said = {"q": "martin", "entry": plumber.pk, "text": "Venu le jour même.", "used": "on"}
    assert client.post(f"{there}name/", said)["Location"] == there
    assert Recommendation.objects.get().text == "Venu le jour même."
    comment = Comment.objects.get(post=asked.pk)
    link = f"[Plomberie Martin]({settings.SITE_URL}/services/plomberie-martin/)"
    assert (comment.author, comment.text) == (bob, f"Je recommande {link}.")
    page = Client().get(there).content.decode()
    assert "Recommandés par les voisins" in page and "Venu le jour même." in page and "1 voisin<" in page
    assert "Venu le jour même." in Client().get("/services/plomberie-martin/").content.decode()
    thread.tell_comment.func(comment.pk)
    assert Notification.objects.filter(recipient=alice, kind="comment").count() == 1


def test_named_again_nothing_is_said_twice(ask, plumber, bob):
    asked = ask()
    first = naming.name(asked, bob, plumber, "Bien.")
    again = naming.name(asked, bob, plumber, "Très bien.")
    assert first.pk == again.pk
    assert (Comment.objects.count(), Recommendation.objects.get().text) == (1, "Très bien.")


def test_one_recommendation_answers_several(ask, plumber, alice, charlie, bob):
    recommending.recommend(plumber, bob, "Bien.")
    for asked in (ask(), ask(title="Et pour un chauffe-eau ?")):
        naming.name(asked, bob, plumber, "Bien.")
    assert (Recommendation.objects.count(), Named.objects.count(), Entry.objects.get().recommended) == (1, 2, 1)


def test_what_was_named_is_gathered_the_most_often_first(ask, plumber, joy, neighbours, alice):
    asked = ask()
    one, two, three = neighbours(3)
    naming.name(asked, one, joy, "Aimable.")
    naming.name(asked, two, plumber, "Rapide.")
    naming.name(asked, three, plumber, "Propre.")
    told = [(g.entry.name, g.count, [said.text for said in g.said]) for g in naming.gathered(asked, alice)]
    assert told == [("Plomberie Martin", 2, ["Rapide.", "Propre."]), ("Joie de l'eau", 1, ["Aimable."])]
    block(alice, two)
    assert [(g.entry.name, g.count) for g in naming.gathered(asked, alice)] == [
        ("Joie de l'eau", 1), ("Plomberie Martin", 1),
    ]  # fmt: skip
    recommending.hide(Recommendation.objects.get(author=three).pk, asked.created_at)
    assert [g.entry.name for g in naming.gathered(asked, alice)] == ["Joie de l'eau"]


def test_taken_back_it_goes_from_the_thread_too(ask, plumber, bob, alice):
    asked = ask()
    naming.name(asked, bob, plumber, "Bien.")
    recommending.take_back(Recommendation.objects.get(), bob)
    comment = Comment.objects.get()
    assert (comment.text, comment.removed_at is None, naming.gathered(asked, alice)) == ("", False, [])


def test_an_entry_that_is_not_recommended_is_not_named(client, ask, entry, plumber, hold, bob):
    doctor = entry("Dr Martin", "medecin")
    asked = ask()
    client.force_login(bob)
    there = f"/services/advice/{asked.pk}/name/"
    assert "Dr Martin" not in client.get(f"{there}?q=martin").content.decode()
    assert client.post(there, {"entry": doctor.pk, "text": "Bien."}).status_code == 422
    hold(plumber, bob)
    answer = client.post(there, {"entry": plumber.pk, "q": "martin", "text": "Je suis le meilleur."})
    assert answer.status_code == 422 and "Je suis le meilleur." in answer.content.decode()
    assert not Recommendation.objects.exists()


def test_suggestions_lead_to_naming(client, ask, plumber, bob):
    asked = ask()
    address = f"/services/advice/{asked.pk}/find/?q=plomb"
    assert client.get(address).status_code == 302
    client.force_login(bob)
    told = client.get(address).json()["suggestions"]
    assert told == [
        {"label": "Plomberie Martin", "sort": "3 rue Pierre Poli",
         "url": f"/services/advice/{asked.pk}/name/?entry={plumber.pk}"},
    ]  # fmt: skip
    assert " checked" in client.get(told[0]["url"]).content.decode()
    for words in ("", "x" * 300, "%", "🦊", "'; drop"):
        assert client.get(f"/services/advice/{asked.pk}/find/", {"q": words}).status_code == 200


def test_alice_thanks_and_those_who_follow_are_told(client, ask, plumber, alice, bob, charlie):
    asked = ask()
    naming.name(asked, bob, plumber, "Bien.")
    client.force_login(charlie)
    assert client.post(f"/services/advice/{asked.pk}/found/").status_code == 404
    client.force_login(alice)
    client.post(f"/services/advice/{asked.pk}/found/", {"found": "yes"})
    assert "Trouvé" in client.get(f"/services/advice/{asked.pk}/").content.decode()
    assert [n.recipient for n in Notification.objects.filter(kind="advice_found")] == [bob]
    asked.refresh_from_db()
    with pytest.raises(ValidationError, match="déjà trouvé"):
        naming.name(asked, charlie, plumber, "Bien.")
    client.post(f"/services/advice/{asked.pk}/found/", {"found": "no"})
    assert "Merci, trouvé" in client.get(f"/services/advice/{asked.pk}/").content.decode()


def test_alice_mends_and_withdraws(client, ask, plumber, alice, bob, categories):
    asked = ask()
    client.force_login(bob)
    for act in ("edit", "withdraw"):
        assert client.post(f"/services/advice/{asked.pk}/{act}/", {"title": "À moi"}).status_code == 404
    client.force_login(alice)
    said = {"title": "Un plombier le dimanche ?", "text": "", "category": "plombier"}
    assert client.post(f"/services/advice/{asked.pk}/edit/", said).status_code == 302
    assert "le dimanche" in client.get(f"/services/advice/{asked.pk}/").content.decode()
    naming.name(Advice.objects.get(), bob, plumber, "Bien.")
    client.post(f"/services/advice/{asked.pk}/withdraw/")
    page = Client().get(f"/services/advice/{asked.pk}/").content.decode()
    assert "le dimanche" not in page and "retirée" in page
    alone = ask(title="Personne ne répond")
    assert advice_ending.withdraw(alone, alice)
    assert Client().get(f"/services/advice/{alone.pk}/").status_code == 404


def test_strangers_and_those_apart_get_404(client, ask, alice, charlie):
    asked = ask()
    assert client.get("/services/advice/999999/").status_code == 404
    block(alice, charlie)
    client.force_login(charlie)
    for tail in ("", "name/", "edit/"):
        assert client.get(f"/services/advice/{asked.pk}/{tail}").status_code == 404


def test_the_page_and_the_feed_take_as_many_queries_whatever_was_named(
    client, ask, plumber, joy, neighbours, bob, queries
):

    asked = ask()
    client.force_login(bob)
    for members in (neighbours(1), [], []):
        for member in members:
            naming.name(asked, member, plumber, "Bien.")
            naming.name(asked, member, joy, "Bien aussi.")
        client.get(f"/services/advice/{asked.pk}/")
        with queries(5):
            client.get(f"/services/advice/{asked.pk}/")
        with queries(1):
            drawn([asked.pk])
