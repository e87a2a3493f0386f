"""To ask: the form of the box on a post's page, and the same form with what was wrong in it."""

import uuid

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.conversations.saying import Closed
from community.posts.kinds import kinds as post_kinds
from community.posts.models import Post

from .. import asking, kinds
from ..forms import AskForm


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request, pk):
    post = _post(request, pk)
    if elsewhere := kinds.of(post).ask_page(post):
        return redirect(elsewhere)
    known = asking.live_of(post, request.user)
    if known and request.method == "GET":
        return redirect(known)
    if request.method == "GET":
        return _show(request, post, AskForm(post=post, initial={"client_key": uuid.uuid4()}))
    form = AskForm(request.POST, post=post)
    if form.is_valid():
        try:
            return redirect(asking.ask(post, request.user, **form.said()))
        except ValidationError as fault:
            form.add_error(None, fault)
        except Closed as fault:
            form.add_error(None, str(fault))
    return _show(request, post, form, status=422)


def _post(request, pk):
    """A post of which something is handed over, that the member may see and that is not their own."""
    rows = Post.objects.visible_to(request.user).filter(kind__in=kinds.handed_over(), lot__isnull=False)
    post = get_object_or_404(rows.select_related("author", "lot", "territory"), pk=pk)
    if post.author_id == request.user.pk or post.author is None:
        raise Http404
    return post


def _show(request, post, form, status=200):
    page = reverse(post_kinds()[post.kind].page, args=[post.pk])
    context = {"post": post, "form": form, "page": page, "words": form.words}
    return render(request, "handovers/ask.html", context, status=status)
