"""To recommend an entry, to take that back, and its keeper's answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.posts.drafts import keep_form, kept_form

from .. import recommending
from ..access import entry_for
from ..owning import keeps
from ..recommendations import Recommendation
from ..recommending_forms import AnswerForm, RecommendationForm

FORM = "recommendation"  # the name of its draft


@never_cache
@require_http_methods(["GET", "POST"])
def recommend(request, slug):
    """The form of a member's one word about an entry, new or to be mended."""
    entry = entry_for(slug)
    if not request.user.is_authenticated:
        if request.method == "POST":  # the session ended while they wrote
            keep_form(request, f"{FORM}:{entry.pk}")
        return redirect_to_login(request.path)
    mine = Recommendation.objects.filter(entry=entry, author=request.user).first()
    first = {"text": mine.text, "used": mine.used, "used_on": mine.used_on} if mine else {}
    data = request.POST if request.method == "POST" else kept_form(request, f"{FORM}:{entry.pk}")
    form = RecommendationForm(data, initial=first)
    context = {"entry": entry, "form": form, "mine": mine, "refusal": recommending.why_not(request.user, entry)}
    if request.method == "GET" or not form.is_valid():
        return render(request, "directory/recommend.html", context, status=422 if request.method == "POST" else 200)
    try:
        said = recommending.recommend(entry, request.user, **form.cleaned_data)
    except ValidationError as fault:
        form.add_error(None, fault)
        return render(request, "directory/recommend.html", context, status=422)
    messages.success(request, _("Merci : vos voisins le lisent."))
    return redirect(said)


@require_POST
@login_required
def take_back(request, pk):
    said = get_object_or_404(Recommendation.objects.select_related("entry"), pk=pk, author=request.user)
    recommending.take_back(said, request.user)
    messages.success(request, _("Votre recommandation est retirée."))
    return redirect(said.entry)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request, pk):
    """For whoever keeps the entry; 404 for everybody else."""
    rows = Recommendation.objects.seen_by(request.user).select_related("entry", "author")
    said = get_object_or_404(rows, pk=pk, entry__hidden_at=None)
    if not keeps(request.user, said.entry):
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"text": said.answer})
    context = {"entry": said.entry, "said": said, "form": form}
    if request.method == "GET" or not form.is_valid():
        return render(request, "directory/recommend_answer.html", context, status=422 if form.is_bound else 200)
    try:
        recommending.answer(said, request.user, form.cleaned_data["text"])
    except (ValidationError, PermissionDenied) as fault:
        form.add_error(None, str(fault) or _("Ce n’est plus à vous de répondre."))
        return render(request, "directory/recommend_answer.html", context, status=422)
    return redirect(said)
