"""A number is read: does somebody look for it?"""

import uuid

from allauth.core.ratelimit import consume
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.members.publishing import check_may_publish

from ..forms import NumberForm
from ..waiting import waiting_for, write_to


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def number(request):
    if request.method != "POST":
        return render(request, "lost_found/number.html", {"form": NumberForm(initial={"client_key": uuid.uuid4()})})
    form = NumberForm(request.POST)
    if not form.is_valid():
        return render(request, "lost_found/number.html", {"form": form}, status=422)
    if not consume(request, action="number", user=request.user):
        form.add_error("number", _("Beaucoup de numéros en peu de temps : réessayez dans une heure."))
        return render(request, "lost_found/number.html", {"form": form}, status=429)
    return _answer(request, form)


def _answer(request, form):
    items = waiting_for(form.cleaned_data["number"], request.user)
    context = {"form": form, "asked": True, "waits": bool(items), "whats": {item.get_what_display() for item in items}}
    text = form.cleaned_data["text"]
    if items and text:
        try:
            check_may_publish(request.user)
            context["written"] = bool(write_to(items, request.user, text, form.cleaned_data["client_key"]))
        except ValidationError as fault:
            form.add_error("text", fault)
    return render(request, "lost_found/number.html", context, status=422 if form.errors else 200)
