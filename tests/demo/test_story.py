from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from demo import people
from demo.fates import OLDEST
from demo.pictures import AFTER, SCENES
from demo.story import tell
from demo.telling import moment


@pytest.fixture(scope="module")
def story():
    return tell()


def test_it_is_the_same_every_time(story):
    assert tell() == story


def test_every_ending_happens(story):
    endings = Counter(report.ending for report in story)
    assert 140 <= len(story) <= 200
    assert set(endings) == {
        "open", "received", "triaged", "accepted", "planned", "in_progress", "waiting", "resolved", "reopened",
        "refused", "not_competent", "duplicate",
    }  # fmt: skip
    assert min(endings.values()) >= 3


def test_nobody_says_what_another_said(story):
    titles = Counter(report.title for report in story if not report.twin)
    assert set(titles.values()) == {1}


def test_it_fills_twelve_weeks_and_ends_now(story):
    assert all(0 < report.born <= OLDEST <= 12 * 7 * 24 for report in story)
    assert max(report.born for report in story) > 10 * 7 * 24
    assert min(report.born for report in story) < 24
    for report in story:
        later = [hours for _who, hours, *_rest in (*report.votes, *report.comments, *report.verdicts)]
        later += [hours for _state, hours, _text in report.steps]
        assert all(0 < hours < report.born for hours in later), report.key


def test_nobody_confirms_twice_or_their_own(story):
    for report in story:
        said = [report.author, *(who for who, _hours in report.votes)]
        assert len(said) == len(set(said)), report.key


def test_every_quarter_and_every_commune_is_there(story):
    homes = {report.spot[1] for report in story}
    assert {home for home in homes if home.startswith("92040-")} == {
        home for _key, _name, home, _language in people.NEIGHBOURS if home.startswith("92040-")
    }
    assert {home[:5] for home in homes} == {"92012", "92022", "92040", "92047", "92048", "92072", "92075", "92077"}


def test_problems_suggestions_compliments_in_two_languages(story):
    natures = Counter(report.nature for report in story)
    assert natures["problem"] > natures["suggestion"] > 5 and natures["compliment"] > 5
    assert {report.language for report in story} == {"fr", "en"}


def test_pictures_exist_and_repairs_follow_damage(story):
    assert sum(bool(report.photos) for report in story) > len(story) / 2
    assert {scene for report in story for scene, _seed in report.photos} <= set(SCENES)
    repaired = [report for report in story if report.after]
    assert len(repaired) > 10
    for report in repaired:
        assert report.after == (AFTER[report.photos[0][0]], report.photos[0][1])


def test_people_are_many_and_their_addresses_nobodys():
    everyone = [*people.CAST, *people.NEIGHBOURS, *people.DESK, people.ADMIN]
    keys = [key for key, *_rest in everyone]
    assert len(keys) == len(set(keys)) == 62
    assert all(people.email(key).endswith(".example") for key in keys)
    assert any("alice@parvis.example" in line for line in people.accounts())
    assert any("admin@parvis.example" in line for line in people.accounts())


@pytest.mark.parametrize("hour", [3, 9, 23])
def test_people_sleep_at_night_and_nothing_happens_out_of_order(hour):
    now = datetime(2026, 11, 23, hour, 30, tzinfo=ZoneInfo("Europe/Paris"))
    told = [moment(now, hours / 2) for hours in range(400, 0, -1)]
    assert told == sorted(told) and len(set(told)) == 400
    assert told[-1] <= now
    assert all(8 <= at.hour < 19 for at in told if at.date() < now.date())
    assert hour < 8 or all(at.hour >= 8 for at in told)
