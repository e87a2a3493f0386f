"""Alice changes her ad, in one tab and in two."""

import pytest

from classifieds import changing, checking, closing
from classifieds.checking import Reason, Verdict
from classifieds.models import Category, Classified
from community.posts.tagging import tags_of, with_tags


@pytest.fixture
def bike(give):
    return give(title="Vélo", text="Rouge.", intent="sell", price_cents=4000, tags=["vélo"])


@pytest.fixture
def tab(client, alice, bike):
    """`tab()`: the form as one tab shows it, to be sent with other words."""
    client.force_login(alice)

    def opened():
        answer = client.get(f"/classifieds/{bike.pk}/edit/")
        form = answer.context["form"]
        sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
        return sent | {"seen": answer.context["seen"]}

    return opened


def save(client, bike, sent):
    return client.post(f"/classifieds/{bike.pk}/edit/", sent)


def test_she_corrects_it_and_it_is_marked(client, bike, tab):
    before = Classified.objects.get().sequence
    sent = tab()
    assert sent["price"] == "40" and sent["tags"] == "vélo" and sent["category"] == "canapes"
    assert save(client, bike, sent | {"title": "Vélo bleu", "price": "30", "tags": "bleu"}).status_code == 302
    ad = with_tags(Classified.objects).get()
    assert (ad.title, ad.text, ad.price_cents, ad.folded) == ("Vélo bleu", "Rouge.", 3000, "velo bleu rouge")
    assert ad.edited_at and ad.sequence > before and tags_of(ad) == [("bleu", "bleu")]
    assert "modifié" in client.get(f"/classifieds/{bike.pk}/").content.decode()


def test_the_second_tab_is_told_and_keeps_its_words(client, bike, tab):
    first, second = tab(), tab()
    save(client, bike, first | {"price": "30", "text": "Rouge, 26 pouces."})
    answer = save(client, bike, second | {"title": "Vélo bleu", "text": "Bleu, en fait."})
    html = answer.content.decode()
    assert answer.status_code == 409 and "changée entre-temps" in html
    assert "Bleu, en fait." in html and "Rouge, 26 pouces." in html  # hers kept, the other's shown
    assert dict(answer.context["other"]) == {
        "Quoi ?": "Vélo",
        "Quelques mots de plus": "Rouge, 26 pouces.",
        "Prix": "30",
    }
    ad = Classified.objects.get()
    assert (ad.title, ad.price_cents) == ("Vélo", 3000)  # nothing was written over unseen
    again = second | {"title": "Vélo bleu", "text": "Bleu, en fait.", "price": "30", "seen": answer.context["seen"]}
    assert save(client, bike, again).status_code == 302
    ad.refresh_from_db()
    assert (ad.title, ad.text, ad.price_cents) == ("Vélo bleu", "Bleu, en fait.", 3000)


def test_comments_meanwhile_are_no_other_version(client, bike, tab, bob):
    from community.posts import thread

    sent = tab()
    thread.say(bike, bob, "Quelle taille ?")
    assert save(client, bike, sent | {"title": "Vélo bleu"}).status_code == 302


def test_ended_meanwhile_nothing_is_written_and_it_is_said(client, bike, tab, monkeypatch):
    sent = tab()
    closing.close(bike)
    answer = client.post(f"/classifieds/{bike.pk}/edit/", sent | {"title": "Autre"}, follow=True)
    assert "terminée" in answer.content.decode() and Classified.objects.get().title == "Vélo"
    with pytest.raises(changing.Over):
        changing.change(bike, "", (), 1)


def test_what_is_wrong_is_said_and_kept(client, bike, tab):
    answer = save(client, bike, tab() | {"price": "quarante", "text": "Bleu."})
    assert answer.status_code == 422 and "price" in answer.context["form"].errors and "Bleu." in answer.content.decode()
    assert answer.context["seen"] == ""


def test_a_category_that_is_offered_no_longer_stays(client, bike, tab, sofas):
    Category.objects.filter(pk=sofas.pk).update(active=False)
    assert save(client, bike, tab() | {"title": "Vélo bleu"}).status_code == 302
    assert Classified.objects.get().category == sofas


def test_others_may_not(client, bike, bob, mira):
    for member in (bob, mira):
        client.force_login(member)
        assert client.get(f"/classifieds/{bike.pk}/edit/").status_code == 404
        assert save(client, bike, {"title": "Faux"}).status_code == 404
    client.logout()
    assert client.get(f"/classifieds/{bike.pk}/edit/").status_code == 302


def test_no_words_slip_past_the_moderators_afterwards(client, bike, tab, monkeypatch):
    seen = []

    def verdict(author, **said):
        seen.append(said["ad"])
        return Verdict(held=[Reason("Un lien inconnu.")])

    sent = tab()
    monkeypatch.setattr(checking, "verdict", verdict)
    answer = save(client, bike, sent | {"text": "http://spam.example"})
    assert answer.status_code == 422 and "Un lien inconnu." in answer.content.decode() and seen == [bike]
    assert Classified.objects.get().text == "Rouge."


def test_what_waits_goes_on_waiting(client, give, alice, monkeypatch):
    held = give(held_why="Un lien inconnu.", title="Vélo")
    monkeypatch.setattr(checking, "verdict", lambda *a, **k: Verdict(held=[Reason("Encore un lien.")]))
    client.force_login(alice)
    sent = {"title": "Vélo bleu", "category": "canapes", "seen": ""}
    assert client.post(f"/classifieds/{held.pk}/edit/", sent).status_code == 302
    held.refresh_from_db()
    assert (held.title, held.held_why, held.published_at) == ("Vélo bleu", "Encore un lien.", None)
