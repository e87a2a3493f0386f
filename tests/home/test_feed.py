"""The feed: everything of one's places, newest first, by day, with an end that moves only when it was reached."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.utils.translation import override

from community.members.blocks import block
from community.members.models import MemberPlace, Reach
from community.posts import thread
from community.posts.feed import lines
from community.posts.models import FeedMark, Post
from community.posts.states import hide_post, publish_post
from home.feed import marks, scopes
from home.feed.days import day_words
from home.feed.upto import Upto
from incidents.models import Incident, Nature

MONDAY = datetime(2026, 11, 23, 17, 40, tzinfo=UTC)  # 18:40 in Paris


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def report(town, bob):
    """`report("Un banc")`: Bob's, now, in Val-de-Seine."""

    def reporting(title, where=None, author=None, at=None):
        return Incident.objects.report(
            author or bob, Nature.PROBLEM, town.litter, title, *(where or town.in_val), title=title, at=at, quietly=True
        )

    return reporting


def shown(answer):
    return [
        unescape(title) for title in re.findall(r'class="card-link" href="[^"]*">(.*?)</a>', answer.content.decode())
    ]


def opened(client, address="/feed/", **query):
    cache.clear()
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.context["filters"].errors
    return answer


def read_all(client, answer):
    upto = str(answer.context["upto"])
    return client.post("/feed/read/", {"feed": answer.context["scope"].feed, "upto": upto})


# --- Whose it is ----------------------------------------------------------------------------------------------------


def test_a_member_reads_their_places_together_each_with_its_reach(client, town, alice, report, clock):
    report("Val-de-Seine")
    report("Centre-ville", town.in_centre)
    report("Vanves", town.in_vanves)
    alice.places.update(reach=Reach.QUARTER)
    client.force_login(alice)
    assert shown(opened(client)) == ["Val-de-Seine"]
    alice.places.update(reach=Reach.NEXT)
    assert shown(opened(client)) == ["Centre-ville", "Val-de-Seine"]
    work = MemberPlace.objects.create(member=alice, label="work", territory=town.vanves, reach=Reach.QUARTER)
    assert shown(opened(client)) == ["Vanves", "Centre-ville", "Val-de-Seine"]
    assert shown(opened(client, place=str(work.pk))) == ["Vanves"]


def test_a_visitor_reads_the_town(client, town, report, clock):
    report("Centre-ville", town.in_centre)
    report("Vanves", town.in_vanves)
    page = opened(client)
    assert shown(page) == ["Centre-ville"]
    assert "J'ai tout lu" not in page.content.decode()


def test_a_quarters_feed_by_its_code_or_its_name(client, town, report, clock):
    report("Val-de-Seine")
    report("Centre-ville", town.in_centre)
    for address in ("/feed/92040-val-de-seine/", "/feed/val-de-seine/"):
        assert shown(opened(client, address)) == ["Val-de-Seine"]
    assert shown(opened(client, "/feed/issy-les-moulineaux/")) == ["Centre-ville", "Val-de-Seine"]
    assert client.get("/feed/atlantide/").status_code == 404
    assert client.get("/feed/hauts-de-seine/").status_code == 404


def test_what_is_said_to_the_whole_town_reaches_every_quarter(town, alice, bob, charlie, clock):
    said = Post.objects.create(kind="incident", author=bob, title="À tous", territory=town.issy)
    publish_post(said)
    for member, expected in ((alice, [said.pk]), (charlie, [])):
        member.places.update(reach=Reach.QUARTER)
        assert [line.post for line in lines(member, scopes.mine(member).territories)[0]] == expected


def test_who_has_no_place_is_invited_to_choose_one(client, town, alice, report, clock):
    alice.leave_home()
    client.force_login(alice)
    page = opened(client).content.decode()
    assert "/members/me/home/?next=/feed/" in page and "Une semaine bien calme" in page


