"""Signing up by a code in the mail, coming back, and one's own account, which nobody else gets at."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail

from community.members.models import Member
from community.members.templatetags import devices
from community.places.models import Place
from tests.conftest import PASSWORD

CODE = re.compile(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", re.MULTILINE)


@pytest.fixture(autouse=True)
def town_of_members(town):
    return town


def code_in(letter):
    return CODE.search(letter.body).group(1)


def sign_up(client, email="dora@example.org", name="Dora", **more):
    return client.post("/accounts/signup/", {"name": name, "email": email, **more}, follow=True)


def test_dora_signs_up_with_a_name_an_address_and_the_code_she_receives(client):
    page = sign_up(client)
    assert not Member.objects.filter(email="dora@example.org", last_login__isnull=False).exists()
    [letter] = mail.outbox
    assert letter.to == ["dora@example.org"] and "Parvis" in letter.body and "testserver" not in letter.body
    last = client.post(page.request["PATH_INFO"], {"code": code_in(letter)})
    assert (last.status_code, last["Location"]) == (302, "/members/welcome/")
    dora = Member.objects.get(email="dora@example.org")
    assert (dora.name, dora.handle, dora.language, dora.has_usable_password()) == ("Dora", "dora", "fr", False)
    welcome = client.get("/members/welcome/").content.decode()
    assert "Bienvenue, Dora" in welcome and "Plus tard" in welcome


def test_what_one_was_doing_goes_on_after_the_welcome(client):
    page = client.post(
        "/accounts/signup/?next=/incidents/7/", {"name": "Dora", "email": "dora@example.org"}, follow=True
    )
    last = client.post(page.request["PATH_INFO"], {"code": code_in(mail.outbox[0])})
    assert last["Location"] == "/members/welcome/?next=%2Fincidents%2F7%2F"
    assert 'href="/incidents/7/"' in client.get(last["Location"]).content.decode()
    settled = client.post(last["Location"], {"lat": "48.825", "lon": "2.255", "next": "/incidents/7/"})
    assert settled["Location"] == "/incidents/7/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_welcome_leads_nowhere_else(client, alice, elsewhere):
    client.force_login(alice)
    page = client.get("/members/welcome/", {"next": elsewhere})
    assert page.context["next"] == "/"
    settled = client.post("/members/welcome/", {"lat": "48.825", "lon": "2.255", "next": elsewhere})
    assert settled["Location"] == "/"


def test_who_wants_a_password_sets_it_at_once(client):
    assert "Sans lui" in client.get("/accounts/signup/").content.decode()
    refused = sign_up(client, password1="12345")
    assert refused.context["form"].errors["password1"] and not Member.objects.filter(name="Dora").exists()
    sign_up(client, password1=PASSWORD)
    assert Member.objects.get(name="Dora").check_password(PASSWORD)


def test_the_sign_up_page_carries_where_one_was_going(client):
    assert 'value="/incidents/7/"' in client.get("/accounts/signup/?next=/incidents/7/").content.decode()


def test_a_wrong_code_opens_nothing(client):
    page = sign_up(client)
    client.post(page.request["PATH_INFO"], {"code": "WRONG1"})
    assert client.get("/members/me/").status_code == 302


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u202e", "!?", "x" * 81])
def test_a_name_is_something_neighbours_can_read(client, name):
    page = sign_up(client, name=name)
    assert page.context["form"].errors["name"]
    assert not Member.objects.filter(email="dora@example.org").exists()
    assert "dora@example.org" in page.content.decode()  # nothing typed is lost


def test_a_name_keeps_no_hidden_characters(client):
    sign_up(client, name=" Do\u202era \u200b ")
    assert Member.objects.get(email="dora@example.org").name == "Dora"


def test_two_members_of_one_name_have_two_handles(client):
    sign_up(client)
    client.logout()
    sign_up(client, email="other@example.org")
    assert list(Member.objects.order_by("pk").values_list("handle", flat=True)) == ["dora", "dora-2"]


def test_who_has_an_account_cannot_be_found_out(client, alice):
    unknown = sign_up(client, email="nobody@example.org")
    client.logout()
    known = sign_up(client, email="alice@example.org")
    assert known.request["PATH_INFO"] == unknown.request["PATH_INFO"]
    assert known.status_code == unknown.status_code == 200
    assert Member.objects.filter(email="alice@example.org").count() == 1
    letter = mail.outbox[-1]
    assert letter.to == ["alice@example.org"] and not CODE.search(letter.body)


def test_the_same_address_in_capitals_is_the_same_account(client, alice):
    sign_up(client, email="ALICE@Example.org")
    assert Member.objects.filter(email__iexact="alice@example.org").count() == 1


def test_alice_comes_back_by_a_code(client, alice):
    page = client.post("/accounts/login/code/", {"email": "alice@example.org"}, follow=True)
    client.post(page.request["PATH_INFO"], {"code": code_in(mail.outbox[-1])})
    assert client.get("/members/me/").status_code == 200


def test_alice_comes_back_by_her_password(client, alice):
    client.post("/accounts/login/", {"login": "alice@example.org", "password": PASSWORD})
    assert client.get("/members/me/").status_code == 200


# --- Language ---------------------------------------


def test_the_browser_learns_the_members_language_at_sign_in(client, alice):
    Member.objects.filter(pk=alice.pk).update(language="en")
    client.post("/accounts/login/", {"login": "alice@example.org", "password": PASSWORD})
    assert client.cookies["django_language"].value == "en"
    assert 'lang="en"' in client.get("/members/me/").content.decode()


def test_the_switch_is_remembered_by_the_account_and_needs_no_token(alice):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    switched = client.post("/i18n/setlang/", {"language": "en", "next": "/members/me/"})
    assert (switched.status_code, switched["Location"]) == (302, "/members/me/")
    alice.refresh_from_db()
    assert alice.language == "en"


@pytest.mark.parametrize("language", ["xx", "", "de", "../../fr"])
def test_a_language_we_do_not_speak_changes_nothing(client, alice, language):
    client.force_login(alice)
    client.post("/i18n/setlang/", {"language": language, "next": "/"})
    alice.refresh_from_db()
    assert alice.language == "fr"


def test_a_visitors_language_is_that_of_the_new_account_and_of_its_mail(client):
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    sign_up(client)
    assert Member.objects.get(email="dora@example.org").language == "en"
    assert "code" in mail.outbox[0].body and "Bonjour" not in mail.outbox[0].body


def test_mail_speaks_the_members_language_not_the_browsers(client, alice):
    client.post("/accounts/login/code/", {"email": "alice@example.org"}, headers={"accept-language": "en"})
    assert "Voici le code" in mail.outbox[-1].body


# --- One's own account --------------------


def profile(**changed):
    return {"name": "Alice", "handle": "alice", "language": "fr", "mail": "on", **changed}


def test_alice_changes_her_name_and_stops_the_mails(client, alice):
    client.force_login(alice)
    saved = client.post("/members/me/", profile(name="Alice M.", handle="Alice-M", mail="", language="en"))
    assert saved.status_code == 302 and saved.cookies["django_language"].value == "en"
    alice.refresh_from_db()
    assert (alice.name, alice.handle, alice.language) == ("Alice M.", "alice-m", "en")
    stopped = alice.mail_stopped_at
    client.post("/members/me/", profile(mail=""))
    alice.refresh_from_db()
    assert alice.mail_stopped_at == stopped is not None
    client.post("/members/me/", profile())
    alice.refresh_from_db()
    assert alice.mail_stopped_at is None


def test_a_taken_handle_is_refused_and_the_rest_is_kept(client, alice, bob):
    client.force_login(alice)
    refused = client.post("/members/me/", profile(name="Alice Renommée", handle="BOB"))
    assert refused.status_code == 400
    page = refused.content.decode()
    assert "déjà pris" in page and "Alice Renommée" in page
    alice.refresh_from_db()
    assert (alice.name, alice.handle) == ("Alice", "alice")


def test_the_account_page_shows_ones_own_and_takes_no_one_elses_id(client, alice, bob):
    client.force_login(alice)
    page = client.get("/members/me/", {"id": bob.pk}).content.decode()
    assert "alice@example.org" in page and "bob@example.org" not in page
    assert client.get(f"/members/{bob.pk}/").status_code == 404
    assert "bob@example.org" not in client.get("/members/bob/").content.decode()


def test_a_strangers_form_cannot_make_alice_staff(client, alice):
    client.force_login(alice)
    client.post("/members/me/", profile(is_staff="on", is_superuser="on", verified_at="2026-01-01", email="x@y.org"))
    alice.refresh_from_db()
    assert (alice.is_staff, alice.is_superuser, alice.verified_at, alice.email) == (
        False, False, None, "alice@example.org",
    )  # fmt: skip


@pytest.mark.parametrize("address", ["/members/me/", "/members/me/home/", "/members/welcome/"])
def test_visitors_are_asked_to_sign_in(client, address):
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


# --- Home ---------------------------------------


@pytest.fixture
def school(town):
    return Place.objects.create(name="École Hugo", lat=48.8251, lon=2.2899, source_key="e", territory=town.vanves)


def test_a_pin_gives_the_neighbourhood(client, alice, town):
    client.force_login(alice)
    client.post("/members/me/home/", {"lat": "48.825", "lon": "2.27"})
    alice.refresh_from_db()
    assert (alice.neighbourhood, alice.home.lat, alice.home.lon) == (town.centre, 48.825, 2.27)


def test_a_known_place_does_as_well(client, alice, school, town):
    client.force_login(alice)
    assert "École Hugo" in client.get("/members/me/home/").content.decode()
    client.post("/members/me/home/", {"place": school.pk})
    alice.refresh_from_db()
    assert alice.neighbourhood == town.vanves


def test_an_address_is_searched_without_javascript(client, alice, school, town):
    client.force_login(alice)
    client.post("/members/me/home/", {"address": "ecole hugo"})
    alice.refresh_from_db()
    assert (alice.neighbourhood, alice.home.lat) == (town.vanves, 48.8251)


def test_of_several_answers_one_is_chosen(client, alice, school, town):
    Place.objects.create(name="École Verne", lat=48.8252, lon=2.2650, source_key="v", territory=town.centre)
    client.force_login(alice)
    asked = client.post("/members/me/home/", {"address": "école"})
    page = asked.content.decode()
    assert asked.status_code == 400 and "choisissez le vôtre" in page and 'value="48.8252,2.265"' in page
    client.post("/members/me/home/", {"address": "école", "choice": "48.8252,2.265"})
    alice.refresh_from_db()
    assert alice.neighbourhood == town.centre


@pytest.mark.parametrize(
    "given, words",
    [
        ({}, "Posez le repère"),
        ({"lat": "48.8566", "lon": "2.3522"}, "Issy-les-Moulineaux, Vanves"),
        ({"lat": "2.255", "lon": "48.825"}, "inversées"),
        ({"lat": "nan", "lon": "2.2"}, "lisibles"),
        ({"address": "rue inconnue"}, "inconnue ici"),
        ({"place": "999999"}, "999999"),
        ({"choice": "48.8252,2.265", "address": "rue inconnue"}, "inconnue ici"),
    ],
)
def test_a_home_that_cannot_be_is_refused_in_words(client, alice, town, given, words):
    client.force_login(alice)
    refused = client.post("/members/me/home/", given)
    assert (refused.status_code, words in refused.content.decode()) == (400, True)
    alice.refresh_from_db()
    assert (alice.neighbourhood, alice.home.lat) == (town.val, None)


def test_moving_within_the_neighbourhood_keeps_the_verification_and_leaving_it_loses_it(alice, town):
    from django.utils.timezone import now

    alice.verified_at = now()
    alice.save()
    alice.settle(48.8251, 2.2551)
    assert alice.verified_at
    alice.settle(*town.in_centre)
    alice.refresh_from_db()
    assert (alice.verified_at, alice.neighbourhood) == (None, town.centre)


def test_a_home_can_be_forgotten(client, alice, town):
    alice.settle(48.8251, 2.2551)
    client.force_login(alice)
    client.post("/members/me/home/", {"leave": "1"})
    alice.refresh_from_db()
    assert (alice.neighbourhood, alice.home) == (None, None)


def test_the_exact_home_is_on_no_page_but_ones_own(client, alice, bob, town):
    from incidents.models import Incident, Nature

    alice.settle(48.821234, 2.251234)
    incident = Incident.objects.report(alice, Nature.PROBLEM, town.litter, "Sale", *town.in_val, quietly=True)
    client.force_login(bob)
    for address in ("/", "/map/", "/incidents/", incident.get_absolute_url(), "/incidents.geojson", "/members/me/"):
        assert "48.8212" not in client.get(address).content.decode(), address


@pytest.mark.parametrize(
    ("agent", "name", "icon"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox, Windows", "monitor"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari, iPhone",
         "smartphone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome, Android",
         "smartphone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14) Chrome/126 Safari/537.36 Edg/126.0", "Edge, Mac", "monitor"),
        ("", "un appareil inconnu", "monitor"),
    ],
)  # fmt: skip
def test_a_device_is_called_by_what_its_owner_knows(agent, name, icon):
    assert (devices.device_name(agent), devices.device_icon(agent)) == (name, icon)


def test_the_pages_of_ones_account_speak_our_words(client, alice):
    client.force_login(alice)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for address, words in {
        "/accounts/password/change/": "Une phrase que vous seul diriez",
        "/accounts/2fa/totp/activate/": "visez cette image",
        "/accounts/2fa/webauthn/": "Aucune encore",
        "/accounts/2fa/webauthn/add/": "Rien de cela ne nous est envoyé",
        "/accounts/email/": "Aucun voisin ne la voit",
        "/accounts/2fa/": "Ils viendront avec votre première clé",
        "/accounts/sessions/": "Appareils connectés",
        "/accounts/logout/": "Sur cet appareil seulement",
        "/accounts/reauthenticate/": "C’est bien vous",
        "/accounts/password/reset/": "Envoyer le lien",
        "/accounts/password/reset/done/": "Regardez votre boîte",
    }.items():
        answer = client.get(address)
        assert answer.status_code == 200 and words in answer.content.decode(), address


def test_the_codes_of_an_application_are_installed_and_leave_codes_on_paper(client, alice):
    client.force_login(alice)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="authenticator_secret" type="text" value="([A-Z2-7]+)"', page).group(1)
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code}, follow=True)
    assert "Codes qui valent encore" in answer.content.decode() and answer.content.decode().count("\n") > 10
    for address in ("/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/generate/", "/accounts/2fa/"):
        assert client.get(address).status_code == 200
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert "Votre compte est protégé deux fois" in client.get("/accounts/2fa/authenticate/").content.decode()
