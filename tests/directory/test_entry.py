"""The page of an entry: what a neighbour reads of a pharmacy before they walk there."""

from django.test import Client


def test_its_page_has_its_name(pharmacy):
    answer = Client().get("/services/pharmacie-du-pont/")
    assert answer.status_code == 200
    assert "<h1>Pharmacie du Pont</h1>" in answer.content.decode()


def test_two_of_a_name_have_two_addresses(pharmacy, entry):
    assert entry().slug == "pharmacie-du-pont-2"


def test_nobody_is_called_like_an_address_of_the_directory(entry):
    assert entry("Advice").slug == "advice-2"


def test_an_address_that_was_shared_goes_on_leading_there(pharmacy, queries):
    pharmacy.slug = "pharmacie-de-la-seine"
    pharmacy.save()
    answer = Client().get("/services/pharmacie-du-pont/")
    assert (answer.status_code, answer["Location"]) == (301, "/services/pharmacie-de-la-seine/")


def test_what_moderation_hides_is_nowhere(pharmacy):
    pharmacy.slug = "ailleurs"
    pharmacy.hidden_at = pharmacy.created_at
    pharmacy.save()
    assert [Client().get(f"/services/{slug}/").status_code for slug in ("pharmacie-du-pont", "ailleurs")] == [404, 404]
    assert "Pharmacie du Pont" not in Client().get("/services/").content.decode()
