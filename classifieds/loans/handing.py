"""What the engine of hand-overs asks of a loan, and tells it (classifieds.handing passes on what is lent).

What is promised are days: they are counted under the lot's lock, and the lot's units never run out."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.handovers import line, telling
from community.handovers.kinds import Day
from community.handovers.models import Handover, Lot, State

from . import days
from .lent import changed
from .models import Loan
from .telling import tell

GOING_BACK = ("accept", "decline", "cancel", "meet", "change", "thank")


def loan_of(handover):
    """The loan that goes out, or comes back, by this hand-over; None for one that never said its days."""
    if not hasattr(handover, "loan_read"):
        read([handover])
    return handover.loan_read


def read(handovers):
    """One query for all of them."""
    pks = [one.pk for one in handovers]
    found = {}
    for loan in Loan.objects.filter(Q(handover__in=pks) | Q(going_back__in=pks)):
        found |= {loan.handover_id: loan, loan.going_back_id: loan}
    for one in handovers:
        one.loan_read = found.get(one.pk)


def is_return(handover):
    loan = loan_of(handover)
    return loan is not None and loan.going_back_id == handover.pk


def take(handover):
    loan = loan_of(handover)
    if loan is None:
        raise ValidationError(_("Il manque les jours : demandez-lui de quand à quand."), code="days")
    units = Lot.objects.values_list("units", flat=True).get(pk=handover.post_id)
    if not days.is_free(handover.post_id, units, loan.from_on, loan.until_on, but=loan):
        raise ValidationError(_("Ces jours sont déjà promis à quelqu’un d’autre."), code="none_left")


def give_back(_handover):
    """Days are counted from what is promised and out: nothing to move."""


def promised(handover):
    """Those in line whose days are taken by that hear it now, and wait without owing anything."""
    at = timezone.now()
    waiting = [one for one in line.waiting(handover.post_id) if one.pk != handover.pk]
    read(waiting)
    units, ranges = handover.post.lot.units, days.spoken_for(handover.post_id)
    taken = [
        one for one in waiting if one.loan_read and not one.loan_read.told_taken_at and _is_taken(one, ranges, units)
    ]
    Loan.objects.filter(pk__in=[one.pk for one in taken]).update(told_taken_at=at)
    Handover.objects.filter(pk__in=[one.pk for one in taken], answered_at=None).update(answered_at=at)
    telling.tell_all(taken, "waiting", at=at)


def _is_taken(one, ranges, units):
    counted = days.busy(ranges, one.loan_read.from_on, one.loan_read.until_on)
    return max(counted.values(), default=0) >= units


def fits(handover):
    """Asked again are those who were told that their days are taken, once they are free."""
    loan = loan_of(handover)
    if loan is None or loan.told_taken_at is None or loan.from_on < days.today():
        return False
    units = Lot.objects.values_list("units", flat=True).get(pk=handover.post_id)
    return days.is_free(handover.post_id, units, loan.from_on, loan.until_on)


def done(handover):
    """It has gone out, or it is back: then those who wait for its days are asked."""
    loan, at = loan_of(handover), handover.ended_at
    if loan is None:
        return
    if is_return(handover):
        Loan.objects.filter(pk=loan.pk, back_at=None).update(back_at=at, wanted_until_on=None)
        line.offer_again(handover.post_id, at=at)
    else:
        Loan.objects.filter(pk=loan.pk, out_at=None).update(out_at=at)
    changed(handover.post)


def undone(handover):
    loan = loan_of(handover)
    if loan is not None:
        Loan.objects.filter(pk=loan.pk).update(**({"back_at": None} if is_return(handover) else {"out_at": None}))
        changed(handover.post)


def unfinished(member):
    """What is out, and whose return nobody has begun to arrange: that is a hand-over of its own."""
    out = Loan.objects.filter(out_at__isnull=False, back_at=None, lost_at=None)
    mine = out.filter(Q(handover__owner=member) | Q(handover__partner=member))
    return mine.exclude(going_back__state=State.PROMISED).values("pk")


def waits_for(handover, member):
    """The lender's answer to a wish to keep it longer; the thing itself, on the day it is due."""
    loan = loan_of(handover)
    if loan is None or not loan.is_out:
        return False
    if member.pk == handover.owner_id:
        return loan.wanted_until_on is not None
    return loan.until_on <= days.today()


