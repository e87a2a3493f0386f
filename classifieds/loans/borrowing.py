"""To ask for a thing for some days: a place in line, like any other, that says which days."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.handovers.asking import ask
from community.handovers.models import Handover, State

from ..models import Intent
from . import days
from .models import Loan


@transaction.atomic
def borrow(ad, member, from_on, until_on, text, client_key=None, at=None):
    """The Loan that is asked for, with the conversation about it; days that are taken are asked for all the same, and
    whoever does is told when they are free. Asked again while it waits, the days change.

    Raises ValidationError in words."""
    if ad.intent != Intent.LEND:
        raise ValidationError(_("Cette annonce ne prête rien."), code="intent")
    days.check(from_on, until_on)
    at = at or timezone.now()
    said = _("Pour l’emprunter %(days)s.") % {"days": days.words(from_on, until_on)}
    handover = ask(ad, member, f"{said}\n\n{text}", client_key=client_key, at=at)
    asked = {"from_on": from_on, "until_on": until_on}
    loan, new = Loan.objects.get_or_create(handover=handover, defaults=asked)
    if not new and handover.state == State.INTERESTED:
        Loan.objects.filter(pk=loan.pk).update(**asked, told_taken_at=None)
        loan.refresh_from_db()
    _tell_taken(ad, loan, handover, at)
    return loan


def _tell_taken(ad, loan, handover, at):
    """The page says at once that those days are taken: the owner owes no answer before they are free."""
    if handover.state == State.INTERESTED and not days.is_free(ad.pk, ad.lot.units, loan.from_on, loan.until_on):
        loan.told_taken_at = at
        loan.save(update_fields=["told_taken_at"])
        Handover.objects.filter(pk=handover.pk, answered_at=None).update(answered_at=at)
