"""Lines by day, and moments in words, in the reader's own time."""

from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _


def zone_of(member):
    return ZoneInfo(member.timezone) if member.is_authenticated else timezone.get_default_timezone()


def by_day(pairs, zone, now):
    """[{"date", "words", "items"}] of (line, HTML) in their order."""
    today = now.astimezone(zone).date()
    days = groupby(pairs, key=lambda pair: pair[0].at.astimezone(zone).date())
    return [{"date": day, "words": day_words(day, today), "items": [html for _l, html in items]} for day, items in days]


def day_words(day, today):
    """ "aujourd'hui", "hier", "lundi 23 novembre", and the year where it is another."""
    if day == today:
        return _("Aujourd'hui")
    if day == today - timedelta(days=1):
        return _("Hier")
    return capfirst(date_format(day, "l j F" if day.year == today.year else "l j F Y"))


def moment_words(moment, zone, now):
    """ "mardi 18:40" within a week, "aujourd'hui à 18:40", else the date."""
    at, today = moment.astimezone(zone), now.astimezone(zone).date()
    clock = {"time": date_format(at, "H:i")}
    if at.date() == today:
        return _("aujourd'hui %(time)s") % clock
    if at.date() == today - timedelta(days=1):
        return _("hier %(time)s") % clock
    if today - at.date() < timedelta(days=7):
        return date_format(at, "l H:i")
    return date_format(at, "l j F H:i")
