"""Still lost? The answer by the link of the mail, without signing in. Scanners of mail open links: a button acts."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import asking


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still(request, token):
    item, waits = asking.read(token)
    if item is None:
        return render(request, "lost_found/link_expired.html", status=410)
    if request.method == "POST" and waits:
        return _answer(request, item)
    return render(request, "lost_found/still.html", {"item": item, "waits": waits})


def _answer(request, item):
    if request.POST.get("still") == "no":
        item.give_back(item.author)
        messages.success(request, _("Bonne nouvelle ! L’annonce est close."))
    elif asking.keep(item):
        messages.success(request, _("C’est noté : on continue de chercher."))
    return redirect(item)
