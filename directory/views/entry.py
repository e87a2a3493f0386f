"""The page of an entry, its card on the map, and what a neighbour finds wrong with it."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.places.words import clean
from community.posts.frame import qr_svg
from community.visitors import kept_for_visitors

from .. import access_words, hours
from ..access import entry_for
from ..corrections import Correction, correct
from ..entries import FormerSlug
from ..lines import cards
from ..owning_forms import spoken

OLD = timedelta(days=2 * 365)  # of data that may have changed since


@require_safe
@kept_for_visitors(seconds=5)
def page(request, slug):
    try:
        entry = entry_for(slug)
    except Http404:
        return _moved(slug)
    address = settings.SITE_URL + entry.get_absolute_url()
    context = {
        "entry": entry,
        "address": address,
        "qr": qr_svg(address),
        "state": hours.at(entry.hours),
        "state_words": hours.said(entry.hours),
        "week": hours.week(entry.hours),
        "number": spoken(entry.phone),
        "accessibility": access_words.said(entry.accessibility),
        "origins": list(entry.origins.filter(gone_at=None)) if entry.source else [],
        "is_old": entry.source_on is not None and entry.source_on < timezone.localdate() - OLD,
    }
    return render(request, "directory/entry.html", context)


def _moved(slug):
    """To where an entry is now that was here; 404 for anything else."""
    former = FormerSlug.objects.select_related("entry").filter(slug=slug, entry__hidden_at=None).first()
    if former is None:
        raise Http404
    return redirect(former.entry, permanent=True)


@require_safe
@kept_for_visitors(seconds=5)
def card(request, slug):
    """What the map shows at a pin."""
    (made,) = cards([entry_for(slug)])
    return render(request, "directory/card.html", {"card": made})


class WrongForm(forms.Form):
    what = forms.ChoiceField(label=gettext_lazy("Qu’est-ce qui est faux ?"), choices=Correction.What.choices,
                             widget=forms.RadioSelect)  # fmt: skip
    text = forms.CharField(label=gettext_lazy("Ce qui est juste, et comment vous le savez"), max_length=1000,
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip

    def clean_text(self):
        return clean(self.cleaned_data["text"])


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def wrong(request, slug):
    entry = entry_for(slug)
    form = WrongForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _ask(request, entry, form)
    try:
        correct(entry, request.user, **form.cleaned_data)
    except ValidationError as fault:
        form.add_error(None, fault)
        return _ask(request, entry, form)
    messages.success(request, _("Merci : c’est transmis à qui peut corriger."))
    return redirect(entry)


def _ask(request, entry, form):
    context = {"entry": entry, "form": form}
    return render(request, "directory/wrong.html", context, status=422 if form.is_bound else 200)