def test_who_must_not_see_it_does_not(client, town, alice, bob, report, clock):
    report("De Bob")
    hide_post(report("Masqué"))
    client.force_login(alice)
    assert shown(opened(client)) == ["De Bob"]
    block(bob, alice)
    assert shown(opened(client)) == []


# --- What stands in it ----------------------------------------------------------------------------------------------


def test_the_citys_answer_is_a_line_that_leads_into_the_thread(client, town, alice, report, clock):
    hole = report("Un trou", at=MONDAY - timedelta(days=5))
    said = thread.card(hole, "GPSO", "Rebouché mardi.", facts={"phase": "done"})
    client.force_login(alice)
    page = opened(client).content.decode()
    assert "GPSO répond" in page and "Rebouché mardi." in page
    assert f'href="/incidents/{hole.pk}/#c{said.number}"' in page
    assert shown(opened(client, kind="answer")) == ["Un trou"]


def test_days_are_the_readers_own(client, town, alice, report, clock):
    report("Hier soir à Paris", at=datetime(2026, 11, 22, 22, 30, tzinfo=UTC))
    report("Cette nuit à Paris", at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    report("Vendredi", at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    client.force_login(alice)
    days = [(day["words"], len(day["items"])) for day in opened(client).context["days"]]
    assert days == [("Aujourd'hui", 1), ("Hier", 1), ("Vendredi 20 novembre", 1)]
    alice.timezone = "America/Montreal"
    alice.save()
    days = [(day["words"], len(day["items"])) for day in opened(client).context["days"]]
    assert days == [("Hier", 2), ("Vendredi 20 novembre", 1)]


def test_days_are_named_as_the_readers_language_writes_them():
    today, before = date(2026, 11, 26), date(2026, 11, 24)
    assert day_words(before, today) == "Mardi 24 novembre"
    with override("en"):
        assert [day_words(day, today) for day in (today, before)] == ["Today", "Tuesday 24 November"]


def test_filters_are_links_that_keep_one_another(client, town, alice, report, clock):
    report("Ici").tags.add("velo")
    report("Là-bas", (48.8285, 2.2585))
    client.force_login(alice)
    assert shown(opened(client, tag="velo")) == ["Ici"]
    near = opened(client, near="48.8250123,2.2550123")
    assert shown(near) == ["Là-bas", "Ici"]
    assert 'href="/feed/?near=48.825%2C2.255&amp;kind=answer"' in near.content.decode()  # to some 100 m
    assert shown(opened(client, kind="incident", tag="velo")) == ["Ici"]
    page = opened(client, kind="answer", tag="velo").content.decode()
    assert "Rien de tel ici" in page and 'href="/feed/?tag=velo"' in page


@pytest.mark.parametrize(
    "query",
    [{"kind": "zzz"}, {"place": "1"}, {"near": "0,0"}, {"near": "nan,nan"}, {"after": "x"}, {"since": "2026-13-40"},
     {"after": "2026-11-23T10:00:00Z,1.x"}, {"after": "9999-11-23T10:00:00Z,1.0"}, {"upto": "2026-11-23T10:00:00"},
     {"tag": "' OR 1"}],
)  # fmt: skip
def test_a_wrong_address_says_so(client, town, query):
    assert client.get("/feed/", query).status_code == 400
    assert client.get("/feed/new/", {"upto": "2026-11-23T10:00:00Z", **query}).status_code == 400


# --- Its end --------------------------------------------------------------------------------------------------------


def test_loading_the_feed_moves_no_mark_and_reaching_its_end_does(client, alice, report, clock):
    report("Lundi")
    client.force_login(alice)
    for _ in range(3):
        page = opened(client)
        assert shown(page) == ["Lundi"] and "C'est tout pour cette semaine" in page.content.decode()
    assert not FeedMark.objects.exists()
    assert read_all(client, page)["Location"] == "/feed/"
    clock.shift(timedelta(days=1))
    page = opened(client)
    assert shown(page) == [] and "Rien de nouveau" in page.content.decode()
    assert "Depuis hier 18:40" in unescape(page.content.decode())
    report("Mardi")
    page = opened(client)
    assert shown(page) == ["Mardi"] and "Vous êtes à jour" in page.content.decode()
    assert shown(client.get(page.context["older_url"])) == ["Lundi"]


def test_who_comes_back_from_a_post_finds_the_visit_as_it_began(client, alice, report, clock):
    report("Lundi")
    client.force_login(alice)
    read_all(client, opened(client))
    clock.shift(timedelta(minutes=10))
    assert shown(opened(client)) == ["Lundi"]
    report("Encore")
    read_all(client, opened(client))
    clock.shift(timedelta(minutes=25))
    assert shown(opened(client)) == ["Encore", "Lundi"]
    clock.shift(timedelta(minutes=31))
    assert shown(opened(client)) == []


def test_a_mark_never_moves_back_nor_into_the_future(alice, clock):
    assert marks.move(alice, "mine", Upto.at(MONDAY))
    assert not marks.move(alice, "mine", Upto.at(MONDAY - timedelta(hours=1)))
    assert not marks.move(alice, "mine", Upto.at(MONDAY + timedelta(days=9)))
    clock.shift(timedelta(hours=1))
    assert marks.begun(alice, "mine", MONDAY + timedelta(hours=1)) == (Upto.at(MONDAY), True)


def test_what_was_written_while_one_read_is_new_the_next_time(client, alice, report, clock):
    report("Avant")
    client.force_login(alice)
    page = opened(client)
    clock.shift(timedelta(minutes=5))
    report("Pendant")
    read_all(client, page)
    clock.shift(timedelta(hours=1))
    assert shown(opened(client)) == ["Pendant"]


def test_a_post_that_commits_late_is_new_and_not_lost(client, alice, report, clock):
    report("À l'heure", at=MONDAY - timedelta(seconds=5))
    client.force_login(alice)
    page = opened(client)
    report("En retard", at=MONDAY - timedelta(seconds=20))  # it was on its way when the page was made
    upto = str(page.context["upto"])
    assert client.get("/feed/new/", {"upto": upto}).json()["count"] == 1
    read_all(client, page)
    clock.shift(timedelta(hours=1))
    later = opened(client)
    assert shown(later) == ["En retard"]
    assert shown(client.get(later.context["older_url"])) == ["À l'heure"]


def test_each_feed_has_its_own_mark_and_each_member(client, alice, bob, report, clock):
    report("Lundi")
    client.force_login(alice)
    read_all(client, opened(client, "/feed/val-de-seine/"))
    clock.shift(timedelta(hours=1))
    assert shown(opened(client)) == ["Lundi"] and shown(opened(client, "/feed/val-de-seine/")) == []
    client.force_login(bob)
    assert shown(opened(client, "/feed/val-de-seine/")) == ["Lundi"]


def test_a_visitors_feed_ends_after_a_week(client, town, report, clock):
    report("Récent", at=MONDAY - timedelta(days=2))
    report("Ancien", at=MONDAY - timedelta(days=9))
    page = opened(client)
    assert shown(page) == ["Récent"]
    assert shown(client.get(page.context["older_url"])) == ["Ancien"]
    assert client.post("/feed/read/", {"feed": "mine", "upto": "2026-11-23T10:00:00Z"}).status_code == 302
    assert not FeedMark.objects.exists()


def test_a_mark_of_nonsense_is_refused(client, alice):
    client.force_login(alice)
    assert client.post("/feed/read/", {"feed": "mine", "upto": "demain"}).status_code == 400
    assert client.post("/feed/read/", {"feed": "atlantide", "upto": "2026-11-23T10:00:00Z"}).status_code == 404
    assert client.post("/feed/read/", {"upto": "2026-11-23T10:00:00Z"}).status_code == 404


# --- Its pages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [{}, {"kind": "incident"}])
def test_pages_neither_skip_nor_repeat_while_posts_arrive(client, alice, report, query, clock):
    expected = {report(f"n{number}", at=MONDAY - timedelta(seconds=number // 7)).title for number in range(47)}
    expected |= {report(f"vieux{number}", at=MONDAY - timedelta(days=9, hours=number)).title for number in range(23)}
    client.force_login(alice)
    page, seen = opened(client, **query), []
    for arrived in range(9):
        clock.shift(timedelta(seconds=3))
        report(f"arrivé {arrived}")
        seen += shown(page)
        following = page.context["next_url"] or page.context["older_url"]
        if not following:
            break
        page = client.get(following)
    assert sorted(seen) == sorted(expected)


def test_the_mark_of_the_last_page_is_that_of_the_first(client, alice, report, clock):
    for number in range(25):
        report(f"n{number}", at=MONDAY - timedelta(minutes=number))
    client.force_login(alice)
    page = opened(client)
    assert "data-feed-end" not in page.content.decode()
    clock.shift(timedelta(minutes=2))
    report("Entre les deux")
    last = client.get(page.context["next_url"])
    assert "data-feed-end" in last.content.decode()
    read_all(client, last)
    clock.shift(timedelta(hours=1))
    assert shown(opened(client)) == ["Entre les deux"]


def test_a_script_gets_the_lines_alone(client, alice, report, clock):
    report("Lundi")
    client.force_login(alice)
    part = client.get("/feed/", headers={"X-Requested-With": "fetch"}).content.decode()
    assert "Lundi" in part and "<html" not in part


def test_new_lines_are_counted_for_this_reader_and_these_filters(client, alice, bob, charlie, mira, report, clock):
    client.force_login(alice)
    upto = str(opened(client).context["upto"])
    clock.shift(timedelta(minutes=2))
    for title in ("un", "deux", "trois"):
        report(title)
    report("De Mira", author=mira)
    block(alice, mira)
    told = client.get("/feed/new/", {"upto": upto}).json()
    assert told == {"count": 3, "more": False, "words": "3 nouvelles publications"}
    assert client.get("/feed/new/", {"upto": upto, "kind": "answer"}).json()["count"] == 0
    part = client.get("/feed/new/", {"upto": upto, "show": 1})
    assert shown(part) == ["trois", "deux", "un"]
    again = re.search(r'data-upto="([^"]*)"', part.content.decode())[1]
    assert client.get("/feed/new/", {"upto": again}).json()["count"] == 0
    client.force_login(charlie)
    assert client.get("/feed/new/", {"upto": upto}).json()["count"] == 0


@pytest.mark.parametrize("count", [1, 40])
def test_the_feed_is_the_same_few_queries_for_any_amount(client, town, alice, report, queries, clock, count):
    for label in ("work", "family"):
        MemberPlace.objects.create(member=alice, label=label, territory=town.centre)
    for number in range(count):
        hole = report(f"n{number}")
        thread.card(hole, "GPSO", "Vu.")
    client.force_login(alice)
    client.get("/feed/")
    with queries(5):  # the member, their places, their mark, the lines, which of them are theirs to see
        client.get("/feed/")
    with queries(4):
        client.get("/feed/new/", {"upto": str(Upto.at(MONDAY - timedelta(days=1)))})
    client.logout()
    client.get("/feed/")
    with queries(0):
        client.get("/feed/")


def test_the_page_listens_to_few_topics_however_far_it_reaches(town, alice, clock):
    alice.places.update(reach=Reach.QUARTER)
    assert scopes.mine(alice).topics == [
        "feed:200057974", "feed:92", "feed:92040", "feed:92040-val-de-seine",
    ]  # fmt: skip
    alice.places.update(reach=Reach.TOWN)
    assert scopes.mine(alice).topics == ["feed:200057974", "feed:92", "feed:92040_town"]
