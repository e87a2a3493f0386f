"""Opening hours: read by a library, said in words that one reads at a glance. 29 November 2026 is a Sunday."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from directory import hours

PARIS = ZoneInfo("Europe/Paris")
PHARMACY = "Mo-Fr 09:00-12:30,14:00-19:30; Sa 09:00-13:00; Su 10:00-12:30; PH off"
SUNDAY, CHRISTMAS = (2026, 11, 29), (2026, 12, 25)


def at(day, hour, minute=0):
    return datetime(*day, hour, minute, tzinfo=PARIS)


def spaced(words):
    return words.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(SUNDAY, 10, 30), "Ouvert, ferme à 12 h 30"),
        (at(SUNDAY, 12), "Ferme bientôt, à 12 h 30"),
        (at(SUNDAY, 9), "Fermé, ouvre à 10 h"),
        (at(SUNDAY, 15), "Fermé, ouvre demain à 9 h"),
        (at((2026, 11, 28), 14), "Fermé, ouvre demain à 10 h"),
        (at(CHRISTMAS, 10), "Fermé, ouvre demain à 9 h (jour férié)"),
    ],
)
def test_a_pharmacy_says_how_it_is(moment, words):
    assert spaced(hours.said(PHARMACY, moment)) == words


def test_it_says_so_in_english_too():
    with override("en"):
        assert spaced(hours.clock(at(SUNDAY, 19, 30))) == "7:30 pm"
        assert [spaced(hours.clock(at(SUNDAY, hour))) for hour in (9, 12, 13)] == ["9 am", "12 pm", "1 pm"]


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("24/7", "Ouvert jour et nuit"),
        ("off", "Fermé"),
        ("Tu 14:00-18:00", "Fermé, ouvre mardi à 14 h"),
        ("2027 Jan 08 09:00-12:00", "Fermé, ouvre le 8 janvier à 9 h"),
        ("Sa 20:00-26:00; Su 20:00-26:00", "Fermé, ouvre à 20 h"),
        ('Su 10:00-12:00 "sur rendez-vous"', "Ouvert, ferme à 12 h : sur rendez-vous"),
        ("Su 10:00-12:00 unknown", "Horaires non précisés à cette heure"),
        ("", ""),
        ("lundi au vendredi", ""),
    ],
)
def test_whatever_the_hours(spec, words):
    assert spaced(hours.said(spec, at(SUNDAY, 10, 30))) == words


def test_a_night_closes_tonight():
    assert spaced(hours.said("Sa-Su 20:00-26:00", at(SUNDAY, 23))) == "Ouvert, ferme à 2 h"


def test_who_does_not_say_what_holds_on_holidays_is_to_be_asked():
    assert spaced(hours.said("Mo-Fr 09:00-18:00", at(CHRISTMAS, 10))) == (
        "Ouvert, ferme à 18 h (jour férié : à vérifier)"
    )


def test_the_week_goes_from_monday_to_sunday_each_day_as_it_will_next_be():
    days = hours.week(PHARMACY, at((2026, 12, 22), 8))  # a Tuesday: the Friday is Christmas
    assert [(day.name, spaced(str(day)), day.holiday, day.today) for day in days] == [
        ("lundi", "9 h – 12 h 30, 14 h – 19 h 30", False, False),
        ("mardi", "9 h – 12 h 30, 14 h – 19 h 30", False, True),
        ("mercredi", "9 h – 12 h 30, 14 h – 19 h 30", False, False),
        ("jeudi", "9 h – 12 h 30, 14 h – 19 h 30", False, False),
        ("vendredi", "fermé", True, False),
        ("samedi", "9 h – 13 h", False, False),
        ("dimanche", "10 h – 12 h 30", False, False),
    ]


def test_a_night_stands_on_the_evening_it_began():
    days = hours.week("Fr-Sa 20:00-26:00", at(SUNDAY, 12))
    assert [spaced(str(day)) for day in days] == ["fermé"] * 4 + ["20 h – 2 h"] * 2 + ["fermé"]
    assert {str(day) for day in hours.week("24/7", at(SUNDAY, 12))} == {"jour et nuit"}
    assert hours.week("n'importe quoi", at(SUNDAY, 12)) == []


def test_what_cannot_be_read_is_told_and_nothing_is_guessed():
    assert hours.parsed("  Mo-Fr   09:00-18:00 ") == ("Mo-Fr 09:00-18:00", "")
    assert hours.parsed("") == ("", "")
    for text in ("9h-19h", "25:99-99:00", '"sur rendez-vous"', "Mo-Fr 09:00-18:00; " * 40, "\x00", "=1+1"):
        known, wrong = hours.parsed(text)
        assert known == ""
        assert wrong != ""


def test_open_at_some_time_of_a_day():
    assert hours.opens_on(PHARMACY, date(*SUNDAY))
    assert not hours.opens_on(PHARMACY, date(*CHRISTMAS))
    assert not hours.opens_on("Mo-Fr 09:00-18:00", date(*SUNDAY))
    assert not hours.opens_on("", date(*SUNDAY))


def test_the_clock_changes_in_the_night_and_the_hours_do_not():
    assert hours.is_open("Su 10:00-12:00", at((2027, 3, 28), 10, 30))
    assert hours.is_open("Su 10:00-12:00", at((2026, 10, 25), 11, 59))
    assert not hours.is_open("Su 10:00-12:00", at((2026, 10, 25), 12))
