"""Contact details stay masked for the others until their author shares them on purpose."""

import pytest
from django.urls import reverse

from community.conversations import details, saying
from community.conversations.entries import words_for

FETCH = {"x-requested-with": "fetch"}


@pytest.mark.parametrize(
    "text",
    [
        "alice@example.org", "alice.martin+banc@mairie.example.org", "alice @ example . org", "alice＠example.org",
        "alice (at) exemple (point) fr", "alice point martin arobase exemple point fr", "alice [at] exemple [dot] com",
        "alice at example dot org", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "0612345678",
        "01/46/38/00/00",
        "0 6 1 2 3 4 5 6 7 8", "06 point 12 point 34 point 56 point 78", "+33 6 12 34 56 78", "+33 (0)6 12 34 56 78",
        "0033612345678", "+44 20 7946 0958", "０６１２３４５６７８", "06\u00a012\u202f34 56 78", "wa.me/33612345678",
        "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
    ],
)  # fmt: skip
def test_they_are_found_however_they_are_written(text):
    assert details.found(f"Appelez-moi : {text}, merci") == [text]
    assert details.masked(f"Appelez-moi : {text}, merci") == f"Appelez-moi : {details.MASK}, merci"


@pytest.mark.parametrize(
    "text",
    [
        "le 06/07/2026 à 14 h", "le 01/02/2026 12h30", "ISSY-2026-00042", "92130 Issy, 12 rue du Pont", "1 200 000 €",
        "de 10 à 12, puis 14, 15 et 16", "salut @bob. Merci", "see you at noon. Thanks", "n° 3, 2e étage, code 4512",
        "zéro déchet, six voisins", "",
    ],
)  # fmt: skip
def test_other_numbers_and_words_are_left_alone(text):
    assert details.found(text) == [] and details.masked(text) == text


def test_no_text_takes_long():
    for text in ("a" * 4000, "a." * 2000, "+1" * 2000, "a@a." * 1000, "((((@" * 800, "zéro " * 800, "0 " * 2000):
        details.masked(text)


def page(talk):
    return reverse("conversations:conversation", args=[talk.pk])


def test_bob_s_number_is_masked_for_alice_until_he_shares_it(talk, alice, bob, browser):
    message = saying.say(talk, bob, "Mon numéro : 06 12 34 56 78, *ce soir*")
    hers, his = browser(alice), browser(bob)
    for address in (page(talk), "/messages/", reverse("conversations:thread", args=[talk.pk])):
        assert "56 78" not in hers.get(address).content.decode()
    assert "<em>ce soir</em>" in hers.get(page(talk)).content.decode()
    assert "Masqué pour les autres : 06 12 34 56 78" in his.get(page(talk)).content.decode()
    share = reverse("conversations:share", args=[message.pk])
    assert hers.post(share).status_code == 404
    assert "06 12 34 56 78" in his.get(share).content.decode()
    assert his.post(share, headers=FETCH).status_code == 200
    assert "06 12 34 56 78" in hers.get(page(talk)).content.decode()
    assert "06 12 34 56 78" in hers.get("/messages/").content.decode()


def test_what_is_added_after_sharing_is_not_shared_by_that(talk, alice, bob):
    message = saying.say(talk, bob, "06 12 34 56 78")
    saying.share(message, bob)
    saying.edit(message, bob, "06 12 34 56 78 !")
    assert "56 78" in words_for(message, alice)
    saying.edit(message, bob, "06 12 34 56 78 ou bob@example.org")
    assert words_for(message, alice) == f"{details.MASK} ou {details.MASK}"
