"""What two who deal with each other may know of one another, in plain words: appointments kept, and how fast they
answer. It stands nowhere else, is no score, and orders nobody."""

from collections import Counter, defaultdict
from statistics import median

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Handover, State

ENOUGH = 3  # below that one is new here
MOST = 50  # the last hand-overs of each that count, of those they gave and of those they got


def words_for(member_ids):
    """{member's id: words, in the reader's language}. Two queries, however many they are."""
    ids = set(member_ids)
    kept, missed = _kept(ids)
    waits = _waits(ids)
    return {pk: _words(kept[pk], missed[pk], waits[pk]) for pk in ids}


def _kept(ids):
    over = Handover.objects.filter(state__in=[State.DONE, State.NO_SHOW])
    gave, got = (
        _last(over, side, "-ended_at", ids).values_list(side, "state", "absent") for side in ("owner", "partner")
    )
    kept, missed = Counter(), Counter()
    for pk, state, absent in gave.union(got, all=True):
        kept[pk] += state == State.DONE
        missed[pk] += absent == pk
    return kept, missed


def _waits(ids):
    """How long those who asked each of them waited for the first answer."""
    waits = defaultdict(list)
    rows = Handover.objects.filter(answered_at__gte=F("asked_at"))
    if len(ids) == 1:  # read from the index, and no further
        rows = rows.filter(owner__in=ids).order_by("-asked_at")[:MOST]
    else:
        rows = _last(rows, "owner", "-asked_at", ids)
    for owner, asked, answered in rows.values_list("owner", "asked_at", "answered_at"):
        waits[owner].append(max(0, (answered - asked).total_seconds()))
    return waits


def _last(rows, side, newest, ids):
    """The last MOST of each member: who has thousands leaves the others theirs."""
    nth = Window(RowNumber(), partition_by=F(side), order_by=newest)
    return rows.filter(**{f"{side}__in": ids}).annotate(nth=nth).filter(nth__lte=MOST)


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
