"""Polls: one answer per resident, which they may change; results that give nobody away; and what came of them."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.members.models import Member
from home.models import Ballot, PollPage
from home.polls.export import as_csv
from home.polls.results import by_quarter, overall, split
from home.polls.voting import answer
from home.voice.clock import close_polls
from incidents.models import Incident


@pytest.fixture
def poll(voice):
    """A poll of one question, with the ids of its two choices and its post."""

    def asking(**more):
        page = voice.poll(**more)
        page.post, page.question = voice.post(page), page.asked[0]["id"]
        page.wood, page.stone = (key for key, _words in page.asked[0]["choices"])
        return page

    return asking


def residents(count, territory, prefix="Voisin"):
    names = [f"{prefix}{number}" for number in range(count)]
    people = [Member(email=f"{n}@example.org", name=n, handle=n.lower(), neighbourhood=territory) for n in names]
    return Member.objects.bulk_create(people)


def all_answer(page, members, choice):
    Ballot.objects.bulk_create(
        [
            Ballot(post=page.post, member=m, quarter_id=m.neighbourhood_id, answers={page.question: [choice]})
            for m in members
        ]
    )


def send(client, page, choice, status=302):
    response = client.post(f"/news/{page.post.pk}/vote/", {page.question: choice})
    assert response.status_code == status
    return response


# --- Answering --------------------


def test_a_resident_answers_once_and_may_change_it(poll, client, alice):
    page = poll()
    client.force_login(alice)
    assert "Bois ou pierre ?" in client.get(page.url).content.decode()
    send(client, page, page.wood)
    send(client, page, page.wood)
    send(client, page, page.stone)
    ballot = Ballot.objects.get()
    assert (ballot.member, ballot.quarter, ballot.answers) == (
        alice,
        alice.neighbourhood,
        {page.question: [page.stone]},
    )
    html = client.get(page.url).content.decode()
    assert "Changer ma réponse" in html and html.count("checked") == 1


def test_what_is_missing_comes_back_with_the_rest(poll, client, alice):
    page = poll(questions=[
        ("one", {"text": "Bois ou pierre ?", "required": True, "choices": ["Bois", "Pierre"]}),
        ("several", {"text": "Où ?", "required": False, "choices": ["Parc", "Quai", "Place"]}),
        ("score", {"text": "Votre avis ?", "required": True, "low": "non", "high": "oui"}),
    ])  # fmt: skip
    one, several, score = page.asked
    client.force_login(alice)
    half = {one["id"]: page.wood, several["id"]: [several["choices"][0][0], several["choices"][2][0]]}
    back = client.post(f"/news/{page.post.pk}/vote/", half)
    assert back.status_code == 400 and back.content.decode().count("checked") == 3
    assert "Choisissez une réponse." in back.content.decode() and not Ballot.objects.exists()
    assert client.post(f"/news/{page.post.pk}/vote/", half | {score["id"]: "6"}).status_code == 400
    assert client.post(f"/news/{page.post.pk}/vote/", half | {score["id"]: "4", "other": "x"}).status_code == 302
    assert Ballot.objects.get().answers == {
        one["id"]: [page.wood], several["id"]: half[several["id"]], score["id"]: ["4"]
    }  # fmt: skip


def test_who_may_not_answer_reads_why(poll, client, alice, charlie, town, voice):
    page = poll()
    send(client, page, page.wood)  # a visitor is sent to sign in
    newcomer = Member.objects.create_user("new@example.org")
    for member, words in ((charlie, "habitants de la ville"), (newcomer, "Choisir mon quartier")):
        client.force_login(member)
        assert words in client.get(page.url).content.decode()
        send(client, page, page.wood)
    client.force_login(alice)
    verified = poll(title="Vérifié", verified_only=True)
    assert "doit avoir été vérifiée" in client.get(verified.url).content.decode()
    send(client, verified, verified.wood)
    centre = poll(title="Au centre", audience="quarters", quarters=[town.centre])
    send(client, centre, centre.wood)
    assert not Ballot.objects.exists()
    Member.objects.filter(pk=alice.pk).update(verified_at=timezone.now())
    send(client, verified, verified.wood)
    assert Ballot.objects.get().post == verified.post


def test_it_closes_at_its_minute(poll, alice, time_machine, client):
    time_machine.move_to("2026-11-26T10:00:00+01:00", tick=False)
    page = poll(closes_at=timezone.now() + timedelta(hours=1))
    time_machine.shift(timedelta(minutes=59, seconds=59))
    answer(page, page.post, alice, {page.question: [page.wood]})
    time_machine.shift(timedelta(seconds=1))
    with pytest.raises(PermissionDenied):
        answer(page, page.post, alice, {page.question: [page.stone]})
    client.force_login(alice)
    send(client, page, page.stone)
    assert Ballot.objects.get().answers == {page.question: [page.wood]}


def test_the_feed_says_it_is_closed_and_open_again(poll, again, time_machine, client):
    time_machine.move_to("2026-11-26T10:00:00+01:00", tick=False)
    page = poll(closes_at=timezone.now() + timedelta(hours=1))
    assert "Sondage, jusqu&#x27;au 26 novembre" in client.get("/news/").content.decode()
    assert close_polls() == 0
    time_machine.shift(timedelta(hours=1))
    assert (close_polls(), close_polls()) == (1, 0)
    cache.clear()  # Redis keeps what visitors got by its own clock
    assert "Sondage clos" in client.get("/news/").content.decode()
    again(page, closes_at=timezone.now() + timedelta(days=1))
    cache.clear()
    assert "Sondage, jusqu&#x27;au 27 novembre" in client.get("/news/").content.decode()


def test_an_account_that_goes_leaves_its_answer_without_a_name(poll, alice):
    page = poll()
    answer(page, page.post, alice, {page.question: [page.wood]})
    alice.delete()
    assert Ballot.objects.get().member is None


def test_a_translation_asks_the_same_questions_and_counts_in_one(poll, english, client, alice):
    page = poll()
    other = page.copy_for_translation(english.locale, copy_parents=True)
    other.save_revision().publish()
    assert [q["id"] for q in PollPage.objects.get(pk=other.pk).asked] == [page.question]
    client.force_login(alice)
    client.cookies["django_language"] = "en"
    send(client, page, page.wood)
    send(client, page, page.stone)
    assert Ballot.objects.get().answers == {page.question: [page.stone]}


# --- Counting --------------------


@pytest.mark.parametrize(
    ("heads", "shown", "hidden"),
    [
        ({1: 30, 2: 12}, [1, 2], []),
        ({1: 30, 2: 9}, [], [1, 2]),  # one alone below: the difference from the whole would say it
        ({1: 30, 2: 20, 3: 9}, [1], [2, 3]),
        ({1: 30, 2: 20, 3: 3, 4: 4}, [1], [2, 3, 4]),  # both together are still too few
        ({1: 30, 2: 20, 3: 6, 4: 7}, [1, 2], [3, 4]),
        ({1: 30, None: 2}, [], [1, None]),
        ({1: 4}, [], []),
        ({}, [], []),
    ],
)
def test_small_quarters_stand_together_and_never_alone(heads, shown, hidden):
    found = split(heads, 10)
    assert (sorted(found[0]), sorted(found[1], key=str)) == (shown, sorted(hidden, key=str))


def test_below_the_minimum_nothing_is_shown(poll, town, client, alice):
    page = poll(minimum=10)
    all_answer(page, residents(8, town.val), page.wood)
    client.force_login(alice)
    send(client, page, page.stone)
    html = client.get(page.url).content.decode()
    assert "Moins de 10 réponses" in html and "poll-results" not in html
    all_answer(page, residents(1, town.val, "Dixième"), page.wood)
    cache.clear()
    html = client.get(page.url).content.decode()
    assert "10 réponses" in html and "90 %" in html and "10 %" in html


def test_results_wait_for_ones_answer_or_for_the_end(poll, town, client, alice, bob, time_machine):
    time_machine.move_to("2026-11-26T10:00:00+01:00", tick=False)
    live, late = poll(), poll(title="Plus tard", results="closed")
    for page in (live, late):
        all_answer(page, residents(12, town.val, f"Voisin{page.pk}-"), page.wood)
    client.force_login(bob)
    assert "poll-results" not in client.get(live.url).content.decode()
    send(client, live, live.wood)
    send(client, late, late.wood)
    assert "poll-results" in client.get(live.url).content.decode()
    assert "poll-results" not in client.get(late.url).content.decode()
    client.logout()
    assert "poll-results" not in client.get(live.url).content.decode()
    time_machine.shift(timedelta(days=8))
    cache.clear()
    for page in (live, late):
        assert "poll-results" in client.get(page.url).content.decode()


def test_by_quarter_only_at_the_end_and_the_sums_are_exact(poll, town, time_machine):
    time_machine.move_to("2026-11-26T10:00:00+01:00", tick=False)
    page = poll()
    all_answer(page, residents(14, town.val, "v"), page.wood)
    all_answer(page, residents(11, town.centre, "c"), page.stone)
    assert by_quarter(page, page.post) == []
    time_machine.shift(timedelta(days=8))
    whole = overall(page, page.post)
    assert (whole["heads"], whole["questions"][0]["rows"]) == (25, [("Bois", 14, 56), ("Pierre", 11, 44)])
    rows = {name: results["questions"][0]["rows"] for name, results in by_quarter(page, page.post)}
    assert rows == {
        "Centre-ville": [("Bois", 0, 0), ("Pierre", 11, 100)],
        "Val-de-Seine": [("Bois", 14, 100), ("Pierre", 0, 0)],
    }


def test_a_score_has_its_mean(poll, voice, town):
    page = voice.poll(questions=[("score", {"text": "Note", "required": True, "low": "non", "high": "oui"})])
    page.post, page.question = voice.post(page), page.asked[0]["id"]
    all_answer(page, residents(6, town.val, "a"), "5")
    all_answer(page, residents(6, town.val, "b"), "2")
    (note,) = overall(page, page.post)["questions"]
    assert note["mean"] == 3.5 and [count for _words, count, _percent in note["rows"]] == [0, 6, 0, 0, 6]


def test_the_table_for_editors_has_no_names_and_no_formulas(poll, town, client, admin, alice):
    questions = [("one", {"text": "=HYPERLINK(1)", "required": True, "choices": ["+1", "\uff1dA1"]})]
    page = poll(questions=questions)
    all_answer(page, residents(12, town.val), page.wood)
    client.force_login(alice)
    assert client.get(f"/admin/sondages/{page.pk}/resultats.csv").status_code in (302, 403)
    client.force_login(admin)
    assert "12 réponses" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    text = client.get(f"/admin/sondages/{page.pk}/resultats.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1] == ["'=HYPERLINK(1)", "'+1", "Ensemble", "12", "12"] and rows[2][1] == "'\uff1dA1"
    assert "Voisin" not in text


def test_the_table_says_nothing_of_too_few(poll, alice):
    page = poll()
    answer(page, page.post, alice, {page.question: [page.wood]})
    assert "Moins de 10 réponses" in as_csv(page, page.post) and "Bois" not in as_csv(page, page.post)


@pytest.mark.parametrize("count", [12, 40])
def test_the_page_is_few_queries_whatever_was_answered(poll, town, client, alice, queries, count):
    page = poll()
    all_answer(page, residents(count, town.val), page.wood)
    client.force_login(alice)
    send(client, page, page.wood)
    client.get(page.url)
    with queries(16):  # seven are Wagtail's, to find the page
        client.get(page.url)


# --- What came of it --------------------


def test_participants_and_followers_are_told_what_came_of_it(poll, voice, alice, bob, charlie, town, client):
    page = poll()
    answer(page, page.post, alice, {page.question: [page.wood]})
    bench = Incident.objects.report(
        bob, "suggestion", town.litter, "Un banc", *town.in_val, title="Un banc", quietly=True
    )
    deeds = [
        ("deed", {"said": "Des bancs !", "answer": "done", "text": "Douze.", "posts": [f"/incidents/{bench.pk}/"]}),
        ("deed", {"said": "Une fontaine", "answer": "not_done", "text": "Le sol ne le permet pas.", "posts": []}),
    ]
    outcome = voice.outcome(poll=page, deeds=deeds)
    voice.deliver()
    assert voice.told("outcome") == ["Alice", "Bob"]
    html = client.get(outcome.url).content.decode()
    for words in ("Des bancs !", "C’est fait", "Cela ne se fera pas", "Un banc", page.title):
        assert words in html
    assert outcome.title in client.get(page.url).content.decode()
    assert outcome.title in client.get("/").content.decode()
    assert outcome.title in client.get("/news/").content.decode()


@pytest.mark.parametrize("by", ["number", "address", "reference", "news"])
def test_a_post_is_named_by_number_address_or_reference(voice, alice, town, by):
    from community.tickets.opening import open_ticket
    from home.voice.references import post_id

    lamp = Incident.objects.report(
        alice, "problem", town.litter, "Un banc", *town.in_val, title="Un banc", quietly=True
    )
    ticket = open_ticket(lamp, town.orphan, quietly=True)
    named = {"number": str(lamp.pk), "address": f"https://parvis.example/posts/{lamp.pk}/#c1",
             "reference": ticket.reference.lower(), "news": f"/news/{lamp.pk}/"}  # fmt: skip
    assert post_id(named[by]) == lamp.pk
    assert [post_id(text) for text in ("", "99999999", "ISSY-1", "9" * 40, "/incidents/x/")] == [None] * 5
