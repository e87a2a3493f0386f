"""To change an ad: what somebody saved meanwhile is shown, and what one typed is kept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.photos.refusals import Refused
from community.posts.models import Photo
from community.posts.tagging import tags_of
from community.posts.uploads import claim_of, receive_all

from .. import asking, prices
from ..access import own_ad
from ..changing import Over, Stale, change, version_of
from ..forms import EditForm
from ..offering import MOST_PHOTOS
from ..suggesting import words_of

COMPARED = ("title", "category", "text", "price", "negotiable", "swap_for", "condition", "units", "pickup")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    ad = own_ad(request.user, pk)
    if ad.is_over:
        messages.info(request, _("Cette annonce est terminée. Vous pouvez la remettre en ligne."))
        return redirect(ad)
    if request.method == "GET":
        photos = ad.photos.filter(comment=None, role=Photo.Role.REPORT).exclude(state=Photo.State.REFUSED)
        return _show(request, ad, EditForm(member=request.user, ad=ad, photos=photos, initial=written(ad)))
    photos, refused = receive_all(request, most=MOST_PHOTOS, post=ad)
    form = EditForm(request.POST, member=request.user, ad=ad, photos=photos, refused=refused)
    if not form.is_valid() or _waits(form, ad) or refused:
        return _show(request, ad, form, status=422)
    return _change(request, ad, form)


def _waits(form, ad):
    """What a moderator would have to read first is not put into an ad that is out."""
    if form.verdict.held_why and not ad.held_at:
        form.add_error(
            None,
            _("Ainsi changée, un modérateur devrait la lire avant qu’elle paraisse : %(why)s")
            % {"why": form.verdict.held_why},
        )
    return bool(form.errors)


def _change(request, ad, form):
    photos = {"photo_keys": [photo.key for photo in form.photos], "claim": claim_of(request)}
    try:
        change(ad, request.POST.get("seen", ""), held_why=form.verdict.held_why, **photos, **form.said())
    except Refused as refusal:
        form.refused = [*form.refused, ("", str(refusal))]
        return _show(request, ad, form, status=422)
    except ValidationError as fault:
        form.add_error(
            "where" if getattr(fault, "code", "") == "promised" and "where" in form.fields else "units", fault
        )
        return _show(request, ad, form, status=422)
    except Stale as stale:
        return _show(request, own_ad(request.user, ad.pk), form, status=409, now=written(stale.ad))
    except Over:
        messages.error(request, _("L’annonce s’est terminée pendant que vous écriviez : elle n’a pas été changée."))
        return redirect(ad)
    messages.success(request, _("C’est corrigé."))
    return redirect(ad)


def written(ad):
    """The ad as its form shows it."""
    names = ("title", "text", "negotiable", "swap_for", "condition", "pickup")
    said = {name: getattr(ad, name) for name in names}
    tags = {"tags": ", ".join(name for _slug, name in tags_of(ad))} if hasattr(ad, "tags_said") else {}
    said |= {"category": ad.category.code, "price": prices.as_typed(ad.price_cents), "units": ad.lot.units}
    return said | tags


def _show(request, ad, form, status=200, now=None):
    context = {
        "ad": ad,
        "form": form,
        "photos": form.photos,
        "refused": form.refused,
        "most": MOST_PHOTOS,
        "seen": version_of(ad) if now or not form.is_bound else request.POST.get("seen", ""),
        "other": _differences(form, now) if now else [],
        "stale": now is not None,
        "asked": {name: asking.intents_with(name) for name in asking.SOMETIMES},
        "groups": [(root, [(one, words_of(one)) for one in below]) for root, below in form.groups],
    }
    return render(request, "classifieds/edit.html", context, status=status)


def _differences(form, now):
    """[(the field's label, what is saved now)] where that is not what was typed here."""
    asked = asking.ASKED[form.ad.intent]
    names = [name for name in COMPARED if name not in asking.SOMETIMES or name in asked]
    typed = {name: form[name].value() for name in names}
    return [(form[name].label, _said(form, name, now[name])) for name in names if not _same(typed[name], now[name])]


def _same(typed, saved):
    return str(typed or "") == str(saved or "")


def _said(form, name, value):
    if name == "category":
        return form.ad.category.name
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return dict(getattr(form.fields[name], "choices", ())).get(value, value)
