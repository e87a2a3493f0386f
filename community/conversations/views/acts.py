"""What one does with one's own message: correct it, take it back, share what is masked in it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .. import details, saying
from . import by_script, own_message, participation, wrong
from .page import shown


@login_required
@never_cache
def edit(request, pk):
    message = own_message(request, pk)
    text = request.POST.get("text", message.text)
    if not saying.may_edit(message, request.user):
        return _refused(request, message, _("Ce message ne peut plus être corrigé."), text)
    if request.method != "POST":
        return _form(request, message, text)
    try:
        saying.edit(message, request.user, text)
    except ValidationError as fault:
        return _form(request, message, text, " ".join(fault.messages), 400)
    except (saying.Closed, PermissionDenied) as fault:
        return _refused(request, message, str(fault) or _("Ce message ne peut plus être corrigé."), text)
    return _done(request, message)


@login_required
@never_cache
def remove(request, pk):
    message = own_message(request, pk)
    if not saying.may_remove(message, request.user):
        return _refused(request, message, _("Ce message est déjà supprimé."))
    if request.method != "POST":
        return render(request, "conversations/remove.html", {"message": message})
    try:
        saying.remove(message, request.user)
    except PermissionDenied:
        return _refused(request, message, _("Ce message est déjà supprimé."))
    return _done(request, message)


@login_required
@never_cache
def share(request, pk):
    message = own_message(request, pk)
    if request.method != "POST":
        return render(request, "conversations/share.html", {"message": message, "found": details.found(message.text)})
    try:
        saying.share(message, request.user)
    except (saying.Closed, PermissionDenied) as fault:
        return _refused(request, message, str(fault) or _("Ce message est déjà supprimé."))
    return _done(request, message)


def _done(request, message):
    return shown(request, message, participation(request, message.conversation_id))


def _form(request, message, text, error="", status=200):
    if error and by_script(request):
        return wrong(error)
    context = {"message": message, "text": text, "error": error, "longest": saying.LONGEST}
    return render(request, "conversations/edit.html", context, status=status)


def _refused(request, message, error, text=""):
    if by_script(request):
        return wrong(error, 403)
    context = {"message": message, "text": text, "error": error, "too_late": True}
    return render(request, "conversations/edit.html", context, status=403)
