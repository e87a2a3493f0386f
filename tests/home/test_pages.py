"""Home, news and help, in the reader's language at the same address; and the town's settings."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Site

from community.groups.models import Group
from community.members.blocks import block
from community.posts.models import Phase
from community.posts.states import set_state
from community.posts.where import wheres
from discussions.models import Discussion
from home import pulse
from home import town as townhall
from home.models import HelpPage, NewsIndexPage, NewsPage, TownSettings
from home.voice.posting import mend
from incidents.models import Incident, Nature


@pytest.fixture
def report(town):
    def reporting(author, title="Lampadaire éteint", where=None, category=None, **more):
        lat, lon = where or town.in_val
        return Incident.objects.report(
            author, Nature.PROBLEM, category or town.litter, title, lat, lon, title=title, quietly=True, **more
        )

    return reporting


def write_news(home, title, **more):
    index = NewsIndexPage.objects.child_of(home).get()
    fields = {"date": date(2026, 11, 1), "summary": f"Résumé : {title}", "body": [("text", "<p>Le texte.</p>")]}
    return index.add_child(instance=NewsPage(title=title, locale=home.locale, **fields | more))


def test_the_front_page_invites_to_report_and_shows_what_happens(client, square, alice, report):
    report(alice, "Banc cassé")
    page = client.get("/").content.decode()
    assert "<h1>Un trou, un lampadaire, une idée ? Dites-le ici.</h1>" in page
    assert 'href="/incidents/new/"' in page and "Banc cassé" in page
    assert "Issy-les-Moulineaux" in page


def test_the_same_address_speaks_the_readers_language(client, square, english):
    news = write_news(square, "Marché")
    translation = news.copy_for_translation(english.locale, copy_parents=False)
    translation.title = "Market"
    translation.save_revision().publish()
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    home = client.get("/")
    assert "A pothole, a street light out, an idea?" in home.content.decode()
    assert home["Content-Language"] == "en" and "Accept-Language" in home["Vary"]
    assert client.get("/actualites/marche/").context["page"].title == "Market"
    assert client.get("/aide/").context["page"].title == "Help"
    client.post("/i18n/setlang/", {"language": "fr", "next": "/"})
    assert client.get("/actualites/marche/").context["page"].title == "Marché"
    assert 'lang="fr"' in client.get("/aide/").content.decode()


def test_a_browser_that_prefers_english_gets_english(client, square):
    assert "A pothole, a street light out" in client.get("/", headers={"accept-language": "en"}).content.decode()


def test_alice_sees_her_own_quarter_first_and_her_town_when_it_is_quiet(client, square, alice, bob, report, town):
    client.force_login(alice)
    report(bob, "Au centre", town.in_centre)
    page = client.get("/")
    assert (page.context["here"], page.context["feed"]) == ("Issy-les-Moulineaux", "/feed/92040/")
    cache.clear()
    for number in range(3):
        report(bob, f"Près de la Seine {number}")
    page = client.get("/")
    assert (page.context["here"], page.context["feed"]) == ("Val-de-Seine et alentour", "/feed/")
    assert 'href="/feed/"' in page.content.decode() and "Au centre" in page.content.decode()
    alice.places.update(reach="quarter")
    page = client.get("/")
    assert page.context["here"] == "Val-de-Seine" and "Au centre" not in page.content.decode()


def test_what_is_hidden_is_not_on_the_front_page(client, square, alice, report):
    from community.posts.states import hide_post

    hide_post(report(alice, "Insultes"))
    assert "Insultes" not in client.get("/").content.decode()


def test_numbers_count_what_they_say(square, alice, mira, report, town):
    from community.tickets import acts
    from community.tickets.opening import open_ticket

    now = timezone.now()
    report(alice)
    resolved = report(alice)
    ticket = open_ticket(resolved, town.orphan, at=now - timedelta(days=4), quietly=True)
    acts.answer(ticket, mira, "Nous passons demain.", at=now - timedelta(days=2), quietly=True)
    acts.resolve(ticket, mira, "C'est réparé.", quietly=True)
    assert pulse.numbers() == {"open": 1, "resolved": 1, "days": 2.0, "timed": 1}
    set_state(report(alice), Phase.CLOSED)
    cache.clear()
    assert pulse.numbers()["open"] == 1


def test_before_the_first_answer_no_delay_is_claimed(client, square):
    assert pulse.numbers() == {"open": 0, "resolved": 0, "days": None, "timed": 0}
    assert "pas encore connu" in client.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 9])
def test_the_front_page_asks_the_same_few_questions_whatever_it_shows(client, square, alice, report, queries, count):
    for number in range(count):
        report(alice, f"Trou {number}")
        write_news(square, f"Nouvelle {number}")
    client.get("/")
    with queries(5):  # all Wagtail's own: the site, the locale, the page, and whether it is for everyone
        client.get("/")
    client.force_login(alice)
    client.get("/")
    with queries(9 if count > 2 else 11):  # who she is, her places, and the feed twice where it is quiet
        client.get("/")


def test_every_kind_of_post_is_on_the_front_page_but_who_is_apart_and_groups_are_not(
    client, voice, alice, bob, charlie, report, town
):
    voice.news("Marché de Noël")
    wheres_of = {where.value: where for where in wheres(bob)}
    Discussion.objects.say(bob, "Un chat gris", "", wheres_of["territory:92040-val-de-seine"])
    report(charlie, "Banc cassé")
    group = Group.objects.create(slug="club", name="Le Club", openness="closed", territory=town.val)
    secret = report(bob, "Entre nous")
    type(secret).objects.filter(pk=secret.pk).update(group=group, group_only=True)
    block(alice, charlie)
    shown = {}
    for reader in (None, alice, bob):
        client.force_login(reader) if reader else cache.clear()
        page = client.get("/").content.decode()
        shown[reader] = [t for t in ("Marché de Noël", "Un chat gris", "Banc cassé", "Entre nous") if f">{t}<" in page]
    assert shown[None] == shown[bob] == ["Marché de Noël", "Un chat gris", "Banc cassé"]
    assert shown[alice] == ["Marché de Noël", "Un chat gris"]


def test_news_are_listed_newest_first_and_twelve_at_a_time(client, square):
    for number in range(14):
        write_news(square, f"Nouvelle {number:02}", date=date(2026, 1, 1) + timedelta(days=number))
        news = NewsPage.objects.get(title=f"Nouvelle {number:02}")
        NewsPage.objects.filter(pk=news.pk).update(first_published_at=timezone.now() + timedelta(minutes=number))
    mend()
    assert client.get("/actualites/?p=2")["Location"] == "/news/?p=2"
    first, second = (client.get(f"/news/?p={number}").content.decode() for number in (1, 2))
    assert [n for n in range(14) if f"Nouvelle {n:02}" in first] == list(range(2, 14))
    assert first.index("Nouvelle 13") < first.index("Nouvelle 02")
    assert [n for n in range(14) if f"Nouvelle {n:02}" in second] == [0, 1]
    assert client.get("/news/?p=nonsense").status_code == 200


def test_a_news_page_has_its_words_and_nothing_unsafe(client, square):
    write_news(square, "<script>alert(1)</script> Fête", slug="fete", body=[
        ("heading", "Le <b>programme</b>"), ("text", "<p>Samedi</p>"),
        ("callout", {"title": "À savoir", "text": "Prenez un gobelet"}),
        ("steps", [{"title": "Venir", "text": "À 14 h"}]),
    ])  # fmt: skip
    page = client.get("/actualites/fete/").content.decode()
    assert "<script>alert" not in page and "<b>programme</b>" not in page
    for words in ("Samedi", "À savoir", "Prenez un gobelet", "Venir", "1 novembre 2026"):
        assert words in page


def test_help_leads_to_its_subjects(client, square):
    index = HelpPage.objects.child_of(square).get()
    index.add_child(instance=HelpPage(title="Signaler", slug="signaler", locale=square.locale, summary="En une minute"))
    assert "En une minute" in client.get("/aide/").content.decode()
    assert client.get("/aide/signaler/").status_code == 200
    assert client.get("/aide/rien/").status_code == 404


# --- The town's settings --------------------


def test_what_an_editor_saves_is_on_the_next_page(client, square, admin):
    client.force_login(admin)
    site = Site.objects.get()
    form = {"town_name": "Vanves", "emblem": "", "reopen_by": 5, "notice": "Crue de la Seine",
            "emergency_numbers": "18 | Pompiers | Fire brigade\n\n112 | Urgences"}  # fmt: skip
    saved = client.post(f"/admin/settings/home/townsettings/{site.pk}/", form)
    assert saved.status_code == 302
    page = client.get("/").content.decode()
    assert "· Vanves</title>" in page and "Crue de la Seine" in page and 'href="tel:18"' in page
    assert townhall.reopen_by() == 5
    own = TownSettings.objects.get()
    assert own.emergency_numbers[1] == {"number": "112", "fr": "Urgences", "en": "Urgences"}
    assert (
        "18 | Pompiers | Fire brigade" in client.get(f"/admin/settings/home/townsettings/{site.pk}/").content.decode()
    )


def test_a_number_to_call_without_words_is_refused_with_its_line(client, square, admin):
    client.force_login(admin)
    form = {"town_name": "Issy", "reopen_by": 3, "emergency_numbers": "18 | Pompiers\nappelez"}
    refused = client.post(f"/admin/settings/home/townsettings/{Site.objects.get().pk}/", form)
    assert "Ligne 2" in refused.content.decode()


def test_residents_do_not_get_at_the_settings(client, square, alice):
    client.force_login(alice)
    assert client.get(f"/admin/settings/home/townsettings/{Site.objects.get().pk}/").status_code in (302, 403)


def test_a_page_asks_nothing_of_the_settings_once_they_are_known(client, square, queries):
    client.get("/credits/")
    cache.delete(townhall.KEY)
    with queries(2):  # the settings, and whether there is an alert
        townhall.town()
    with queries(0):
        townhall.town()


# --- Map and credits --------------------


def test_the_map_has_the_same_in_a_list_and_the_lists_filters(client, square, alice, report):
    report(alice, "Trottoir défoncé")
    page = client.get("/map/")
    assert "Trottoir défoncé" in page.content.decode()
    assert 'href="#liste"' in page.content.decode()
    assert "Trottoir défoncé" not in client.get("/map/", {"state": "done"}).content.decode()


def test_a_filter_that_makes_no_sense_is_explained(client, square):
    page = client.get("/map/", {"near": "48.8566,2.3522"})
    assert (page.status_code, "Issy-les-Moulineaux, Vanves" in page.content.decode()) == (400, True)


def test_alices_map_starts_at_her_neighbourhood_not_at_her_home(client, square, alice, town):
    alice.settle(48.8211, 2.2511)
    client.force_login(alice)
    page = client.get("/map/")
    assert "2.2511" not in page.content.decode() and page.context["zoom"] == 15
    assert (page.context["lat"], page.context["lon"]) == pytest.approx((48.825, 2.255))


@pytest.mark.parametrize("count", [1, 15])
def test_the_map_page_is_few_queries(client, square, alice, report, queries, count):
    for number in range(count):
        report(alice, f"Trou {number}")
    client.force_login(alice)
    client.get("/map/")
    with queries(2):  # the member and the list; the session is kept
        client.get("/map/")


def test_credits_name_every_source(client, square, town):
    town.issy.source = "IGN Admin Express"
    town.issy.save()
    page = client.get("/credits/").content.decode()
    assert "IGN Admin Express" in page and "Plan IGN" in page
