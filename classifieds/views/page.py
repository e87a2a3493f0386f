"""The page of an ad."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from community.posts.frame import frame_of
from community.visitors import kept_for_visitors

from ..access import ad_for
from ..loans.lent import until, words
from ..renewing import may_renew


@require_safe
@kept_for_visitors(seconds=5)
def page(request, pk):
    ad = ad_for(request.user, pk)
    context = {**frame_of(ad, request.user), "ad": ad, "renewable": may_renew(ad)}
    if lent := until([ad]):
        context["lent"] = words(lent[ad.pk])
    context["share_card"] = settings.SITE_URL + reverse("classifieds:share_card", args=[ad.pk])
    return render(request, "classifieds/page.html", context)
