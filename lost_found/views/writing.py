"""Telling what one lost or found, and mending its words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.members.publishing import check_may_publish
from community.photos.refusals import Refused
from community.posts.drafts import (
    as_sent,
    draft_for,
    drafts_of,
    first_of,
    keep_as_draft,
    keep_form,
    kept_form,
    known_draft,
)
from community.posts.photos import MOST
from community.posts.tagging import tags_of
from community.posts.taking_along import on_offer, take_along
from community.posts.uploads import claim_of, receive_all

from ..access import own_item, source_for
from ..forms import TellForm, WordsForm
from ..models import Item
from ..office import office_of_the_town
from ..things import ICONS, Side, What

FORM = "lost_found"  # the name of its draft
PREFILLED = {"side": 5, "what": 10, "title": 140, "text": 2000}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    if request.method != "POST":
        return _start(request)
    photos, refused = take_along(request, *receive_all(request))
    if not request.user.is_authenticated:  # the session ended while they wrote
        keep_form(request, FORM, photos)
        return redirect_to_login(request.path)
    if "keep_draft" in request.POST:
        return _keep(request, photos)
    form = TellForm(request.POST, member=request.user, photos=photos, refused=refused)
    if not form.is_valid() or refused:
        return _show(request, form, status=422)
    return _tell(request, form)


def _start(request):
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.GET.get("draft"):
        return _take_up(request, draft_for(request.user, FORM, request.GET["draft"]))
    kept = kept_form(request, FORM)
    if kept is None:
        return _show(request, TellForm(initial=_prefill(request), member=request.user))
    photos, refused = receive_all(request, data=kept)
    return _show(request, TellForm(kept, member=request.user, photos=photos, refused=refused))


def _take_up(request, draft):
    photos, refused = receive_all(request, data=as_sent(draft.data))
    first = first_of(draft.data) | {"client_key": draft.key, "colours": draft.data.get("colours", [])}
    return _show(request, TellForm(initial=first, member=request.user, photos=photos, refused=refused))


def _keep(request, photos):
    """By its button, where no script keeps it by itself."""
    try:
        keep_as_draft(request, FORM, photos)
    except ValidationError as fault:
        form = TellForm(request.POST, member=request.user, photos=photos)
        form.add_error(None, fault)
        return _show(request, form, status=422)
    messages.success(request, _("C’est gardé : vous le reprendrez quand vous voudrez."))
    return redirect("posts:drafts")


def _prefill(request):
    """What a link to the form says already; `from` takes the words and the place of another post."""
    told = {name: request.GET[name][:most] for name, most in PREFILLED.items() if request.GET.get(name)}
    source = source_for(request.user, request.GET.get("from", ""))
    if source is None:
        return told
    born = {"title": source.title, "born_from": source.pk}
    if source.lat is not None:
        born |= {"lat": source.lat, "lon": source.lon, "place": source.place_label}
    return {**born, **told}


def _show(request, form, status=200):
    source = source_for(request.user, str(form["born_from"].value() or ""))
    context = {"form": form, "photos": form.photos, "refused": form.refused, "source": source}
    context["on_offer"] = [] if form.is_bound else on_offer(request.user, source and source.pk)
    context["draft"] = known_draft(request.user, FORM, form["client_key"].value())
    context["drafts"] = drafts_of(request.user, FORM).count()
    context["whats"] = [(value, label, ICONS[value]) for value, label in What.choices]
    context["office"] = office_of_the_town()
    return render(request, "lost_found/new.html", context, status=status)


def _tell(request, form):
    source, said = source_for(request.user, str(form.cleaned_data.get("born_from") or "")), form.told()
    try:
        item = Item.objects.tell(request.user, claim=claim_of(request), born_from=source, **said)
    except Refused as refusal:
        form.refused = [*form.refused, ("", str(refusal))]
        return _show(request, form, status=422)
    except ValidationError as fault:
        form.add_error("place", fault)
        return _show(request, form, status=422)
    lost = item.side == Side.LOST
    found = _("C’est publié. Si quelqu’un l’a perdu ici, vous serez prévenus tous les deux.")
    messages.success(request, _("C’est publié. Dès que quelqu’un le trouve, vous êtes prévenu.") if lost else found)
    return redirect(item)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    item = own_item(request.user, pk)
    names = ("title", "text", "colours", "brand", "sex", "size", "collar", "question", "office", "secret")
    first = {**{name: getattr(item, name) for name in names}, "tags": ", ".join(name for _slug, name in tags_of(item))}
    if request.method != "POST":
        return _show_edit(request, item, WordsForm(initial=first), item.own_photos())
    photos, refused = receive_all(request, post=item)
    form = WordsForm(request.POST, initial=first)
    if not form.is_valid() or not _may(request, form) or refused:
        return _show_edit(request, item, form, photos, refused)
    return _mend(request, item, form, photos)


def _mend(request, item, form, photos):
    keys = [photo.key for photo in photos] if item.author_id else None  # an office's own have none
    try:
        item.mend(request.user, photo_keys=keys, claim=claim_of(request), **form.fields_of(item.side, item.what))
    except Refused as refusal:
        return _show_edit(request, item, form, photos, [("", str(refusal))])
    messages.success(request, _("C’est corrigé."))
    return redirect(item)


def _show_edit(request, item, form, photos, refused=()):
    context = {"form": form, "item": item, "photos": photos, "refused": refused, "most": MOST}
    return render(request, "lost_found/edit.html", context, status=422 if form.is_bound else 200)


def _may(request, form):
    try:
        check_may_publish(request.user)
    except ValidationError as fault:
        form.add_error(None, fault)
    return not form.errors
