"""Ads: the list, one of them, a new one."""

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.posts.frame import frame_of

from .access import ad_for


@require_safe
def index(request):
    return redirect("/feed/?kind=classified")


@never_cache
@require_http_methods(["GET", "POST"])
def new(request):
    return redirect("classifieds:list")


@require_safe
def page(request, pk):
    ad = ad_for(request.user, pk)
    return render(request, "classifieds/page.html", {**frame_of(ad, request.user), "ad": ad})
