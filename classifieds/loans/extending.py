"""To keep it longer: who borrowed asks, who lent says yes or no, and nobody else's days are given away."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.handovers import course

from . import days
from .lent import changed
from .models import Loan
from .returning import begun, must_be_out
from .telling import tell


@transaction.atomic
def ask_longer(loan, by, until_on, at=None):
    """Raises ValidationError in words: for a day that is no later, too far, or promised to somebody else."""
    course.must_be(by, loan.handover.partner_id)
    at, loan = at or timezone.now(), begun(loan)
    must_be_out(loan)
    _check(loan, until_on)
    if loan.wanted_until_on != until_on:
        Loan.objects.filter(pk=loan.pk).update(wanted_until_on=until_on)
        tell(loan, loan.handover.owner, "longer_asked", by=by, at=at, until=until_on)


@transaction.atomic
def answer_longer(loan, by, yes, at=None):
    """False when there is nothing to answer (any more). Raises ValidationError when those days have been promised."""
    course.must_be(by, loan.handover.owner_id)
    at, loan = at or timezone.now(), begun(loan)
    must_be_out(loan)
    wanted = loan.wanted_until_on
    if wanted is None:
        return False
    moved = {"wanted_until_on": None}
    if yes:
        _check(loan, wanted)
        moved |= {"until_on": wanted, "reminded": 0}
        changed(loan.handover.post)
    Loan.objects.filter(pk=loan.pk).update(**moved)
    until = wanted if yes else loan.until_on
    tell(loan, loan.handover.partner, "longer_yes" if yes else "longer_no", by=by, at=at, until=until)
    return True


def _check(loan, until_on):
    if until_on <= max(loan.until_on, days.today() - timedelta(days=1)):
        raise ValidationError({"until_on": _("Choisissez un jour plus tard que le retour prévu.")}, code="early")
    if until_on > days.today() + timedelta(days=days.LONGEST):
        raise ValidationError({"until_on": _("%(most)s jours au plus.") % {"most": days.LONGEST}}, code="long")
    first = loan.until_on + timedelta(days=1)
    if not days.is_free(loan.handover.post_id, loan.handover.post.lot.units, first, until_on, but=loan):
        raise ValidationError({"until_on": _("Ces jours sont promis à quelqu’un d’autre.")}, code="none_left")
