"""Reminders of the day on which a thing is due: the day before, on that day, then one, three and seven days late. At
the last, who lent it is asked what to do. Each leaves once: claimed by a conditional update where it is told."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.members.blocks import are_apart

from .lent import changed
from .models import Loan
from .returning import arrange_return
from .telling import tell

STAGES = (-1, 0, 1, 3, 7)  # days after the one it is due on
FROM_HOUR = 9  # o'clock in the town
BATCH = 200


def remind_due(now=None):
    """Settings.TICK. How many loans something was said about."""
    now = now or timezone.now()
    here = timezone.localtime(now, timezone.get_default_timezone())
    if here.hour < FROM_HOUR:
        return 0
    rows = Loan.objects.filter(out_at__isnull=False, back_at=None, lost_at=None, reminded__lt=len(STAGES))
    rows = rows.filter(until_on__lte=here.date() - timedelta(days=STAGES[0])).order_by("until_on")
    people = ("handover__post", "handover__owner", "handover__partner", "going_back")
    return sum(_remind(loan, here.date(), now) for loan in rows.select_related(*people)[:BATCH])


def _let_go(loan, now):
    """Between two of whom one has blocked the other it comes back by no page of ours: nobody waits for it here."""
    Loan.objects.filter(pk=loan.pk).update(lost_at=now, wanted_until_on=None)
    changed(loan.handover.post)
    return 0


@transaction.atomic
def _remind(loan, day, now):
    """The last stage that is due; those that a stopped clock has missed are passed over."""
    late = (day - loan.until_on).days
    stage = sum(late >= after for after in STAGES)
    rows = Loan.objects.filter(pk=loan.pk, reminded=loan.reminded, until_on=loan.until_on, back_at=None, lost_at=None)
    if stage <= loan.reminded or not rows.update(reminded=stage):
        return 0
    if are_apart(loan.handover.owner, loan.handover.partner):  # neither hears of the other any more: see `_let_go`
        return _let_go(loan, now)
    arrange_return(loan, None, now)
    key = f"loan:{loan.pk}:{loan.until_on}:{stage}"
    what = "tomorrow" if late < 0 else "today" if not late else "late"
    tell(loan, loan.handover.partner, what, at=now, key=key, days=late)
    if late > 0:
        changed(loan.handover.post)
    if stage == len(STAGES):
        tell(loan, loan.handover.owner, "still_out", at=now, key=key, days=late)
    return 1
