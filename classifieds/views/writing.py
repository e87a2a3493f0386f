"""To write an ad: by plain forms, nothing typed is lost."""

from django.utils.translation import gettext as _

from community.posts.tagging import tags_of, with_tags
from community.posts.taking_along import source_for
from community.posts.uploads import claim_of
from community.posts.writing import Writing, told_by_link

from .. import asking, prices
from ..forms import AdForm
from ..models import Classified, Intent
from ..offering import MOST_PHOTOS
from ..placing import POINT
from ..reposting import post_again, posted_again
from ..suggesting import words_of

PREFILLED = {"title": 140, "text": 5000, "tags": 200, "category": 40, "price": 40}


def _prefill(request, source):
    """What a link to the form says already; `from` takes the words and the place of another post."""
    told = told_by_link(request, PREFILLED)
    if request.GET.get("intent") in Intent.values:
        told["intent"] = request.GET["intent"]
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


def _own_ad(request, source):
    rows = with_tags(Classified.objects.select_related("category", "territory", "lot"))
    return rows.filter(pk=source.pk, author=request.user, hidden_at=None).first()


def _more(form):
    return {
        "asked": {name: asking.intents_with(name) for name in asking.SOMETIMES},
        "groups": [(root, [(one, words_of(one)) for one in below]) for root, below in form.groups],
    }


def _sent_before(request, form):
    """The ad that a form sent twice has become the first time, or that stands in an old one's place already."""
    mine = Classified.objects.filter(author=request.user)
    known = mine.filter(client_key=form.key()).first() if form.key() else None
    again = request.POST.get("again") and not known
    source = source_for(request.user, request.POST.get("born_from")) if again else None
    old = source and _own_ad(request, source)
    return known or (posted_again(old) if old else None)


def _offer(request, form, source):
    said = {**form.said(), "claim": claim_of(request), "born_from": source}
    old = _own_ad(request, source) if source and form.cleaned_data.get("again") else None
    ad = post_again(old, **said) if old else Classified.objects.offer(request.user, **said)
    return ad, _told(ad)


def _told(ad):
    if ad.held_at:
        return _("C’est enregistré. Un modérateur la lit avant qu’elle paraisse ; vous serez prévenu.")
    if ad.intent == Intent.WANTED:
        return _("C’est publié. Vous serez prévenu dès qu’un voisin en a un.")
    return _("C’est publié. Vous serez prévenu dès que quelqu’un s’y intéresse.")


new = Writing(
    "classified", AdForm, "classifieds/new.html", _offer, _prefill, more=_more, sent=_sent_before, most=MOST_PHOTOS,
    kept_at="classifieds:mine",
).view  # fmt: skip
