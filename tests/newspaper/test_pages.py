"""The paper on the site, and the poster of a quarter: nothing private, one sheet."""

import pytest

from community.members.blocks import block
from community.newspaper import contents
from home.models import NewsIndexPage, NewsPage
from home.planting import plant

from .conftest import PARIS_MORNING, YESTERDAY

PAPER = "/digest/2026-11-26/"


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture(autouse=True)
def this_morning(at):
    with at(PARIS_MORNING):
        yield


def test_a_visitor_reads_the_towns_paper(client, town, alice, report, answer):
    answer(report(alice, "Banc cassé"), "Une équipe passe jeudi.")
    seen = page(client, PAPER)
    assert "Banc cassé" in seen and "Une équipe passe jeudi." in seen and "vous êtes à jour" in seen
    assert "Alice" not in seen
    assert client.get("/digest/")["Location"] == PAPER


def test_one_reads_of_one_s_own_places(client, town, alice, charlie, report):
    report(charlie, "À Vanves", where=town.in_vanves)
    report(charlie, "En Val-de-Seine")
    client.force_login(alice)
    seen = page(client, PAPER)
    assert "En Val-de-Seine" in seen and "À Vanves" not in seen
    block(charlie, alice)
    assert "En Val-de-Seine" not in page(client, PAPER)


@pytest.mark.parametrize("path", ["/digest/demain/", "/digest/2026-13-01/", "/digest/2020-01-01/"])
def test_papers_that_never_were(client, town, path):
    page(client, path, 404)


def test_tomorrows_paper_is_not_out(client, town):
    assert "Il paraît chaque matin à 7 h" in page(client, "/digest/2026-11-27/", 404)


def test_a_quiet_day_says_so(client, town):
    assert "Une journée tranquille" in page(client, PAPER)


@pytest.mark.parametrize("count", [1, 30])
def test_as_many_queries_for_one_as_for_many(client, town, alice, report, queries, count):
    for number in range(count):
        report(alice, f"Banc {number}")
    page(client, PAPER)
    with queries(1):
        page(client, PAPER)


def test_the_poster_names_nobody(client, town, alice, report, answer):
    answer(report(alice, "Banc cassé"), "Une équipe passe jeudi.")
    report(alice, "Au centre", where=town.in_centre)
    seen = page(client, f"{PAPER}poster/92040-val-de-seine/")
    assert "Banc cassé" in seen and "<svg" in seen and "du 19 novembre au 26 novembre 2026" in seen
    assert "Alice" not in seen and "Au centre" not in seen
    assert "Au centre" in page(client, f"{PAPER}poster/92040/?days=1")
    page(client, f"{PAPER}poster/atlantis/", 404)
    page(client, "/digest/2026-12-01/poster/92040/", 404)


@pytest.mark.parametrize("on", ["0001-01-01", "1969-12-31", "9999-12-31", "2026-11-27", "26/11/2026", "2026-02-30"])
@pytest.mark.parametrize("days", ["30", "-1", "٣", "9" * 40])
def test_a_day_that_cannot_be_has_no_poster(client, town, on, days):
    assert client.get(f"/digest/{on}/poster/92040-val-de-seine/?days={days}").status_code == 404
    assert client.get(f"/digest/{on}/").status_code == 404


def test_neither_a_block_nor_a_mute_tells_who_wrote_without_a_name(alice, bob):
    facts = dict.fromkeys(contents.Item._fields, "") | {"author": bob.pk, "post": 7, "kind": "incident"}
    named, nameless = (contents.Item(**facts | {"nameless": nameless}) for nameless in (False, True))
    for reader in (contents.Reader(alice.pk, [bob.pk]), contents.Reader(alice.pk, (), [f"member:{bob.pk}"])):
        assert (reader.wants(named), reader.wants(nameless)) == (False, True)
    assert not contents.Reader(bob.pk).wants(nameless)


def test_the_town_s_words_are_in_the_reader_s_language(client, town, at):
    home = plant()
    with at(YESTERDAY):
        index = {page.locale.language_code: page for page in NewsIndexPage.objects.all()}
        french = index["fr"].add_child(instance=NewsPage(title="Marché de Noël", summary="Samedi.", locale=home.locale))
        english = NewsPage(title="Christmas market", summary="Saturday.", locale=index["en"].locale)
        english.translation_key = french.translation_key
        index["en"].add_child(instance=english)
        french.save_revision().publish()
    seen = page(client, PAPER)
    assert "Marché de Noël" in seen and "Christmas market" not in seen
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    for address in (PAPER, f"{PAPER}poster/92040/"):
        assert "Christmas market" in page(client, address)
