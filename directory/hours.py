"""Opening hours in OpenStreetMap's syntax, read by a library and said in words.

The specification: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. Public holidays are France's
("PH off"), in the site's time zone. What cannot be read is kept in words (Entry.hours_text), never guessed."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from opening_hours import OpeningHours, ParserError
from opening_hours import State as Known

COUNTRY = "FR"
LONGEST = 500  # characters
NIGHT = time(6)  # what closes before belongs to the evening before
SOON = timedelta(minutes=45)
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True)
class State:
    """How it is at a moment: `kind` is open, closed or unknown, `until` when that changes (None: not within a year)."""

    kind: str
    until: datetime | None = None
    comment: str = ""

    @property
    def is_open(self):
        return self.kind == "open"


@dataclass(frozen=True)
class Day:
    """One line of the week: `spans` are [(opens, closes, comment)] as aware datetimes; none when it is closed."""

    on: datetime
    spans: list
    holiday: bool
    today: bool

    @property
    def name(self):
        return date_format(self.on, "l")

    @property
    def all_day(self):
        return any(closes - opens >= timedelta(hours=24) for opens, closes, _comment in self.spans)

    def __str__(self):
        """ "9 h – 12 h 30, 14 h – 19 h"."""
        if not self.spans:
            return _("fermé")
        if self.all_day:
            return _("jour et nuit")
        return ", ".join(_span(*span) for span in self.spans)


# --- Reading ---------------------------------------------------------------------------------------------------------


def parsed(text):
    """(hours, what is wrong with them in words): one of them is empty. Hours come back as they were given, tidied."""
    text = " ".join(text.split())
    if not text:
        return "", ""
    if len(text) > LONGEST:
        return "", _("Ces horaires dépassent %(most)d caractères.") % {"most": LONGEST}
    if not _QUOTED.sub("", text).strip(" ;,"):
        return "", _("Ces horaires ne sont que des mots : ils restent affichés tels quels.")
    if read(text) is None:
        return "", _("Ces horaires ne se lisent pas : ils restent affichés tels quels. Exemple : Mo-Fr 09:00-18:00")
    return text, ""


@lru_cache(4096)
def read(spec):
    """The library's own object, or None where it cannot read them. 15 µs, then kept."""
    if not spec or len(spec) > LONGEST:
        return None
    try:
        return OpeningHours(spec, country=COUNTRY, timezone=_zone(), max_interval_days=366)
    except ParserError:
        return None


def _zone():
    return ZoneInfo(settings.TIME_ZONE)


def _local(moment):
    """A moment (now) on the town's clocks: the library knows no other zones than named ones."""
    return timezone.localtime(moment or timezone.now(), _zone())


def is_holiday(day):
    """Whether a date is a public holiday."""
    return read("PH").is_open(datetime.combine(day, time(12), _zone()))


# --- Asking ----------------------------------------------------------------------------------------------------------


def at(spec, moment=None):
    """The State at a moment (now); None where there are no hours that can be read."""
    known = read(spec)
    if known is None:
        return None
    moment = _local(moment)
    kind, comment = known.state(moment)
    kinds = {Known.OPEN: "open", Known.CLOSED: "closed"}
    return State(kinds.get(kind, "unknown"), known.next_change(moment), comment)


def is_open(spec, moment):
    known = read(spec)
    return known is not None and known.is_open(_local(moment))


def opens_on(spec, day):
    """Whether it is open at some time of a date."""
    known = read(spec)
    start = datetime.combine(day, time(), _zone())
    return known is not None and any(
        state == Known.OPEN for _from, _to, state, _comment in known.intervals(start, start + timedelta(days=1))
    )


def week(spec, moment=None):
    """[Day] from Monday to Sunday, each as it will next be; [] where there are no hours that can be read."""
    known = read(spec)
    if known is None:
        return []
    today = _local(moment).date()
    days = sorted((today + timedelta(days=n) for n in range(7)), key=lambda day: day.weekday())
    return [Day(_midnight(day), _spans(known, day), is_holiday(day), day == today) for day in days]


def on(spec, day):
    """The Day of a date; None where there are no hours that can be read."""
    known = read(spec)
    return known and Day(_midnight(day), _spans(known, day), is_holiday(day), False)


def _midnight(day):
    return datetime.combine(day, time(), _zone())


def _spans(known, day):
    """[(opens, closes, comment)] of what opens on that day; a night belongs to the evening it began."""
    start, end, after = (_midnight(day + timedelta(days=n)) for n in range(3))
    night = datetime.combine(day, NIGHT, _zone())
    found = []
    for opens, closes, state, comment in known.intervals(start, after):
        goes_on = opens == start and closes <= night and known.is_open(start - timedelta(minutes=1))
        if state == Known.OPEN and opens < end and not goes_on:
            found.append((opens, closes, comment))
    return found


# --- Saying ----------------------------------------------------------------------------------------------------------


def said(spec, moment=None):
    """ "Ouvert, ferme à 19 h 30", "Fermé, ouvre dimanche à 10 h"; "" where nothing is known."""
    moment = _local(moment)
    state = at(spec, moment)
    if state is None:
        return ""
    words = _state_words(state, moment)
    if is_holiday(moment.date()) and "PH" not in spec and state.until:
        words = _("%(state)s (jour férié : à vérifier)") % {"state": words}
    elif state.kind == "closed" and is_holiday(moment.date()):
        words = _("%(state)s (jour férié)") % {"state": words}
    return _("%(words)s : %(other)s") % {"words": words, "other": state.comment} if state.comment else words


def _state_words(state, moment):
    if state.kind == "unknown":
        return _("Horaires non précisés à cette heure")
    if state.until is None:
        return _("Ouvert jour et nuit") if state.is_open else _("Fermé")
    when = {"when": _when(state.until, moment)}
    if not state.is_open:
        return _("Fermé, ouvre %(when)s") % when
    if state.until - moment <= SOON:
        return _("Ferme bientôt, %(when)s") % when
    return _("Ouvert, ferme %(when)s") % when


def _when(then, moment):
    """ "à 19 h 30", "demain à 9 h", "dimanche à 10 h", "le 3 janvier à 9 h"."""
    said = {"time": clock(then), "day": date_format(then, "l"), "date": date_format(then, "j F")}
    days = (then.date() - moment.date()).days
    if days == 0 or (days == 1 and then.time() < NIGHT):
        return _("à %(time)s") % said
    if days == 1:
        return _("demain à %(time)s") % said
    if days < 7:
        return _("%(day)s à %(time)s") % said
    return _("le %(date)s à %(time)s") % said


def clock(moment):
    """ "19 h 30", "9 h", "minuit"; "7:30 pm" in English."""
    if (moment.hour, moment.minute) == (0, 0):
        return _("minuit")
    if (get_language() or "fr").startswith("fr"):
        return f"{moment.hour}\u00a0h" + (f"\u00a0{moment.minute:02}" if moment.minute else "")
    half = "am" if moment.hour < 12 else "pm"
    return f"{moment.hour % 12 or 12}" + (f":{moment.minute:02}" if moment.minute else "") + f"\u00a0{half}"


def _span(opens, closes, comment):
    words = f"{clock(opens)}\u00a0–\u00a0{clock(closes)}"
    return f"{words} ({comment})" if comment else words
