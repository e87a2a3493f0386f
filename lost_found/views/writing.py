"""Telling what one lost or found, and mending its words."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.members.publishing import check_may_publish
from community.photos.refusals import Refused
from community.posts.photos import MOST
from community.posts.tagging import tags_of
from community.posts.uploads import claim_of, receive_all
from community.posts.writing import Writing, told_by_link

from ..access import own_item
from ..forms import TellForm, WordsForm
from ..models import Item
from ..office import office_of_the_town
from ..things import ICONS, Side, What

PREFILLED = {"side": 5, "what": 10, "title": 140, "text": 2000}


def _prefill(request, source):
    """What a link to the form says already; `from` takes the words and the place of another post."""
    told = told_by_link(request, PREFILLED)
    if source is None:
        return told
    born = {"title": source.title, "born_from": source.pk}
    if source.lat is not None:
        born |= {"lat": source.lat, "lon": source.lon, "place": source.place_label}
    return {**born, **told}


def _more(form):
    whats = [(value, label, ICONS[value]) for value, label in What.choices]
    return {"whats": whats, "office": office_of_the_town()}


def _tell(request, form, source):
    item = Item.objects.tell(request.user, claim=claim_of(request), born_from=source, **form.told())
    if item.side == Side.LOST:
        return item, _("C’est publié. Dès que quelqu’un le trouve, vous êtes prévenu.")
    return item, _("C’est publié. Si quelqu’un l’a perdu ici, vous serez prévenus tous les deux.")


new = Writing(
    "lost_found", TellForm, "lost_found/new.html", _tell, _prefill, fault_at="place", more=_more, several=("colours",)
).view


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
