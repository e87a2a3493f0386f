"""The acts of the two by name, as buttons and mails name them."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import course, ending, kinds, meeting, promising, releasing
from .models import Appointment


@dataclass(frozen=True)
class Act:
    """`do` is (hand-over, member, appointment or None, units or None); `label` the words of the button, `said` what is
    answered once it is done, `asks` what a mail's page asks before it is."""

    do: callable
    label: str
    said: str
    icon: str = ""
    asks: str = ""


def _on_appointment(verb):
    def act(_handover, member, appointment, _units):
        if appointment is None:
            raise ValidationError(course.TOO_LATE, code="changed")
        verb(appointment, member)

    return act


def _plain(verb):
    return lambda handover, member, _appointment, _units: verb(handover, member)


ACTS = {
    "promise": Act(
        lambda handover, member, _appointment, units: promising.promise(handover, member, units),
        _("Promettre à %(name)s"), _("C’est promis. %(name)s est prévenu, les autres aussi s’il n’en reste plus."),
        "handshake", _("Promettre « %(title)s » à %(name)s ?"),
    ),
    "renege": Act(
        _plain(releasing.renege), _("Reprendre la promesse"), _("La promesse est reprise. Le suivant est prévenu."),
        "undo-2",
    ),
    "withdraw": Act(
        _plain(releasing.withdraw), _("Je n’en ai plus besoin"), _("C’est noté. %(name)s n’attend plus rien de vous."),
        "x", _("Dire à %(name)s que vous ne voulez plus « %(title)s » ?"),
    ),
    "want": Act(
        _plain(releasing.want), _("Oui, toujours"), _("C’est dit : %(name)s n’a plus qu’à vous le promettre."), "check",
        _("Dire à %(name)s que vous voulez toujours « %(title)s » ?"),
    ),
    "done": Act(
        _plain(ending.done), _("C’est fait"), _("C’est noté. Merci !"), "circle-check",
        _("« %(title)s » : la remise avec %(name)s a eu lieu ?"),
    ),
    "not_yet": Act(
        _plain(ending.not_yet), _("Non, pas encore"), _("C’est noté : la promesse tient toujours."), "rotate-ccw",
        _("« %(title)s » : la remise avec %(name)s n’a pas encore eu lieu ?"),
    ),
    "no_show": Act(
        _plain(ending.no_show), _("%(name)s n’est pas venu"), _("C’est noté, et cela reste entre vous."), "user-x",
        _("« %(title)s » : %(name)s n’est pas venu au rendez-vous ?"),
    ),
    "accept": Act(
        _on_appointment(meeting.accept), _("Accepter"), _("Rendez-vous pris."), "check",
        _("Accepter le rendez-vous proposé par %(name)s pour « %(title)s » ?"),
    ),
    "decline": Act(_on_appointment(meeting.decline), _("Refuser"), _("C’est refusé. Proposez un autre moment."), "x"),
    "cancel": Act(
        _on_appointment(meeting.cancel), _("Annuler le rendez-vous"), _("Le rendez-vous est annulé."), "calendar-x"
    ),
}  # fmt: skip


def do(act, handover, member, appointment=None, units=None):
    """One act. Raises ValidationError in words, PermissionDenied, KeyError for an act that there is not."""
    known = ACTS[act]
    if not kinds.of(handover.post).allows(handover, member, act):
        raise ValidationError(course.TOO_LATE, code="changed")
    known.do(handover, member, appointment, units)


def label(act, handover, member, words):
    """The words of its button; `words` is what the post's kind says in its own way."""
    return str(words.get(act) or ACTS[act].label) % names(handover, member)


def names(handover, member):
    return {"name": handover.other(member).get_short_name(), "title": handover.post.title}


def appointment_of(handover, pk):
    """The appointment that an act names (0: the one that stands); None where there is none."""
    if not pk:
        return meeting.standing(handover)
    return Appointment.objects.filter(handover=handover.pk, pk=pk).first()
