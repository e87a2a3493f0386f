"""The member's saved searches: save, change, pause, delete; and stopping one from its mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..filters import Filters
from ..saved import SavedSearch
from ..search_forms import SearchForm, blank, from_filters, from_search
from ..searches import MOST, pause, save
from ..stopping import search_of


@login_required
@never_cache
@require_safe
def index(request):
    mine = SavedSearch.objects.filter(member=request.user).annotate(found=Count("hits"))
    return render(request, "classifieds/searches.html", {"searches": mine, "most": MOST})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request):
    """GET ?<the list's filters>: the form filled with them. POST: the form."""
    if request.method == "POST":
        return _written(request, blank(request.user), SearchForm(request.POST))
    filters = Filters(request.GET, request.user)
    filters.is_valid()
    return _form(request, SearchForm(initial=from_filters(filters)))


@login_required
@require_POST
def add(request):
    """`query`: the list's filters as in its address. What is shown becomes a search, in one click."""
    filters = Filters(QueryDict(request.POST.get("query", "")[:2000]), request.user)
    filters.is_valid()
    data = QueryDict(mutable=True)
    for name, value in from_filters(filters).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return _written(request, blank(request.user), SearchForm(data))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    search = _mine(request, pk)
    if request.method == "POST":
        return _written(request, search, SearchForm(request.POST, initial=from_search(search)))
    return _form(request, SearchForm(initial=from_search(search)), search)


def _written(request, search, form):
    if form.is_valid():
        try:
            save(form.fill(search))
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            said = _("C’est noté : « %(what)s ». Vous serez prévenu de ce qui se publie.") % {"what": search.label}
            messages.success(request, said)
            return redirect("classifieds:searches")
    return _form(request, form, search if search.pk else None, status=422)


def _form(request, form, search=None, status=200):
    context = {"form": form, "search": search, "start": request.user.home}
    return render(request, "classifieds/search_form.html", context, status=status)


@login_required
@require_POST
def change(request, pk):
    """act=pause, resume or delete."""
    search, act = _mine(request, pk), request.POST.get("act", "")
    if act == "delete":
        search.delete()
        messages.success(request, _("La recherche « %(what)s » est supprimée.") % {"what": search.label})
    elif act in ("pause", "resume"):
        pause(search, act == "pause")
    return redirect("classifieds:searches")


def _mine(request, pk):
    return get_object_or_404(
        SavedSearch.objects.select_related("category", "territory"), pk=pk, member=request.user
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def stop(request, token):
    """From a mail, signed in or not: asks once, so that a programme that opens every link stops nothing."""
    try:
        search = search_of(token)
    except (signing.BadSignature, ValueError, TypeError):
        return render(request, "classifieds/stop_search.html", {"broken": True}, status=404)
    stopped = search is None or search.paused_at is not None
    if request.method == "POST" and not stopped:
        pause(search)
        stopped = True
    context = {"search": search, "stopped": stopped}
    return render(request, "classifieds/stop_search.html", context)