def due(handover, member):
    """The day on which it is due, for the calendar of who has it."""
    loan = loan_of(handover)
    if loan is None or member.pk != handover.partner_id or not (loan.is_out or handover.state == State.PROMISED):
        return []
    words = _("À rendre : %(title)s (%(name)s)") % {"title": handover.post.title, "name": handover.owner.name}
    return [Day(f"loan-{loan.pk}", loan.until_on, words, sequence=(loan.until_on - loan.from_on).days)]


def silence_is_done(handover):
    """That it is back says only who gets it back."""
    return not is_return(handover)


def unconfirmed(handover, at):
    """Asked twice whether it is back, the lender has not said: what else may be done."""
    loan = Loan.objects.select_related("handover__owner", "handover__partner", "handover__post").get(
        going_back=handover.pk
    )
    tell(loan, loan.handover.owner, "unconfirmed", at=at, key=f"loan:{loan.pk}:unconfirmed:{handover.pk}")


def allows(handover, member, act):
    """Of a return nobody withdraws, and who gets the thing back says that it is there. A word of thanks is for when it
    is back."""
    loan = loan_of(handover)
    if loan is None:
        return True
    if is_return(handover):
        return act in GOING_BACK or (act == "done" and member.pk == handover.owner_id)
    if act == "not_yet":
        return loan.going_back_id is None and loan.back_at is None
    return act != "thank" or loan.back_at is not None


def says(handover, member, appointment):
    """Where it stands, in the words of a loan; "" where the engine's own words do."""
    loan = loan_of(handover)
    if loan is None:
        return ""
    if is_return(handover):
        return _of_return(handover, loan, appointment)
    facts = {"name": handover.partner.name, "days": days.words(loan.from_on, loan.until_on)}
    if handover.state == State.INTERESTED:
        return _of_asking(handover, member, loan, facts)
    if handover.state == State.PROMISED and appointment is None:
        return _("Promis %(days)s. Convenez d’un rendez-vous pour la remise.") % facts
    return where_it_is(loan) if handover.state == State.DONE else ""


def _of_asking(handover, member, loan, facts):
    if member.pk == handover.owner_id:
        if loan.told_taken_at:
            return _("%(name)s attend que ces jours se libèrent : %(days)s.") % facts
        return _("%(name)s voudrait l’emprunter %(days)s.") % facts
    if handover.offered_at and not handover.wanted_at:
        return _("De nouveau libre %(days)s : l’emprunter toujours ?") % facts
    if loan.told_taken_at:
        return _("C’est déjà promis à ces jours : vous serez prévenu si %(days)s se libère.") % facts
    return _("Demandé %(days)s. Vous serez prévenu de la réponse.") % facts


def _of_return(handover, loan, appointment):
    if handover.state == State.DONE:
        return _("C’est rendu. Merci !")
    if appointment is None and handover.state == State.PROMISED:
        return _("À rendre au plus tard le %(day)s : convenez d’un rendez-vous.") % {
            "day": days.day_words(loan.until_on)
        }
    return ""


def where_it_is(loan):
    """Lent until when, late since when, back or lost."""
    due = {"day": days.day_words(loan.until_on)}
    if loan.back_at:
        return _("C’est rendu.")
    if loan.lost_at:
        return _("Ce prêt n’est pas revenu.")
    return (_("Attendu depuis le %(day)s.") if loan.is_overdue else _("Prêté jusqu’au %(day)s.")) % due


def page_of(handover):
    loan = loan_of(handover)
    if loan is None or not (loan.out_at or handover.state == State.PROMISED):
        return None
    return loan.get_absolute_url(), _("Le prêt : retour, prolongation, photos")
