"""What comes next, in words for one of the two, and what they may do about it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import acts, ending, kinds, thanking
from .models import Appointment, State


@dataclass(frozen=True)
class Button:
    """One act: `act` as community.handovers.acts names it, "meet" or "thank" (pages of their own)."""

    act: str
    label: str
    icon: str


@dataclass(frozen=True)
class Step:
    """`mine` where the reader is waited for; `main` are the next acts, `more` those that are possible besides."""

    words: str
    mine: bool = False
    main: tuple = ()
    more: tuple = ()


MEET, CHANGE, THANK = "meet", "change", "thank"


def next_step(handover, member, appointment=None, place=None, words=(), at=None):
    """`appointment` is the one that stands, `place` the one in line where it is known, `words` what the kind says in
    its own way (community.handovers.box.words_of). No query of its own."""
    at = at or timezone.now()
    what = {State.INTERESTED: _asked, State.PROMISED: _promised, State.DONE: _done}.get(handover.state, _ended)
    said, mine, main, more = what(handover, member, appointment, place, at)
    kind, own = kinds.of(handover.post), dict(words)
    said = kind.says(handover, member, appointment) or said
    mine = mine or kind.waits_for(handover, member)
    return Step(said, mine, _buttons(handover, member, main, own), _buttons(handover, member, more, own))


def _buttons(handover, member, names, own):
    allows = kinds.of(handover.post).allows
    return tuple(_button(handover, member, name, own) for name in names if allows(handover, member, name))


def _button(handover, member, name, own):
    if name in (MEET, CHANGE):
        return Button(
            "meet", _("Proposer un rendez-vous") if name == MEET else _("Proposer autre chose"), "calendar-plus"
        )
    if name == THANK:
        return Button("thank", _("Dire merci"), "heart")
    return Button(name, acts.label(name, handover, member, own), acts.ACTS[name].icon)


def _asked(handover, member, appointment, place, at):
    name, left = handover.other(member).get_short_name(), handover.post.lot.left
    if member.pk == handover.owner_id:
        if left < handover.units:
            return _("%(name)s est dans la file ; tout est promis pour l’instant.") % {"name": name}, False, (), ()
        if handover.wanted_at:
            return _("%(name)s le veut toujours.") % {"name": name}, True, ("promise",), ()
        return _("%(name)s attend votre réponse.") % {"name": name}, True, ("promise",), ()
    if left and handover.offered_at and not handover.wanted_at:
        return _("C’est de nouveau libre : le voulez-vous toujours ?"), True, ("want", "withdraw"), ()
    if left:
        return _("%(name)s est prévenu, et vous répondra ici.") % {"name": name}, False, (), ("withdraw",)
    words = _("C’est promis à quelqu’un d’autre. Vous serez prévenu si cela se libère.")
    if place:
        words += " " + _("Votre place dans la file : %(place)s.") % {"place": place}
    return words, False, (), ("withdraw",)


def _promised(handover, member, appointment, place, at):
    give_up = "renege" if member.pk == handover.owner_id else "withdraw"
    name = {"name": handover.other(member).get_short_name()}
    if appointment is None:
        words = _("C’est promis. Convenez d’un rendez-vous avec %(name)s.") % name
        return words, member.pk == handover.partner_id, (MEET,), ("done", give_up)
    if appointment.state == Appointment.State.PROPOSED and appointment.at > at:
        if appointment.proposed_by_id == member.pk:
            return (
                _("Vous avez proposé un rendez-vous à %(name)s.") % name,
                False,
                (),
                (CHANGE, "cancel", "done", give_up),
            )
        words = _("%(name)s vous propose un rendez-vous.") % name
        return words, True, ("accept", CHANGE), ("decline", "done", give_up)
    if appointment.state == Appointment.State.PROPOSED:
        return _("L’heure proposée est passée sans réponse."), True, (CHANGE,), ("done", give_up)
    if appointment.ends_at > at:
        return _("Rendez-vous pris avec %(name)s.") % name, False, (), (CHANGE, "cancel", "done", give_up)
    return _("Le rendez-vous est passé : est-ce fait ?"), True, ("done", CHANGE), ("no_show", give_up)


def _done(handover, member, appointment, place, at):
    may_object = handover.ended_by_id != member.pk and handover.ended_at + ending.OBJECT_WITHIN > at
    more = ("not_yet",) if may_object else ()
    if thanking.may_thank(handover, member):
        return (
            _("C’est remis. Un mot pour %(name)s ?") % {"name": handover.other(member).get_short_name()},
            False,
            (THANK,),
            more,
        )
    return _("C’est remis."), False, (), more


def _ended(handover, member, appointment, place, at):
    words = {
        State.WITHDRAWN: _("Cette remise n’aura pas lieu."),
        State.ELSEWHERE: _("C’est parti à quelqu’un d’autre, ou ce n’est plus à prendre."),
        State.NO_SHOW: _("Le rendez-vous a été manqué."),
    }
    return words[handover.state], False, (), ()


def when_words(appointment):
    return moment_words(appointment.at)


def moment_words(moment):
    """ "samedi 28 novembre, 10:30", in the town's time."""
    return date_format(timezone.localtime(moment, timezone.get_default_timezone()), _("l j F, H:i"))
