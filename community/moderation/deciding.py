"""What a moderator does with a case: take it, give it back, decide it with reasons (art. 17)."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from . import access, telling, things
from .flagging import said
from .models import Action, Case, Decision, Flag, Limit
from .urgent import most_said

LONGEST_LIMIT = 365  # days
CHOICES = [Action.KEEP, Action.HIDE, Action.LIMIT, Action.REMOVE]


class Taken(Exception):
    """Another moderator has the case, or has decided it: `by` is who, or None."""

    def __init__(self, by):
        self.by = by


def claim(case, member, at=None):
    """Take a case nobody has: the first of two gets it, the other a `Taken` that says who did."""
    access.check(member)
    at = at or timezone.now()
    if not Case.objects.free_for(member, at).filter(pk=case.pk).update(moderator=member, claimed_at=at):
        _refuse(case, member)
    case.moderator, case.claimed_at = member, at


def put_down(case, member):
    """Give it back to the team; nothing when it is not one's own."""
    Case.objects.open().filter(pk=case.pk, moderator=member).update(moderator=None, claimed_at=None)


def _refuse(case, member):
    now = Case.objects.select_related("moderator").get(pk=case.pk)
    if now.author_id == member.pk:
        raise PermissionDenied
    raise Taken(now.moderator)


@transaction.atomic
def decide(case, member, action, reason, words="", basis="", days=0, unfounded=False, at=None):
    """Close a case; the Decision. Does what it says to the thing, gives its author the reasons, answers everyone who
    flagged it. `days` also stop the author's publishing for so long; `unfounded`: the flags were manifestly so.

    Raises Taken when another has it, PermissionDenied for what one wrote oneself, ValidationError for a decision
    that says too little or may not be."""
    access.check(member)
    at = at or timezone.now()
    words, days = _checked(case, action, reason, words, days)
    free = Case.objects.free_for(member, at).filter(pk=case.pk)
    if not free.update(closed_at=at, moderator=member):
        _refuse(case, member)
    case.refresh_from_db()
    flags = list(case.flags.filter(closed_at=None).select_related("flagger", "reason"))
    decision = Decision(
        case=case, topic=case.topic, kind=case.kind, member=case.author, moderator=member, action=action,
        reason=reason, basis=said(basis)[:300], words=words, flag_count=len(flags), decided_at=at, days=days,
        **telling.evidence(flags[-1]),
    )  # fmt: skip
    decision.hidden_at = _carry_out(case, action, at)
    decision.save(force_insert=True)
    if days:
        Limit.objects.create(member=case.author, decision=decision, until=at + timedelta(days=days))
    Flag.objects.filter(pk__in=[flag.pk for flag in flags]).update(
        closed_at=at, unfounded_at=at if unfounded and action == Action.KEEP else None
    )
    log(case, f"moderation.{action}", user=member, data={"reason": reason.code, "flags": len(flags)})
    if decision.restricts or case.suspended_at:
        telling.tell_author(decision)
    telling.answer_flaggers(decision, flags)
    return decision


def _carry_out(case, action, at):
    """Hide or show the thing; when it was hidden by this case, or None."""
    if action in {Action.HIDE, Action.REMOVE}:
        hidden = things.hide(case.topic, at)  # asked also of what waits out of sight: a refusal may mean more
        return case.suspended_at or (at if hidden else None)
    if case.suspended_at:
        things.show(case.topic)
    return None


def _checked(case, action, reason, words, days):
    """(words, days) of a decision; ValidationError when it may not be."""
    if action not in CHOICES:
        raise ValidationError(_("Choisissez une décision."), code="action")
    if action == Action.REMOVE and not reason.illegal:
        words = _("Seul un contenu illicite peut être retiré définitivement : choisissez un tel motif, ou masquez.")
        raise ValidationError(words, code="irreversible")
    if action == Action.KEEP:
        return said(words), 0
    if not 0 <= days <= LONGEST_LIMIT or (action == Action.LIMIT and not days):
        raise ValidationError(_("Pour combien de jours ? De 1 à %(most)d.") % {"most": LONGEST_LIMIT}, code="days")
    if days and case.author is None:
        raise ValidationError(_("Ce membre n'existe plus : il n'y a personne à suspendre."), code="nobody")
    return said(words, needed=True), days


def keep_all(cases, member, at=None):
    """Leave in place what these cases are about, each for the reason it was most often flagged for. How many; those
    that another moderator has are passed over."""
    kept = 0
    for case in cases:
        reason = most_said(case.flags.filter(closed_at=None).select_related("reason"))
        try:
            decide(case, member, Action.KEEP, reason, at=at)
            kept += 1
        except (Taken, PermissionDenied):
            continue
    return kept
