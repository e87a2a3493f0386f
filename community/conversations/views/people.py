"""Who is in a conversation: bringing somebody in, its name, silence, leaving."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.members.showing import accepts_messages

from .. import gathering, opening, saying
from ..naming import others_in, title_for
from . import participation


@login_required
@require_safe
@never_cache
def people(request, pk):
    return _page(request, participation(request, pk))


def _page(request, mine, status=200, **more):
    others = others_in(mine)
    context = {
        "mine": mine, "conversation": mine.conversation, "others": others, "title": title_for(mine, others),
        "is_open": saying.is_open(mine), "most": gathering.MOST_PEOPLE, **more,
    }  # fmt: skip
    return render(request, "conversations/people.html", context, status=status)


def _group(request, pk):
    """One's own place in a group; between two there is nobody to add and nothing to leave."""
    mine = participation(request, pk)
    return mine if mine.conversation.is_group else None


@login_required
@require_POST
def add(request, pk):
    mine = _group(request, pk)
    if mine is None:
        return redirect("conversations:people", pk)
    handle = request.POST.get("handle", "").strip().lstrip("@").lower()
    other = opening.found(request.user, handle)
    try:
        if other is None or not accepts_messages(other, request.user):
            raise ValidationError(_("Introuvable, ou ne reçoit pas de messages : %(names)s.") % {"names": f"@{handle}"})
        if gathering.add(mine.conversation, request.user, other):
            messages.success(request, _("%(name)s lit la conversation à partir de maintenant.") % {"name": other.name})
    except (ValidationError, saying.Closed) as fault:
        error = " ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
        return _page(request, mine, 400, error=error, handle=handle)
    return redirect("conversations:people", pk)


@login_required
@require_POST
def rename(request, pk):
    mine = _group(request, pk)
    if mine is not None:
        try:
            gathering.rename(mine.conversation, request.user, request.POST.get("name", ""))
        except saying.Closed as fault:
            messages.error(request, str(fault))
    return redirect("conversations:people", pk)


@login_required
@require_POST
def leave(request, pk):
    mine = _group(request, pk)
    if mine is None or not gathering.leave(mine.conversation, request.user):
        return redirect("conversations:people", pk)
    messages.success(request, _("Vous avez quitté la conversation."))
    return redirect("conversations:list")


@login_required
@require_POST
def mute(request, pk):
    """mute=yes or no."""
    gathering.mute(participation(request, pk), request.POST.get("mute") == "yes")
    return redirect("conversations:people", pk)
