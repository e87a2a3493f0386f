"""What two who deal with each other may know of one another, in plain words: appointments kept, and how fast they
answer. It stands nowhere else, is no score, and orders nobody."""

from collections import Counter, defaultdict
from statistics import median

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Handover, State

ENOUGH = 3  # below that one is new here
MOST = 50  # the last hand-overs of each that count


def words_for(member_ids):
    """{member's id: words, in the reader's language}. Two queries, however many they are."""
    ids = set(member_ids)
    kept, missed = _kept(ids)
    waits = _waits(ids)
    return {pk: _words(kept[pk], missed[pk], waits[pk]) for pk in ids}


def _kept(ids):
    rows = Handover.objects.filter(Q(owner__in=ids) | Q(partner__in=ids), state__in=[State.DONE, State.NO_SHOW])
    kept, missed = Counter(), Counter()
    found = rows.order_by("-ended_at").values_list("owner", "partner", "state", "absent")
    for owner, partner, state, absent in found[: MOST * len(ids)]:
        for pk in {owner, partner} & ids:
            kept[pk] += state == State.DONE
            missed[pk] += absent == pk
    return kept, missed


def _waits(ids):
    """How long those who asked each of them waited for the first answer."""
    waits = defaultdict(list)
    rows = Handover.objects.filter(owner__in=ids, answered_at__gte=F("asked_at")).order_by("-asked_at")
    for owner, asked, answered in rows.values_list("owner", "asked_at", "answered_at")[: MOST * len(ids)]:
        waits[owner].append(max(0, (answered - asked).total_seconds()))
    return waits


def _words(kept, missed, waits):
    both = kept + missed
    if both < ENOUGH:
        first = _("Nouveau ici pour les remises")
    else:
        first = ngettext(
            "%(kept)s rendez-vous tenu sur %(both)s", "%(kept)s rendez-vous tenus sur %(both)s", kept
        ) % {"kept": kept, "both": both}  # fmt: skip
    if len(waits) < ENOUGH:
        return first
    return _("%(first)s ; %(then)s") % {"first": first, "then": how_fast(median(waits))}


def how_fast(seconds):
    """ "répond en général en 2 heures"."""
    hours = round(seconds / 3600)
    if seconds < 3000:
        return _("répond en général dans l’heure")
    if hours < 36:
        hours = max(1, hours)
        return ngettext("répond en général en %(n)s heure", "répond en général en %(n)s heures", hours) % {"n": hours}
    days = round(hours / 24)
    return ngettext("répond en général en %(n)s jour", "répond en général en %(n)s jours", days) % {"n": days}
