"""Days: which of them a thing is spoken for, and which may be asked for. All dates are the town's."""

from collections import Counter
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.handovers.models import State

from .models import Loan

LONGEST = 90  # days of one loan
AHEAD = 180  # days until it begins


def today():
    return timezone.localdate(timezone=timezone.get_default_timezone())


def spoken_for(post_id, but=None):
    """[(first day, last day)] of what is promised or out, a day late until it is back, lost for good. One query."""
    held = Q(handover__state=State.PROMISED, out_at=None) | Q(out_at__isnull=False)
    rows = Loan.objects.filter(held, handover__post=post_id, back_at=None).exclude(pk=but and but.pk)
    return [(loan.from_on, _end(loan)) for loan in rows]


def _end(loan):
    if loan.lost_at:
        return date.max
    return max(loan.until_on, today()) if loan.out_at else loan.until_on


def busy(ranges, first, last):
    """{day: how many are spoken for on it}, for the days from `first` to `last`."""
    counted = Counter()
    for begins, ends in ranges:
        day = max(begins, first)
        while day <= min(ends, last):
            counted[day] += 1
            day += timedelta(days=1)
    return counted


def is_free(post_id, units, first, last, but=None):
    """Whether one of so many is free on each of those days."""
    counted = busy(spoken_for(post_id, but), first, last)
    return max(counted.values(), default=0) < units


def check(first, last):
    """Raises ValidationError, in words, for days that nobody could borrow on."""
    now = today()
    if first < now:
        raise ValidationError({"from_on": _("Ce jour est passé.")}, code="past")
    if first > now + timedelta(days=AHEAD):
        raise ValidationError({"from_on": _("C’est trop loin : six mois au plus.")}, code="far")
    if last < first:
        raise ValidationError({"until_on": _("Le retour vient après le départ.")}, code="order")
    if last > first + timedelta(days=LONGEST):
        raise ValidationError({"until_on": _("%(most)s jours au plus.") % {"most": LONGEST}}, code="long")


def words(first, last):
    """ "du 3 décembre au 2 janvier", or "le 3 décembre"."""
    if first == last:
        return _("le %(day)s") % {"day": day_words(first)}
    return _("du %(first)s au %(last)s") % {"first": day_words(first), "last": day_words(last)}


def day_words(day):
    return date_format(day, "j F" if day.year == today().year else "j F Y")
