"""The page of an ad."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.posts.frame import frame_of

from ..access import ad_for


@require_safe
def page(request, pk):
    ad = ad_for(request.user, pk)
    return render(request, "classifieds/page.html", {**frame_of(ad, request.user), "ad": ad})
