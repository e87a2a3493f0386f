"""The calendar of what is lent: a month of days, each free, taken or past. Nobody's name is in it."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from . import days

MOST_MONTHS = 7  # ahead that one may look


@dataclass(frozen=True)
class Day:
    day: date
    state: str  # free | taken | past | other (of another month)


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list
    before: str  # "2026-11", "" where there is nothing to see
    after: str
    taken: list  # [words] of the days taken, for who reads rather than looks


def month_of(ad, text=""):
    """The month that the address asks for ("2026-12"), else this one. One query."""
    now = days.today()
    first = _first(text, now)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    counted = days.busy(days.spoken_for(ad.pk), first, last)
    taken = {day for day, count in counted.items() if count >= ad.lot.units}
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    weeks = [[_day(day, first, now, taken) for day in week] for week in weeks]
    after = last + timedelta(days=1)
    return Month(
        first, weeks,
        before=f"{first - timedelta(days=1):%Y-%m}" if first > now else "",
        after=f"{after:%Y-%m}" if after < now + timedelta(days=31 * MOST_MONTHS) else "",
        taken=_spans(sorted(day for day in taken if day >= now)),
    )  # fmt: skip


def _first(text, now):
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return now.replace(day=1)
    in_sight = now.replace(day=1) <= asked <= now + timedelta(days=31 * MOST_MONTHS)
    return asked if in_sight else now.replace(day=1)


def _day(day, first, now, taken):
    if day.month != first.month:
        return Day(day, "other")
    return Day(day, "past" if day < now else "taken" if day in taken else "free")


def _spans(taken):
    spans = []
    for day in taken:
        if spans and spans[-1][1] == day - timedelta(days=1):
            spans[-1][1] = day
        else:
            spans.append([day, day])
    return [days.words(*span) for span in spans]
