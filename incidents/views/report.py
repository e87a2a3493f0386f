"""The form: filled in any order, looked over, sent. Without JavaScript its buttons lead through the same steps."""

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from community.photos.refusals import Refused
from community.places.geocoding import search
from community.posts.taking_along import FIELD, on_offer, source_for, take_along
from community.posts.uploads import claim_of, receive_all

from .. import without_account
from ..around import around, point_in
from ..forms import ReportForm, grouped, offered
from ..models import Incident
from ..natures import Nature
from ..questions import answers_typed
from ..statement import preview_of

PREFILLED = ("nature", "category", "lat", "lon", "place", "text")


@never_cache
@require_http_methods(["GET", "POST"])
def new(request):
    if request.method == "GET":
        return _show(request, ReportForm(initial=_prefill(request), member=_member(request)))
    photos, refused = take_along(request, *receive_all(request))
    form = ReportForm(request.POST, member=_member(request), photos=photos, refused=refused)
    step = request.POST.get("step", "send")
    if step in ("look", "edit", "search"):
        return _show(request, form.as_typed(), searched=step == "search")
    if not form.is_valid() or refused:
        return _show(request, form, status=422)
    return _review(request, form) if step == "review" else _send(request, form)


def _member(request):
    return request.user if request.user.is_authenticated else None


def _prefill(request):
    """What a link to the form says already; `from` takes the words and the place of another post."""
    told = {key: request.GET[key][:5000] for key in PREFILLED if request.GET.get(key)}
    if post := source_for(request.user, request.GET.get("from")):
        born = {"text": post.text or post.title, "lat": post.lat, "lon": post.lon, "place": post.place_label}
        told = {**born, "born_from": post.pk, **told}
    return told


def _show(request, form, status=200, searched=False):
    data = form.data if form.is_bound else form.initial
    typed = (data.get("place") or "").strip()
    context = {
        "form": form,
        "groups": grouped(form.categories.values()),
        "photos": form.photos,
        "refused": form.refused,
        "results": search(typed, point_in(data)[0]) if searched and typed else None,
        "on_offer": [] if form.is_bound else on_offer(request.user, form.initial.get("born_from")),
        "searched": searched,
        **around(form.chosen, data, answers_typed(form.chosen, data), form.member),
    }
    return render(request, "incidents/new.html", context, status=status)


def _review(request, form):
    lat, lon = form.cleaned_data["point"]
    context = {
        "form": form,
        "photos": form.photos,
        "statement": preview_of(form),
        "due": "at_once" if form.cleaned_data["nature"] == Nature.COMPLIMENT else form.chosen.escalation,
        "kept": _kept(request, form),
        **around(form.chosen, {"lat": lat, "lon": lon}, form.answers, form.member),
    }
    return render(request, "incidents/review.html", context)


def _kept(request, form):
    """[(name, value)] of what the page before said, with the photos it brought, for the page after."""
    own = ("csrfmiddlewaretoken", "step", "photo_keys", "client_key", FIELD)
    said = [(name, value) for name, values in request.POST.lists() if name not in own for value in values]
    keys = [("photo_keys", photo.key) for photo in form.photos]
    return [*said, *keys, ("client_key", form.cleaned_data["client_key"])]


def _send(request, form):
    if form.member is None:
        if refused := consume_or_429(request, action="report"):
            return refused
        return _sent_by_visitor(request, form)
    try:
        incident = Incident.objects.report(
            form.member, claim=claim_of(request), **form.reported(), **_origin(request, form)
        )
    except Refused as refusal:
        form.refused = [*form.refused, ("", str(refusal))]
        return _show(request, form, status=422)
    messages.success(request, _("Merci ! Votre signalement est publié ; vous serez tenu au courant."))
    return redirect(incident)


def _origin(request, form):
    """The post it is born from, if the sender may see that one."""
    source = source_for(request.user, form.cleaned_data.get("born_from"))
    return {"born_from": source} if source else {}


def _sent_by_visitor(request, form):
    try:
        without_account.report(form.cleaned_data["email"], claim_of(request), form.reported())
    except Refused as refusal:
        form.refused = [*form.refused, ("", str(refusal))]
        return _show(request, form, status=422)
    return redirect("incidents:sent")


@never_cache
@require_GET
def around_fragment(request):
    """While the form is filled: questions, who is competent and why, what neighbours have reported close by."""
    form = ReportForm(request.GET, member=_member(request), categories=offered()).as_typed()
    told = around(form.chosen, request.GET, answers_typed(form.chosen, request.GET), form.member)
    return render(request, "incidents/around.html", {"form": form, **told}, status=422 if told["refusal"] else 200)
