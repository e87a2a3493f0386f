"""When something is to be open: now, on a day, at an hour of it; as it stands in an address ("dimanche", "10:00")."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import hours

NOW = "now"
WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CHOICES = [
    (NOW, gettext_lazy("Maintenant")), ("lundi", gettext_lazy("Lundi")), ("mardi", gettext_lazy("Mardi")),
    ("mercredi", gettext_lazy("Mercredi")), ("jeudi", gettext_lazy("Jeudi")), ("vendredi", gettext_lazy("Vendredi")),
    ("samedi", gettext_lazy("Samedi")), ("dimanche", gettext_lazy("Dimanche")),
]  # fmt: skip


class Moment:
    """`code` is one of CHOICES, `at` a time of that day or None: at some time of it."""

    def __init__(self, code, at=None, now=None):
        now = timezone.localtime(now or timezone.now(), ZoneInfo(settings.TIME_ZONE))
        self.moment, self.day = now, None
        if code == NOW:
            return
        self.day = now.date() + timedelta(days=(WEEK.index(code) - now.weekday()) % 7)
        self.moment = at and datetime.combine(self.day, at, now.tzinfo)

    def fits(self, entry):
        if self.moment is None:
            return hours.opens_on(entry.hours, self.day)
        return hours.is_open(entry.hours, self.moment)

    def said(self, entry):
        """How an entry is then: "dimanche : 10 h – 12 h 30"; "" for now."""
        if self.day is None or not entry.hours:
            return ""
        day, open_on = date_format(self.day, "l"), hours.on(entry.hours, self.day)
        return _("%(words)s : %(other)s") % {"words": day, "other": open_on}

    def __str__(self):
        """ "maintenant", "dimanche 29 novembre", "dimanche 29 novembre à 10 h"."""
        if self.day is None:
            return _("maintenant")
        day = date_format(self.day, "l j F")
        return _("%(day)s à %(time)s") % {"day": day, "time": hours.clock(self.moment)} if self.moment else day
