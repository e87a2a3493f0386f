"""To keep an entry: its keeper's form, and what a member keeps and says in the directory."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import claiming, moving, owning
from ..access import entry_for
from ..owning_forms import MoveForm, OwnForm
from ..recommendations import Recommendation

MOST = 100  # of each, on one's own page


def _kept(request, slug):
    """The entry, for whoever keeps it; 404 for everybody else."""
    entry = entry_for(slug)
    if not owning.keeps(request.user, entry):
        raise Http404
    return entry


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def own(request, slug):
    entry = _kept(request, slug)
    if request.method == "GET":
        return _show(request, entry, OwnForm(entry=entry))
    form = OwnForm(request.POST, entry=entry)
    if not form.is_valid():
        return _show(request, entry, form, status=422)
    try:
        if not owning.change(entry, request.user, form.seen_at(), form.said()):
            return _stale(request, entry, form)
    except ValidationError as fault:
        form.add_error(None, fault)
        return _show(request, entry, form, status=422)
    messages.success(request, _("C’est enregistré, et visible tout de suite."))
    return redirect(entry)


def _stale(request, entry, form):
    """Somebody else has changed it meanwhile: what they typed stays, and the next click writes over."""
    now = entry_for(entry.slug)
    again = OwnForm({**form.data.dict(), "seen": now.changed_at.isoformat()}, entry=now)
    theirs = [
        (form[name].label, value) for name, value in OwnForm(entry=now).initial.items() if _differs(form, name, value)
    ]
    return _show(request, now, again, status=409, stale=True, theirs=theirs)


def _differs(form, name, value):
    """Whether a field says otherwise than what stands there now; but for the form's own bookkeeping."""
    typed = form.data.get(name, "")
    if isinstance(value, bool):
        return bool(typed) != value
    return name != "seen" and str(typed).strip() != str(value or "").strip()


def _show(request, entry, form, status=200, **more):
    context = {"entry": entry, "form": form, "move": moving.waiting_for(entry), "source_says": _source_says(entry)}
    context["mine"] = claiming.claim_of(request.user, entry)
    return render(request, "directory/own.html", {**context, **more}, status=status)


def _source_says(entry):
    """[(the field's name, what its source says today)] where the entry says otherwise: no import writes it."""
    labels = {field.attname: str(field.verbose_name).capitalize() for field in entry._meta.fields}
    return [(labels[name], said) for name, said in entry.differs.items() if said and name in labels]


@require_POST
@login_required
def checked(request, slug):
    entry = _kept(request, slug)
    owning.confirm(entry, request.user)
    messages.success(request, _("Merci : la fiche dit qu’elle est vérifiée d’aujourd’hui."))
    return redirect(entry)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def move(request, slug):
    entry = _kept(request, slug)
    first = {name: getattr(entry, name) for name in ("name", "address", "lat", "lon")}
    form = MoveForm(request.POST if request.method == "POST" else None, initial=first)
    context = {"entry": entry, "form": form, "waiting": moving.waiting_for(entry)}
    if not form.is_bound or not form.is_valid():
        return render(request, "directory/own_move.html", context, status=422 if form.is_bound else 200)
    try:
        moving.ask(entry, request.user, **form.cleaned_data)
    except ValidationError as fault:
        form.add_error(None, fault)
        return render(request, "directory/own_move.html", context, status=422)
    messages.success(request, _("C’est demandé. Un modérateur regarde avant que la carte ne change."))
    return redirect("directory:own", entry.slug)


@login_required
@never_cache
@require_safe
def mine(request):
    """/services/mine/: the entries one keeps or claims, and what one has recommended. Two queries."""
    claims = request.user.entry_claims.filter(state__in=claiming.LIVE, entry__hidden_at=None)
    said = Recommendation.objects.filter(author=request.user, entry__hidden_at=None).select_related("entry__category")
    context = {
        "claims": claims.select_related("entry__category").order_by("-state", "entry__sort_key")[:MOST],
        "recommendations": said.order_by("-created_at", "-pk")[:MOST],
    }
    return render(request, "directory/own_list.html", context)
