"""What a form of the ticket's page asks for, done; or the Refusal that says in words why not."""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.photos.refusals import Refused
from community.posts.uploads import receive_all

from .. import acts
from ..models import Service
from ..workflow import State


@dataclass
class Refusal(Exception):
    words: str
    status: int = 400
    typed: dict = field(default_factory=dict)


def seen_of(ticket):
    """How the ticket stood when a page was drawn; a form brings it back."""
    return f"{ticket.state}.{ticket.service_id}.{ticket.assignee_id or 0}.{ticket.round}"


def do(deed, ticket, request):
    """Do it; the words that say so. Raises Refusal, with everything that was typed."""
    typed = {"deed": deed, **{name: request.POST.get(name, "") for name in ("text", "service", "state", "other")}}
    photos, refused = receive_all(request) if deed == "resolve" else ([], [])
    typed["photos"] = photos
    try:
        if refused:
            raise Refusal(" ".join(_("%(words)s : %(other)s") % {"words": name, "other": why} for name, why in refused))
        if (seen := request.POST.get("seen")) and seen != seen_of(ticket) and deed != "pick_up":
            raise Refusal(what_changed(ticket, seen), 409)
        with transaction.atomic():
            return DEEDS[deed](ticket, request.user, typed)
    except Refusal as refusal:
        refusal.typed = typed
        raise
    except acts.Taken as taken:
        raise Refusal(_("%(name)s vient de s'en charger.") % {"name": taken.by.name}, 409, typed) from taken
    except acts.Changed as changed:
        raise Refusal(what_changed(changed.ticket, seen_of(ticket)), 409, typed) from changed
    except acts.NotAllowed as fault:
        raise Refusal(_("Cette étape n'est pas possible à partir de l'état actuel."), 409, typed) from fault
    except PermissionDenied as fault:
        raise Refusal(_("Cette demande n'est plus à votre guichet."), 403, typed) from fault
    except ValidationError as fault:
        raise Refusal(fault.messages[0], 400, typed) from fault
    except Refused as fault:
        raise Refusal(str(fault), 400, typed) from fault


def what_changed(ticket, seen):
    """What is different from what they saw, in words, and that nothing they typed is lost."""
    state, service, assignee, _round = (seen.split(".") + [""] * 4)[:4]
    told = []
    if state != ticket.state:
        told.append(_("l'état est maintenant « %(state)s »") % {"state": ticket.get_state_display()})
    if service != str(ticket.service_id):
        told.append(_("elle est maintenant chez %(service)s") % {"service": ticket.service})
    if assignee != str(ticket.assignee_id or 0):
        name = ticket.assignee.name if ticket.assignee else _("personne")
        told.append(_("elle est maintenant suivie par %(name)s") % {"name": name})
    changes = ", ".join(told) or _("elle a été rouverte")
    return _(
        "La demande a changé pendant que vous écriviez : %(changes)s. Votre texte est gardé : relisez, puis renvoyez."
    ) % {"changes": changes}


def _pick_up(ticket, member, typed):
    acts.pick_up(ticket, member)
    return _("C'est vous qui suivez cette demande.")


def _put_down(ticket, member, typed):
    acts.put_down(ticket, member)
    return _("La demande est rendue à l'équipe.")


def _answer(ticket, member, typed):
    acts.answer(ticket, member, typed["text"])
    return _("Réponse publiée ; l'auteur et ceux qui suivent sont prévenus.")


def _note(ticket, member, typed):
    acts.note(ticket, member, typed["text"])
    return _("Note enregistrée, pour votre guichet seulement.")


def _move(ticket, member, typed):
    if typed["state"] not in State.values:
        raise ValidationError(_("Choisissez un état."))
    acts.move(ticket, member, typed["state"], typed["text"])
    return _("Demande « %(state)s » ; tout le monde est prévenu.") % {"state": ticket.get_state_display()}


def _resolve(ticket, member, typed):
    acts.resolve(ticket, member, typed["text"], [photo.key for photo in typed["photos"]])
    return _("Résolue ; l'auteur et ceux qui ont confirmé diront si c'est réparé.")


def _close(ticket, member, typed):
    if typed["state"] not in State.values:
        raise ValidationError(_("Choisissez pourquoi la demande est close."))
    acts.refuse(ticket, member, typed["text"], typed["state"], typed["other"])
    return _("Demande close ; le résident lira pourquoi.")


def _transfer(ticket, member, typed):
    service = (
        Service.objects.select_related("authority").filter(pk=typed["service"]).first()
        if (typed["service"].isdecimal())
        else None
    )
    if service is None:
        raise ValidationError(_("Choisissez le service qui reprend la demande."))
    acts.transfer(ticket, member, service, typed["text"])
    return _("Transférée à %(service)s.") % {"service": service}


def _reopen(ticket, member, typed):
    acts.access.check(member, ticket)
    acts.reopen(ticket, typed["text"], member)
    return _("Demande rouverte.")


DEEDS = {
    "pick_up": _pick_up,
    "put_down": _put_down,
    "answer": _answer,
    "note": _note,
    "move": _move,
    "resolve": _resolve,
    "close": _close,
    "transfer": _transfer,
    "reopen": _reopen,
}
