"""The author's answer to what the service asked, from the post's page."""

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.posts import follow, thread

from . import acts
from .models import Ticket


@login_required
@require_http_methods(["GET", "POST"])
def reply(request, reference):
    """Their words become a comment in the thread, and the ticket goes on from where it waited."""
    mine = Ticket.objects.select_related("post", "service", "authority", "category").filter(post__author=request.user)
    ticket = get_object_or_404(mine, reference=reference)
    text = request.POST.get("text", "")
    if request.method == "POST":
        try:
            _say(ticket, request.user, text)
        except ValidationError as fault:
            told = {"ticket": ticket, "text": text, "error": fault.messages[0]}
            return render(request, "tickets/reply.html", told, status=400)
        messages.success(request, _("Merci, le service a votre réponse."))
        return redirect(follow.link_to(ticket.post))
    return render(request, "tickets/reply.html", {"ticket": ticket, "text": ""})


@transaction.atomic
def _say(ticket, member, text):
    thread.say(ticket.post, member, text)
    with suppress(acts.Changed):  # the desk was quicker; the words stand in the thread all the same
        acts.reply(ticket, text, member)
