"""What a neighbour does on an incident's page: one verb each, by plain forms. Asked by a script, the answer is the
status fragment; by a form, the page again."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.photos.refusals import Refused
from community.places.words import clean
from community.posts.follow import follow
from community.posts.thread import LONGEST as LONGEST_COMMENT
from community.posts.thread import say
from community.posts.uploads import receive_all

from ..access import incident_for, incident_with_mine
from ..forms import LONGEST
from .page import acts_context


def act(view):
    """A POST by a member on an incident they may see."""

    def acting(request, pk):
        try:
            return view(request, incident_for(request.user, pk))
        except PermissionDenied:
            raise Http404 from None

    return require_POST(login_required(acting))


def _answer(request, incident):
    if not request.headers.get("X-Requested-With"):
        return redirect(incident)
    fresh = incident_with_mine(request.user, incident.pk)
    return render(request, "incidents/acts.html", acts_context(request, fresh))


@act
def confirm(request, incident):
    if incident.is_public and incident.is_open:
        incident.confirm(request.user)
    return _answer(request, incident)


@act
def unconfirm(request, incident):
    incident.unconfirm(request.user)
    return _answer(request, incident)


@act
def still_there(request, incident):
    incident.still_there(request.user)
    return _answer(request, incident)


@act
def gone(request, incident):
    incident.gone(request.user)
    return _answer(request, incident)


@act
def join(request, incident):
    """From the form: "I see it too", with what was typed and the photos, instead of a second report."""
    photos, _refused = receive_all(request)
    try:
        incident.confirm(request.user, photo_keys=[photo.key for photo in photos])
    except Refused as refusal:
        incident.confirm(request.user)
        messages.warning(request, str(refusal))
    follow(incident, request.user)
    if text := clean(request.POST.get("text", ""))[:LONGEST_COMMENT]:
        say(incident, request.user, text, client_key=_key(request.POST.get("client_key")))
    messages.success(request, _("Votre confirmation est comptée, et vous suivez ce signalement."))
    return redirect(incident)


def _key(text):
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


@act
def verdict(request, incident):
    if request.POST.get("fixed") not in ("yes", "no"):
        messages.error(request, _("Répondez par oui ou par non."))
        return redirect(incident)
    reopened = incident.verdict(request.user, request.POST["fixed"] == "yes")
    said = _("Merci, votre réponse est notée.")
    if reopened:
        said = _("Merci. La demande est rouverte et le service est prévenu.")
    elif reopened is None:
        said = _("Vous aviez déjà répondu.")
    messages.success(request, said)
    return redirect(incident)


@act
def correct(request, incident):
    text = clean(request.POST.get("text", ""))
    if not text or len(text) > LONGEST:
        messages.error(request, _("Écrivez quelques mots, %(longest)s caractères au plus.") % {"longest": LONGEST})
        return render(request, "incidents/correct.html", {"incident": incident, "text": text[:LONGEST]}, status=422)
    if not incident.correct(request.user, text):
        messages.error(request, _("Trop tard : le service a déjà reçu ce texte. Ajoutez plutôt un commentaire."))
    return redirect(incident)


@act
def withdraw(request, incident):
    if incident.withdraw(request.user):
        messages.success(request, _("Votre signalement est retiré : plus personne d'autre ne le voit."))
    else:
        messages.error(request, _("Trop tard : le signalement est déjà transmis au service."))
    return redirect(incident)


@act
def escalate(request, incident):
    ticket = incident.escalate(by=request.user)
    if ticket:
        messages.success(request, _("Transmis : demande %(reference)s.") % {"reference": ticket.reference})
    return redirect(incident)
