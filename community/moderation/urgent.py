"""What enough neighbours flag is hidden at once, until a moderator decides. The author is told why, and that a
machine counted (art. 17(3)(c)); official cards and news are never hidden this way."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from . import telling, things
from .limits import limited_until
from .models import Action, Case, Decision, Flag

UNFOUNDED = 3  # so many manifestly unfounded flags …
WITHIN = timedelta(days=182)  # … in this time, and a member's flags no longer count here (art. 23(2))


def has_standing(member, at):
    """Whether a member's flag counts towards hiding: an account of some days, no limit, no habit of crying wolf."""
    if member is None or not member.is_active or member.date_joined > at - timedelta(days=settings.FLAG_STANDING_DAYS):
        return False
    cried = Flag.objects.filter(flagger=member, unfounded_at__gt=at - WITHIN).count()
    return cried < UNFOUNDED and limited_until(member) is None


def suspend_if_due(case, at):
    """Hide the thing of a case that enough members have flagged; the provisional Decision, or None. The caller has
    locked the case."""
    flags = list(case.flags.filter(closed_at=None).exclude(flagger=None).select_related("flagger", "reason"))
    if case.suspended_at or len(flags) < settings.FLAGS_TO_HIDE:
        return None
    counted = [flag for flag in flags if has_standing(flag.flagger, at)]
    if len(counted) < settings.FLAGS_TO_HIDE or not things.hide(case.topic, at):
        return None
    Case.objects.filter(pk=case.pk).update(suspended_at=at)
    case.suspended_at = at
    decision = Decision.objects.create(
        case=case, topic=case.topic, kind=case.kind, member=case.author, action=Action.SUSPEND,
        reason=most_said(flags), automated=True, flag_count=len(flags), decided_at=at, hidden_at=at,
        **telling.evidence(flags[-1]),
    )  # fmt: skip
    telling.tell_author(decision)
    desk = reverse("moderators:case", args=[case.pk])
    telling.call_moderators("suspended", case.kind, decision.label, desk, f"case:{case.pk}", but=[case.author])
    return decision


def most_said(flags):
    """The reason given most often; of equal ones, the first given."""
    reasons = [flag.reason for flag in flags]
    return max(reasons, key=reasons.count)
