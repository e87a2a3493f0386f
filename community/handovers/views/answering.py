"""An answer in one click, from a mail. To look changes nothing: programmes that scan mails open every address."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.members.models import Member

from .. import acts, links
from ..access import of_member
from ..box import words_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    try:
        member_id, handover_id, act, appointment_id = links.read(token)
        known = acts.ACTS[act]
    except signing.SignatureExpired:
        return _cannot(request, _("Ce lien a expiré. Connectez-vous : vos remises vous attendent."), 410)
    except (signing.BadSignature, KeyError, ValueError, TypeError):
        return _cannot(request, _("Ce lien n’est pas valable. Vérifiez qu’il est entier, ou connectez-vous."), 404)
    member = Member.objects.filter(pk=member_id, is_active=True).first()
    handover = (
        member and of_member(member).select_related("post__lot", "owner", "partner").filter(pk=handover_id).first()
    )
    if handover is None or (request.user.is_authenticated and request.user.pk != member.pk):
        return _cannot(request, _("Ce lien n’est pas pour vous, ou la remise n’existe plus."), 404)
    if request.method != "POST":
        return _ask(request, handover, member, act, known)
    return _do(request, handover, member, act, known, appointment_id)


def _ask(request, handover, member, act, known):
    names = acts.names(handover, member)
    context = {
        "question": known.asks % names,
        "label": acts.label(act, handover, member, words_of(handover.post)),
        "icon_name": known.icon,
    }
    return render(request, "handovers/answer.html", context)


def _do(request, handover, member, act, known, appointment_id):
    try:
        acts.do(act, handover, member, acts.appointment_of(handover, appointment_id))
    except ValidationError as fault:
        return _cannot(request, " ".join(fault.messages), 409)
    except PermissionDenied:
        return _cannot(request, _("Ce lien n’est pas pour vous, ou la remise n’existe plus."), 404)
    said = known.said % acts.names(handover, member)
    if request.user.is_authenticated:
        messages.success(request, said)
        return redirect(handover)
    return render(request, "handovers/answer.html", {"said": said, "handover": handover})


def _cannot(request, words, status):
    return render(request, "handovers/answer.html", {"fault": words}, status=status)
