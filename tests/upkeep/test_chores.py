"""Timed work: one process does it, an error of one chore harms no other, a killed one comes again."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from community.upkeep import chores
from community.upkeep.models import Chore

pytestmark = pytest.mark.django_db
calls = []


def water():
    calls.append("water")


def break_a_pipe():
    raise RuntimeError("the pipe burst")


@pytest.fixture(autouse=True)
def house(settings):
    calls.clear()
    names = SimpleNamespace(water=f"{__name__}.water", pipe=f"{__name__}.break_a_pipe")
    settings.TICK = {names.pipe: 3600, names.water: 60}
    return names


def test_what_was_never_done_is_due(house):
    assert chores.due() == [house.pipe, house.water]


def test_a_chore_is_done_once_per_period(house):
    now = timezone.now()
    chores.tick(now)
    chores.tick(now + timedelta(seconds=59))
    assert calls == ["water"]
    chores.tick(now + timedelta(seconds=60))
    assert calls == ["water", "water"]


def test_an_error_is_written_down_and_stops_nothing_else(house):
    assert chores.tick() == {house.pipe: False, house.water: True}
    assert "the pipe burst" in Chore.objects.get(name=house.pipe).error
    assert Chore.objects.get(name=house.water).error == ""


def test_a_failed_chore_is_tried_again_after_ten_minutes_not_an_hour(house):
    now = timezone.now()
    chores.tick(now)
    assert house.pipe not in chores.due(now + timedelta(minutes=9))
    assert house.pipe in chores.due(now + timedelta(minutes=10))


def test_two_processes_that_ask_at_once_get_one_winner(house):
    now = timezone.now()
    assert [chores.claim(house.water, now), chores.claim(house.water, now)] == [True, False]


def test_the_chore_of_a_killed_process_is_anybodys_after_its_lease(house):
    now = timezone.now()
    chores.claim(house.water, now)
    assert not chores.claim(house.water, now + timedelta(seconds=119))
    assert chores.claim(house.water, now + timedelta(seconds=120))


def test_the_command_says_what_it_did_and_fails_loudly(house, capsys):
    with pytest.raises(CommandError, match="some timed work failed"):
        call_command("tick")
    assert capsys.readouterr().out.splitlines() == [f"FAILED  {house.pipe}", f"done  {house.water}"]
    call_command("tick")  # nothing is due, nothing is wrong
    assert capsys.readouterr().out == ""


def test_every_chore_of_the_settings_exists():
    from django.utils.module_loading import import_string

    from community.settings import base

    assert [name for name in base.TICK if not callable(import_string(name))] == []
