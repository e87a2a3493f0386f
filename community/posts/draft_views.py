"""One's drafts: written by the open form itself (draft.js), taken up again, thrown away."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .drafts import drafts_of, forget, said_in, save_draft
from .kinds import kinds
from .models import Draft
from .uploads import claim_of

OURS = ("draft_form", "draft_writer", "draft_seen")  # what draft.js says besides the form


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request):
    if request.method == "POST":
        return _save(request)
    return _show(request)


@login_required
def _show(request):
    known = kinds()
    found = [draft for draft in drafts_of(request.user) if draft.form in known]
    drafts = [{"draft": draft, "kind": known[draft.form], "url": address(draft)} for draft in found]
    return render(request, "posts/drafts.html", {"drafts": drafts})


def address(draft):
    """Where it is taken up again."""
    return f"{reverse(kinds()[draft.form].new)}?draft={draft.key}"


def _save(request):
    """A form as it stands, from a page that is open; answers with the key and the number of its draft."""
    if not request.user.is_authenticated:
        return JsonResponse({"error": _("Vous n’êtes plus connecté.")}, status=403)
    form, writer, seen = (request.POST.get(name, "") for name in OURS)
    kind, key = kinds().get(form), _uuid(request.POST.get("client_key"))
    if not (kind and kind.new and key):
        return JsonResponse({"error": _("Ce formulaire ne se garde pas.")}, status=400)
    data = {name: values for name, values in said_in(request, form).items() if name not in OURS}
    seen = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
    try:
        draft = save_draft(request.user, form, key, data, writer=writer[:40], seen=seen, claim=claim_of(request))
    except ValidationError as fault:
        return JsonResponse({"error": " ".join(fault.messages)}, status=409)
    return JsonResponse({"key": draft.key, "sequence": draft.sequence, "parted": draft.key != key})


@require_POST
@login_required
def throw_away(request, pk):
    draft = get_object_or_404(Draft, pk=pk, member=request.user)
    forget(request.user, draft.form, draft.key)
    messages.success(request, _("Le brouillon est supprimé."))
    return redirect("posts:drafts")


def _uuid(text):
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
