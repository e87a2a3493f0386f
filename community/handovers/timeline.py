"""What has been, in the order in which it was: told to the two, in few words."""

from django.utils.translation import gettext as _

from . import steps
from .models import Appointment, State


def of(handover, member, appointments):
    """[(moment, words)], the oldest first. No query."""
    partner = handover.partner.name
    told = [(handover.asked_at, _("%(name)s s’est dit intéressé") % {"name": partner})]
    if handover.promised_at:
        told.append((handover.promised_at, _("Promis à %(name)s") % {"name": partner}))
    for one in appointments:
        told += _of_appointment(handover, one)
    if handover.ended_at:
        told.append((handover.ended_at, _ended(handover)))
    if handover.thanked_at:
        told.append((handover.thanked_at, _("Merci : « %(text)s »") % {"text": handover.thanks}))
    return sorted(told, key=lambda one: one[0])


def _of_appointment(handover, one):
    who = handover.owner if one.proposed_by_id == handover.owner_id else handover.partner
    names = {"name": who.name, "when": steps.when_words(one)}
    yield one.created_at, _("%(name)s propose le %(when)s") % names
    answers = {
        Appointment.State.ACCEPTED: _("Rendez-vous pris pour le %(when)s"),
        Appointment.State.DECLINED: _("Refusé : le %(when)s"),
        Appointment.State.CANCELLED: _("Annulé : le %(when)s"),
    }
    if one.answered_at:
        yield one.answered_at, answers[one.state] % names


def _ended(handover):
    return {
        State.DONE: _("C’est remis"),
        State.NO_SHOW: _("Le rendez-vous a été manqué"),
        State.WITHDRAWN: _("La remise n’a plus lieu"),
        State.ELSEWHERE: _("Parti ailleurs"),
    }.get(handover.state, "")
