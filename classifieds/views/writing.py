"""To write an ad."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request):
    return redirect("classifieds:list")
