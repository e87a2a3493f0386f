"""Answering a poll, and its results as a table for editors."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..voice.cards import pages_of
from ..voice.models import Announcement
from .export import as_csv
from .forms import PollForm
from .models import PollPage
from .showing import shown
from .voting import answer, refusal


@require_POST
@never_cache
def vote(request, pk):
    """A resident's answers. Sent again they replace the earlier ones; what is missing comes back with the rest."""
    post = get_object_or_404(Announcement.objects.published(), pk=pk, kind="poll")
    page = pages_of([post.translation_key]).get(post.translation_key)
    if page is None:
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(f"/news/{pk}/")
    if why_not := refusal(page, request.user):
        messages.error(request, why_not)
        return redirect("home:said", pk)
    form = PollForm(request.POST, asked=page.asked)
    if not form.is_valid():
        context = page.get_context(request) | shown(page, post, request, form)
        return render(request, page.template, context, status=400)
    fresh = answer(page, post, request.user, form.answers())
    messages.success(request, _("Merci, c'est compté.") if fresh else _("Votre réponse est changée."))
    return redirect("home:said", pk)


@require_safe
@never_cache
def export(request, pk):
    """The results as CSV, for whoever may edit the page. It holds counts, no names and no single answer."""
    page = get_object_or_404(PollPage, pk=pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    post = get_object_or_404(Announcement, translation_key=page.translation_key)
    response = HttpResponse(as_csv(page, post), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sondage-{page.pk}.csv"'
    return response
