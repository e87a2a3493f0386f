"""What a shared link to an ad shows (community.posts.sharing): the square where it is, never the door."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from community.places.approximate import SIDE
from community.posts import sharing

from ..models import Classified
from ..price_steps import price_of
from ..templatetags.ad_finding import price


def _public(pk):
    return get_object_or_404(Classified.objects.published().select_related("category", "territory"), pk=pk)


@require_safe
def qr(request, pk):
    return sharing.qr(_public(pk))


@require_safe
def card(request, pk):
    ad = _public(pk)
    parts = [ad.get_intent_display(), price(price_of(ad)) if ad.intent != "give" else "", ad.category.name]
    return sharing.card(ad, " · ".join(filter(None, parts)), square=SIDE)
