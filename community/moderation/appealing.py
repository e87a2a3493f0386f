"""To object to a decision, and the answer (Digital Services Act, art. 20): within six months, free of charge, decided
by a person, and by another one than the first wherever there is another."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from . import access, limits, telling, things
from .deciding import Taken
from .flagging import said
from .models import Appeal, Decision


class TooLate(Exception):
    """The six months are over."""


def may_object(decision, member, at=None):
    """Its author, once, within six months of a decision that takes something from them."""
    in_time = (at or timezone.now()) <= decision.object_until
    return decision.restricts and decision.member_id == member.pk and in_time and not hasattr(decision, "appeal")


def appeal(decision, member, words, at=None):
    """The author's objection; sent twice it is the same. Raises PermissionDenied for anybody else, TooLate, and
    ValidationError without words."""
    at = at or timezone.now()
    if decision.member_id != member.pk or not decision.restricts:
        raise PermissionDenied
    if at > decision.object_until:
        raise TooLate
    words = said(words, needed=True)
    try:
        with transaction.atomic():
            made = Appeal.objects.create(decision=decision, words=words, made_at=at)
            _call(made)
            return made
    except IntegrityError:
        return Appeal.objects.get(decision=decision)


def _call(made):
    """Those who may judge it hear of it: who decided first only when nobody else can."""
    decision, desk = made.decision, reverse("moderators:appeal", args=[made.pk])
    first = decision.moderator
    but = [decision.member, first if first and not is_alone(decision, first) else None]
    telling.call_moderators("appeal", decision.kind, decision.label, desk, f"objection:{made.pk}", but=but)


def may_judge(decision, member):
    """Whether this moderator may decide the appeal: not their own case, and not their own decision unless nobody
    else can."""
    if not access.may_moderate(member) or decision.member_id == member.pk:
        return False
    return decision.moderator_id != member.pk or is_alone(decision, member)


def is_alone(decision, member):
    """Whether nobody but this member could decide (the author of the thing cannot)."""
    others = access.moderators().exclude(pk=member.pk)
    return not (others.exclude(pk=decision.member_id) if decision.member_id else others).exists()


@transaction.atomic
def judge(made, member, restore, answer, at=None):
    """Restore what the decision took, or uphold it, with reasons; all are told. Raises PermissionDenied, Taken when
    another was quicker, ValidationError without words."""
    decision, at = made.decision, at or timezone.now()
    if not may_judge(decision, member):
        raise PermissionDenied
    if restore and decision.erased_at:
        raise ValidationError(_("Ce contenu est déjà effacé : il ne peut plus être remis."), code="erased")
    answer = said(answer, needed=True)
    outcome = Appeal.Outcome.RESTORED if restore else Appeal.Outcome.UPHELD
    alone = decision.moderator_id == member.pk
    open_one = Appeal.objects.filter(pk=made.pk, decided_at=None)
    if not open_one.update(decided_at=at, moderator=member, outcome=outcome, answer=answer, alone=alone):
        raise Taken(Appeal.objects.select_related("moderator").get(pk=made.pk).moderator)
    made.refresh_from_db()
    if restore:
        _undo(decision, at)
    log(decision.case, f"moderation.{outcome}", user=member, data={"decision": decision.pk})
    telling.tell_outcome(made)


def _undo(decision, at):
    """Exactly what this decision did: a thing that somebody else has hidden since stays hidden."""
    limits.lift(decision, at)
    others = Decision.objects.filter(topic=decision.topic, hidden_at__isnull=False).exclude(case=decision.case)
    standing = others.exclude(appeal__outcome=Appeal.Outcome.RESTORED).filter(decided_at__gt=decision.decided_at)
    if decision.hidden_at and not standing.exists():
        things.show(decision.topic)
