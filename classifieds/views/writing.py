"""To write an ad: by plain forms, nothing typed is lost."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

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
from community.posts.models import Post
from community.posts.tagging import tags_of, with_tags
from community.posts.taking_along import on_offer, take_along
from community.posts.uploads import claim_of, receive_all

from .. import asking, prices
from ..forms import AdForm
from ..models import Classified, Intent
from ..offering import MOST_PHOTOS
from ..placing import POINT
from ..reposting import NotYet, post_again, posted_again
from ..suggesting import words_of

FORM = "classified"  # the name of its draft
PREFILLED = {"title": 140, "text": 5000, "tags": 200, "category": 40, "price": 40}


@never_cache
@require_http_methods(["GET", "POST"])
def new(request):
    if request.method == "GET":
        return _start(request)
    photos, refused = take_along(request, *receive_all(request, most=MOST_PHOTOS), most=MOST_PHOTOS)
    if not request.user.is_authenticated:  # the session ended while they wrote
        keep_form(request, FORM, photos)
        return redirect_to_login(request.path)
    if "keep_draft" in request.POST:
        return _keep(request, photos)
    form = AdForm(request.POST, member=request.user, photos=photos, refused=refused)
    if sent := _sent_before(request, form):
        return redirect(sent)
    if not form.is_valid() or refused:
        return show(request, form, status=422)
    return _offer(request, form)


def _start(request):
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.GET.get("draft"):
        return _take_up(request, draft_for(request.user, FORM, request.GET["draft"]))
    kept = kept_form(request, FORM)
    if kept is None:
        return show(request, AdForm(initial=_prefill(request), member=request.user))
    photos, refused = receive_all(request, data=kept, most=MOST_PHOTOS)
    return show(request, AdForm(kept, member=request.user, photos=photos, refused=refused))


def _take_up(request, draft):
    photos, refused = receive_all(request, data=as_sent(draft.data), most=MOST_PHOTOS)
    first = first_of(draft.data) | {"client_key": draft.key}
    return show(request, AdForm(initial=first, member=request.user, photos=photos, refused=refused))


def _keep(request, photos):
    """By its button, where no script keeps it by itself."""
    try:
        keep_as_draft(request, FORM, photos)
    except ValidationError as fault:
        form = AdForm(request.POST, member=request.user, photos=photos)
        form.add_error(None, fault)
        return show(request, form, status=422)
    messages.success(request, _("C’est gardé : vous le reprendrez quand vous voudrez."))
    return redirect("classifieds:mine")


def _prefill(request):
    """What a link to the form says already; `from` takes the words and the place of another post."""
    told = {name: request.GET[name][:most] for name, most in PREFILLED.items() if request.GET.get(name)}
    if request.GET.get("intent") in Intent.values:
        told["intent"] = request.GET["intent"]
    source = _source(request, request.GET.get("from", ""))
    if source is None:
        return told
    again = _own_ad(request, source) if request.GET.get("again") else None
    return {"born_from": source.pk, **(_again(again) if again else _born(source)), **told}


def _born(source):
    """What an ad takes from a post of any kind: what it calls itself, and where it is."""
    where = {} if source.lat is None else {"where": POINT, "lat": source.lat, "lon": source.lon}
    return {"title": source.title, "text": source.text, "address": source.place_label, **where}


def _again(ad):
    """All that one's own ad said, for the ad that takes its place."""
    names = ("intent", "title", "text", "condition", "negotiable", "swap_for", "pickup")
    where = {"where": POINT, "lat": ad.exact_lat, "lon": ad.exact_lon, "address": ad.exact_label}
    return {
        **{name: getattr(ad, name) for name in names},
        **(where if ad.exact_lat is not None else {"where": f"quarter:{ad.territory.code}"}),
        "category": ad.category.code,
        "price": prices.as_typed(ad.price_cents),
        "units": ad.lot.units,
        "tags": ", ".join(name for _slug, name in tags_of(ad)),
        "again": True,
    }


def _source(request, text):
    """The post that a new one is to be born from (`?from=…`), if the member may see it."""
    known = text.isascii() and text.isdigit() and len(text) < 19
    return Post.objects.visible_to(request.user).filter(pk=text).first() if known else None


def _own_ad(request, source):
    rows = with_tags(Classified.objects.select_related("category", "territory", "lot"))
    return rows.filter(pk=source.pk, author=request.user, hidden_at=None).first()


def show(request, form, status=200):
    source = _source(request, str(form["born_from"].value() or ""))
    context = {
        "form": form,
        "photos": form.photos,
        "refused": form.refused,
        "most": MOST_PHOTOS,
        "source": source,
        "draft": known_draft(request.user, FORM, form["client_key"].value()),
        "drafts": drafts_of(request.user, FORM).count(),
        "asked": {name: asking.intents_with(name) for name in asking.SOMETIMES},
        "groups": [(root, [(one, words_of(one)) for one in below]) for root, below in form.groups],
        "on_offer": [] if form.is_bound else on_offer(request.user, source and source.pk, MOST_PHOTOS),
    }
    return render(request, "classifieds/new.html", context, status=status)


def _sent_before(request, form):
    """The ad that a form sent twice has become the first time, or that stands in an old one's place already."""
    mine = Classified.objects.filter(author=request.user)
    known = mine.filter(client_key=form.key()).first() if form.key() else None
    source = _source(request, request.POST.get("born_from", "")) if request.POST.get("again") and not known else None
    old = source and _own_ad(request, source)
    return known or (posted_again(old) if old else None)


def _offer(request, form):
    source = _source(request, str(form.cleaned_data.get("born_from") or ""))
    said = {**form.said(), "claim": claim_of(request), "born_from": source}
    old = _own_ad(request, source) if source and form.cleaned_data.get("again") else None
    try:
        ad = post_again(old, **said) if old else Classified.objects.offer(request.user, **said)
    except Refused as refusal:
        form.refused = [*form.refused, ("", str(refusal))]
        return show(request, form, status=422)
    except (ValidationError, NotYet) as fault:
        form.add_error(None, fault)
        return show(request, form, status=422)
    messages.success(request, _told(ad))
    return redirect(ad)


def _told(ad):
    if ad.held_at:
        return _("C’est enregistré. Un modérateur la lit avant qu’elle paraisse ; vous serez prévenu.")
    if ad.intent == Intent.WANTED:
        return _("C’est publié. Vous serez prévenu dès qu’un voisin en a un.")
    return _("C’est publié. Vous serez prévenu dès que quelqu’un s’y intéresse.")
