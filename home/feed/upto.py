"""How far a feed has been shown: a moment, and what was seen of the minute before it.

Posts commit out of order: one of that minute that was not seen was still on its way, and is new the next time."""

from collections import namedtuple
from datetime import UTC, timedelta

from django.utils.dateparse import parse_datetime

LATE = timedelta(minutes=1)  # a transaction takes less, from its post's date to its commit
MOST_SEEN = 100  # keys in one text


class Upto(namedtuple("Upto", "moment seen")):
    """`seen` holds (post, number) of each line seen that is later than `floor`.
    As text: "2026-11-26T10:00:00Z,12.0,14.3"."""

    @classmethod
    def at(cls, moment, lines=()):
        """Of what was read at a moment: the lines that were there."""
        return cls(moment, frozenset((line.post, line.number) for line in lines if line.at > moment - LATE))

    @classmethod
    def parse(cls, text):
        """Raises ValueError for what is not such a text."""
        said, *keys = text.split(",")
        if len(keys) > MOST_SEEN:
            raise ValueError(text)
        return cls(_moment(said), frozenset(_key(key) for key in keys))

    def __str__(self):
        keys = sorted(self.seen, reverse=True)[:MOST_SEEN]
        return ",".join([_said(self.moment), *(f"{post}.{number}" for post, number in keys)])

    @property
    def floor(self):
        """Whatever is not later than this has been seen."""
        return self.moment - LATE

    def has(self, line):
        return line.at <= self.floor or (line.post, line.number) in self.seen


def said_key(line):
    """Where a line stands in its feed, as text: "2026-11-26T10:00:00Z,12.0"."""
    return f"{_said(line.at)},{line.post}.{line.number}"


def parse_key(text):
    """(at, post, number) of `said_key`. Raises ValueError for what is not such a text."""
    said, _comma, key = text.partition(",")
    return _moment(said), *_key(key)


def _said(moment):
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moment(text):
    moment = parse_datetime(text)
    if moment is None or moment.tzinfo is None or not 2000 < moment.year < 3000:
        raise ValueError(text)
    return moment


def _key(text):
    post, _dot, number = text.partition(".")
    if not all(part.isascii() and part.isdecimal() and len(part) < 19 for part in (post, number)):
        raise ValueError(text)
    return int(post), int(number)
