"""To ask neighbours for advice, to answer by an entry, to say thank you. Everything works by plain forms."""

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.publishing import check_may_publish
from community.posts.frame import frame_of, with_mine
from community.posts.writing import Writing, told_by_link
from community.visitors import kept_for_visitors

from .. import advice_ending, naming
from ..advice_forms import AdviceForm, NamingForm, WordsForm, chosen
from ..advices import Advice
from ..recommendations import Recommendation

PREFILLED = {"title": 140, "text": 5000, "category": 40}


@require_safe
def index(request):
    """The list is the feed of this kind."""
    return redirect("/feed/?kind=advice")


def _ask(request, form, _source):
    asked = Advice.objects.ask(request.user, **form.said())
    return asked, _("C’est demandé. Vous serez prévenu des réponses.")


def _prefill(request, _source):
    return told_by_link(request, PREFILLED)


new = Writing("advice", AdviceForm, "directory/advice_new.html", _ask, _prefill, fault_at="where", most=0).view


def _advice_for(member, pk):
    """The demand with what its page says, in one query. Raises Http404."""
    rows = Advice.objects.visible_to(member).select_related("category")
    return get_object_or_404(with_mine(rows, member), pk=pk)


@require_safe
@kept_for_visitors(seconds=5)
def page(request, pk):
    advice = _advice_for(request.user, pk)
    context = {**frame_of(advice, request.user), "advice": advice, "gathered": naming.gathered(advice, request.user)}
    return render(request, "directory/advice_page.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def name(request, pk):
    """To answer by an entry: ?q= finds them, one is chosen, and why it is good is said."""
    advice = _advice_for(request.user, pk)
    typed = request.POST.get("q", "") or request.GET.get("q", "")
    one = chosen(request.POST.get("entry", "") or request.GET.get("entry", ""))
    offered = naming.offered(typed) if typed else []
    if one and one.pk not in {entry.pk for entry in offered}:
        offered = [one, *offered]
    data = request.POST if request.method == "POST" else None
    form = NamingForm(data, member=request.user, offered=offered, initial=_known(request.user, one))
    context = {"advice": advice, "form": form, "typed": typed, "offered": offered}
    if request.method == "GET" or not form.is_valid():
        return render(request, "directory/advice_name.html", context, status=422 if request.method == "POST" else 200)
    try:
        naming.name(advice, request.user, **form.cleaned_data)
    except ValidationError as fault:
        form.add_error(None, fault)
        return render(request, "directory/advice_name.html", context, status=422)
    messages.success(request, _("Merci pour votre voisin. Votre recommandation se lit aussi sur la fiche."))
    return redirect(advice)


def _known(member, entry):
    """The words of a recommendation given before, which one mends rather than writes anew."""
    said = entry and Recommendation.objects.filter(entry=entry, author=member).first()
    told = {"entry": str(entry.pk)} if entry else {}
    return told | ({"text": said.text, "used": said.used, "used_on": said.used_on} if said else {})


@require_safe
@login_required
def find(request, pk):
    """{"suggestions": [{"label", "sort", "url"}]} of entries while one types ?q=, each leading to its naming."""
    if consume_or_429(request, action="suggest", limit_get=True):
        return JsonResponse({"error": _("Trop de recherches à la suite. Réessayez dans une minute.")}, status=429)
    advice = _advice_for(request.user, pk)
    found = naming.offered(request.GET.get("q", ""))
    there = f"/services/advice/{advice.pk}/name/?entry="
    told = [{"label": one.name, "sort": one.address or one.category.name, "url": f"{there}{one.pk}"} for one in found]
    return JsonResponse({"suggestions": told})


def _own(request, pk):
    """The member's own, while it stands; 404 for everybody else."""
    advice = _advice_for(request.user, pk)
    if advice.author_id != request.user.pk or advice.withdrawn_at or advice.hidden_at:
        raise Http404
    return advice


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    advice = _own(request, pk)
    first = {"title": advice.title, "text": advice.text, "category": advice.category and advice.category.code}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=first)
    context = {"form": form, "advice": advice}
    if not form.is_bound or not form.is_valid():
        return render(request, "directory/advice_edit.html", context, status=422 if form.is_bound else 200)
    try:
        check_may_publish(request.user)
    except ValidationError as fault:
        form.add_error(None, fault)
        return render(request, "directory/advice_edit.html", context, status=422)
    advice_ending.mend(advice, request.user, **form.cleaned_data)
    return redirect(advice)


def act(view):
    """A POST by the author of a demand that stands."""

    def acting(request, pk):
        try:
            return view(request, _own(request, pk))
        except PermissionDenied:
            raise Http404 from None

    return require_POST(login_required(acting))


@act
def found(request, advice):
    """found=yes or no."""
    advice_ending.found(advice, request.user, request.POST.get("found", "yes") != "no")
    return redirect(advice)


@act
def withdraw(request, advice):
    advice_ending.withdraw(advice, request.user)
    messages.success(request, _("Votre demande est retirée."))
    return redirect("/feed/" if advice.hidden_at else advice.get_absolute_url())
