"""The public log: every decision and what became of it, without names, words or addresses (in the spirit of the Digital
Services Act, art. 15 and 24(5)). A day is all that is said of when."""

import csv
from statistics import median

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from community.spreadsheets import safe

from .models import Action, Appeal, Case, Decision, Flag
from .things import name_of

PER_PAGE = 50
MONTHS = 12
LAST = 500  # decisions that the median looks at


def rows():
    """The public columns of each decision, and nothing else of it, newest first. The rule is the list's: what a
    moderator wrote by hand may name somebody."""
    found = Decision.objects.select_related("reason", "appeal")
    return found.only(
        "decided_at", "kind", "action", "flag_count", "automated", "days",
        "reason__name_fr", "reason__name_en", "reason__basis_fr", "reason__basis_en", "reason__code",
        "appeal__outcome", "appeal__alone",
    )  # fmt: skip


def page(number):
    """What the log's page says. Four queries."""
    return {"page": Paginator(rows(), PER_PAGE).get_page(number), "months": months()}


def months():
    """[{month, flags, decided, kept, hidden, limited, removed, suspended, restored}] of the last year, newest first."""
    month = TruncMonth("decided_at")
    counted = Decision.objects.annotate(month=month).values("month").order_by("-month")
    counted = counted.annotate(
        decided=Count("pk", filter=~Q(action=Action.SUSPEND)),
        kept=Count("pk", filter=Q(action=Action.KEEP)),
        hidden=Count("pk", filter=Q(action=Action.HIDE)),
        limited=Count("pk", filter=Q(days__gt=0)),
        removed=Count("pk", filter=Q(action=Action.REMOVE)),
        suspended=Count("pk", filter=Q(action=Action.SUSPEND)),
        restored=Count("pk", filter=Q(appeal__outcome=Appeal.Outcome.RESTORED)),
    )
    flagged = Flag.objects.annotate(month=TruncMonth("created_at")).values("month").annotate(flags=Count("pk"))
    sent = {row["month"]: row["flags"] for row in flagged.order_by("month")}
    told = {row["month"]: {**row, "flags": sent.pop(row["month"], 0)} for row in counted[:MONTHS]}
    told |= {month: {"month": month, "flags": flags, "decided": 0} for month, flags in sent.items()}
    return sorted(told.values(), key=lambda row: row["month"], reverse=True)[:MONTHS]


def numbers(at=None):
    """How many cases are open, and suspended; appeals that wait; hours from a case to its decision, the median."""
    at = at or timezone.now()
    counts = Case.objects.open().aggregate(open=Count("pk"), urgent=Count("pk", filter=Q(suspended_at__isnull=False)))
    closed = Case.objects.exclude(closed_at=None).order_by("-closed_at").values_list("opened_at", "closed_at")
    hours = [(closed_at - opened_at).total_seconds() / 3600 for opened_at, closed_at in closed[:LAST]]
    return {
        **counts,
        "appeals": Appeal.objects.filter(decided_at=None).count(),
        "hours": round(median(hours), 1) if hours else None,
    }


class _Echo:
    def write(self, line):
        return line


def lines():
    """The whole log as CSV, line by line, in the reader's language."""
    write = csv.writer(_Echo()).writerow
    yield "\ufeff" + write([_("date"), _("contenu"), _("motif"), _("règle"), _("décision"), _("automatique"),
                            _("jours de suspension"), _("alertes"), _("contestation")])  # fmt: skip
    for row in rows().iterator(chunk_size=500):
        yield write(map(safe, _cells(row)))


def _cells(row):
    appeal = getattr(row, "appeal", None)
    outcome = (appeal.get_outcome_display() or _("en cours")) if appeal else ""
    day = timezone.localdate(row.decided_at).isoformat()
    yes_or_no = _("oui") if row.automated else _("non")
    action = str(row.done)
    return [
        day,
        name_of(row.kind),
        row.reason.name,
        row.reason.basis,
        action,
        yes_or_no,
        row.days,
        row.flag_count,
        outcome,
    ]
