"""Opening hours as a shopkeeper says them, a line a day, and as OpenStreetMap writes them; one into the other.

What a week of seven lines cannot say (every other Saturday, "sunset") stays as it is in `rest`: nothing is lost."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_TIME = r"(\d{1,2})\s*(?:h|:|\.)?\s*(\d{2})?\s*h?"
_RANGE = re.compile(rf"{_TIME}\s*(?:-|–|—|à|to)\s*{_TIME}", re.IGNORECASE)
_RULE = re.compile(r"((?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su))*) ([\d:,-]+|off|closed)")
_SPAN = re.compile(r"\d{2}:\d{2}-\d{2}:\d{2}")
_CLOSURE = re.compile(
    rf"(\d{{4}}) ({'|'.join(MONTHS)}) (\d{{1,2}})-(?:(\d{{4}}) )?({'|'.join(MONTHS)}) (\d{{1,2}}) (?:off|closed)"
)


@dataclass
class Week:
    """`days`: seven lists of ("09:00", "12:30"), Monday first; `holidays`: whether it is closed on public holidays;
    `closure`: (first day, last day) or None; `rest`: further rules, as OpenStreetMap writes them."""

    days: list = field(default_factory=lambda: [[] for _day in DAYS])
    holidays: bool = False
    closure: tuple = None
    rest: str = ""


def ranges_in(line):
    """[("09:00", "12:30"), …] of "9h-12h30, 14h-19h"; [] of "" and "fermé". ValidationError for anything else."""
    line = line.strip().casefold()
    if line in ("", "-", "fermé", "ferme", "closed", "off"):
        return []
    found = [(_clock(*m.group(1, 2)), _clock(*m.group(3, 4))) for m in _RANGE.finditer(line)]
    left = re.sub(r"\b(?:et|and|de|from)\b|[\s,;/&+.]", "", _RANGE.sub("", line))
    if left or not found:
        raise ValidationError(_("« %(line)s » ne se lit pas : écrivez par exemple 9h-12h30, 14h-19h.") % {"line": line})
    return found


def _clock(hours, minutes):
    if int(hours) > 24 or int(minutes or 0) > 59 or (int(hours) == 24 and int(minutes or 0)):
        raise ValidationError(_("%(hours)s h %(minutes)s n’existe pas.") % {"hours": hours, "minutes": minutes or "00"})
    return f"{int(hours):02}:{minutes or '00'}"


def line_of(ranges):
    """The ranges as a line again: "9h-12h30, 14h-19h"."""
    return ", ".join(f"{_short(begin)}-{_short(end)}" for begin, end in ranges)


def _short(clock):
    hours, _colon, minutes = clock.partition(":")
    return f"{int(hours)}h{'' if minutes == '00' else minutes}"


def spec_of(week):
    """A Week in OpenStreetMap's syntax; "" when it says nothing."""
    rules = [f"{days} {_times(ranges)}" for days, ranges in _grouped(week.days) if ranges]
    if rules and week.holidays:
        rules.append("PH off")
    if week.closure:
        rules.append(f"{_day(week.closure[0])}-{_day(week.closure[1])} off")
    if week.rest:
        rules.append(week.rest)
    return "; ".join(rules)


def _times(ranges):
    return ",".join(f"{begin}-{end}" for begin, end in ranges)


def _day(day):
    return f"{day.year} {MONTHS[day.month - 1]} {day.day:02}"


def _grouped(days):
    """[("Mo-Fr", ranges), …]: neighbouring days that are alike."""
    first = 0
    for after in range(1, 8):
        if after == 7 or days[after] != days[first]:
            last = after - 1
            yield DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}", days[first]
            first = after


def week_of(spec):
    """The Week that a specification says. As soon as a rule that is not a week's stands before one that is, all of it
    stays in `rest`: their order means something."""
    week, rest = Week(), []
    rules = [] if '"' in spec or "||" in spec else [rule.strip() for rule in spec.split(";") if rule.strip()]
    for rule in rules:
        if _RULE.fullmatch(rule) and not rest and _read(week, rule):
            continue
        if rule in ("PH off", "PH closed"):
            week.holidays = True
        elif (closure := _closure(rule)) and not week.closure:
            week.closure = closure
        elif _RULE.fullmatch(rule) or rest:
            return Week(rest=spec)
        else:
            rest.append(rule)
    week.rest = "; ".join(rest) if rules else spec
    return week


def _read(week, rule):
    days, times = _RULE.fullmatch(rule).groups()
    spans = [] if times in ("off", "closed") else times.split(",")
    if not all(_SPAN.fullmatch(span) for span in spans):
        return False
    for number in _numbers(days):
        week.days[number] = [tuple(span.split("-")) for span in spans]
    return True


def _numbers(days):
    for part in days.split(","):
        first, _dash, last = part.partition("-")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        yield from range(begin, end + 1) if begin <= end else [*range(begin, 7), *range(end + 1)]


def _closure(rule):
    found = _CLOSURE.fullmatch(rule)
    if not found:
        return None
    year, month, day, last_year, last_month, last_day = found.groups()
    try:
        return (
            date(int(year), MONTHS.index(month) + 1, int(day)),
            date(int(last_year or year), MONTHS.index(last_month) + 1, int(last_day)),
        )
    except ValueError:
        return None
