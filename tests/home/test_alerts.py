"""Alerts: told even to those who want quiet, shown on every page of those concerned, until they end."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from community.members.models import MemberPlace
from community.notifications.models import Notification
from home.voice.alerts import shown_to
from home.voice.clock import publish_scheduled

NOW = "2026-11-26T10:00:00+01:00"
IN_VAL = {
    "type": "Polygon",
    "coordinates": [[[2.251, 48.821], [2.255, 48.821], [2.255, 48.825], [2.251, 48.825], [2.251, 48.821]]],
}


@pytest.fixture
def banner(rf):
    """`banner(alice)`: the titles at the head of the pages of a member, or of a visitor (None)."""
    from django.contrib.auth.models import AnonymousUser

    def titles(member=None, cookie=""):
        request = rf.get("/")
        request.user, request.COOKIES["alerts"] = member or AnonymousUser(), cookie
        return [alert["title"] for alert in shown_to(request)]

    return titles


def test_charlie_of_vanves_hears_nothing_of_val_de_seines_water(voice, town, alice, bob, charlie, mira, banner):
    MemberPlace.objects.filter(member=mira).update(reach="town")
    voice.alert(audience="quarters", quarters=[town.val])
    voice.deliver()
    assert voice.told("alert") == ["Alice", "Bob"] and voice.told("news") == []
    assert [banner(who) for who in (alice, charlie, mira, None)] == [["Eau coupée"], [], [], []]


def test_visitors_and_newcomers_read_what_is_for_the_whole_town(voice, charlie, alice, banner, town):
    from community.members.models import Member

    newcomer = Member.objects.create_user("new@example.org")
    voice.alert()
    assert [banner(who) for who in (None, newcomer, alice, charlie)] == [["Eau coupée"]] * 3 + [[]]


def test_an_alert_for_a_zone_is_for_those_who_live_in_it(voice, town, alice, bob, banner):
    alice.settle(48.823, 2.253)
    bob.settle(48.828, 2.258)
    voice.alert(audience="zone", zone=IN_VAL)
    voice.deliver()
    assert voice.told("alert") == ["Alice"]
    assert (banner(alice), banner(bob), banner()) == (["Eau coupée"], [], [])


def test_an_alert_for_a_place_is_for_those_who_follow_it(voice, town, alice, bob, banner):
    from community.places.models import Place
    from community.posts.watching import watch_topic

    pool = Place.objects.create(name="Piscine", lat=48.825, lon=2.255, territory=town.val, source_key="p")
    watch_topic(bob, f"place:{pool.pk}")
    voice.alert("Piscine fermée", audience="place", place=pool)
    voice.deliver()
    assert voice.told("alert") == ["Bob"]
    assert (banner(bob), banner(alice), banner()) == (["Piscine fermée"], [], [])


def test_who_wants_quiet_is_mailed_the_alert_and_not_the_news(voice, alice):
    from community.notifications.models import Level, Mail, Volume

    Volume.objects.update_or_create(member=alice, defaults={"level": Level.QUIET})
    voice.news()
    voice.alert()
    voice.deliver()
    mails = dict(Notification.objects.values_list("kind", "mail"))
    assert mails["alert"] == Mail.DUE and mails["news"] != Mail.DUE


def test_told_once_and_again_only_on_purpose(voice, again, alice):
    page = voice.alert()
    page = again(page, severity="danger")
    voice.deliver()
    again(page, tell_again=True)
    voice.deliver()
    titles = list(Notification.objects.order_by("pk").values_list("title", flat=True))
    assert titles == ["Alerte : Eau coupée", "Alerte, mise à jour : Eau coupée"]


def test_it_begins_and_ends_at_its_hour_and_is_folded_away(voice, time_machine, client, banner, alice):
    time_machine.move_to(NOW, tick=False)
    now = timezone.now()
    page = voice.alert(go_live_at=now + timedelta(hours=1), expire_at=now + timedelta(hours=4))
    assert banner() == []
    time_machine.shift(timedelta(hours=1, seconds=30))
    publish_scheduled()
    assert banner() == ["Eau coupée"]
    post = voice.post(page)
    time_machine.shift(timedelta(hours=3))
    assert banner() == []  # at the minute, before the clock's chore came by
    publish_scheduled()
    index = client.get("/news/").content.decode()
    assert "Alertes terminées (1)" in index and f'href="/news/{post.pk}/"' in index
    over = client.get(f"/news/{post.pk}/").content.decode()
    assert "Cette alerte est terminée" in over and "Le texte." in over
    client.force_login(alice)
    assert client.post(f"/posts/{post.pk}/comments/", {"text": "Et alors ?"}).status_code == 404


def test_what_an_editor_takes_back_is_gone(voice, client, banner):
    page = voice.alert()
    post = voice.post(page)
    page.unpublish()
    assert banner() == [] and client.get(f"/news/{post.pk}/").status_code == 404
    assert "Eau coupée" not in client.get("/news/").content.decode()


def test_put_away_it_stays_away_until_it_changes(voice, again, client, banner):
    page = voice.alert()
    alert = voice.post(page)
    (shown,) = _alerts()
    answer = client.post(f"/news/{alert.pk}/put-away/", {"version": shown["version"], "next": "/news/"})
    assert answer["Location"] == "/news/"
    cookie = answer.cookies["alerts"].value
    assert banner(cookie=cookie) == []
    again(page, comments=False)  # nothing that is read has changed
    assert banner(cookie=cookie) == []
    again(page, summary="L'eau revient à 18 h.")
    assert banner(cookie=cookie) == ["Eau coupée"]


def _alerts():
    from home import town

    return town.facts()["alerts"]


def test_nobody_else_puts_an_alert_away_for_one(voice, client):
    alert = voice.post(voice.alert())
    address, form = f"/news/{alert.pk}/put-away/", {"version": "0123456789", "next": "https://evil.example/"}
    for origin in ("https://evil.example", "null"):  # also a page that would not say whose it is
        assert client.post(address, form, headers={"origin": origin}).status_code == 403
    assert client.post(address, form, headers={"origin": "http://testserver"})["Location"] == "/"
    wrong = client.post(address, form | {"version": "x" * 5000})
    assert "alerts" not in wrong.cookies
    assert client.get(address).status_code == 405


def test_the_banner_says_what_where_and_until_when(voice, rf, banner):
    from django.contrib.auth.models import AnonymousUser

    voice.alert(severity="danger", expire_at=timezone.now() + timedelta(days=1))
    request = rf.get("/map/?q=eau")
    request.user = AnonymousUser()
    html = render_to_string("home/alerts.html", {"alerts": shown_to(request), "request": request})
    assert "notice-error" in html and "Eau coupée" in html and "jusqu’au" in html
    assert 'value="/map/?q=eau"' in html and "csrf" not in html and 'role="alert"' not in html
    assert 'aria-label="Ne plus afficher : Eau coupée"' in html


def test_the_front_page_carries_it_for_visitors_too(voice, client):
    assert "data-alert=" not in client.get("/").content.decode()
    voice.alert()
    assert "data-alert=" in client.get("/").content.decode()


def test_the_gravest_comes_first(voice, banner):
    voice.alert("Information", severity="info")
    voice.alert("Danger", severity="danger")
    voice.alert("Vigilance", severity="warning")
    assert banner() == ["Danger", "Vigilance", "Information"]


@pytest.mark.parametrize("count", [1, 6])
def test_a_member_costs_one_question_a_visitor_none_and_quiet_times_nothing(voice, alice, rf, queries, count, banner):
    banner()
    with queries(0):
        banner(alice)
    for number in range(count):
        voice.alert(f"Alerte {number}")
    banner()
    with queries(0):
        banner()
    with queries(1):
        banner(alice)
