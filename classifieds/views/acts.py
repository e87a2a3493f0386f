"""What an author does with an ad once it is out: renew it, end it, say what became of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ..access import own_ad
from ..closing import close, say_outcome
from ..models import Outcome
from ..renewing import Gone, may_renew, read_link
from ..renewing import renew as renew_ad


def act(view):
    """A POST by the author of an ad."""

    def acting(request, pk):
        return view(request, own_ad(request.user, pk))

    return require_POST(login_required(acting))


@act
def renew(request, ad):
    if may_renew(ad) and renew_ad(ad, ad.renewals):
        messages.success(request, _until(ad))
    return redirect(ad)


@act
def end(request, ad):
    """outcome=here, elsewhere or kept: the one question, which ends it by being answered."""
    outcome = request.POST.get("outcome", "")
    if outcome not in Outcome.values:
        messages.error(request, _("Dites ce qu’elle est devenue : la réponse termine l’annonce."))
    elif close(ad, outcome):
        messages.success(request, _("L’annonce est terminée, et ceux qui attendaient sont prévenus."))
    elif say_outcome(ad, outcome):
        messages.success(request, _("C’est noté, merci."))
    return redirect(ad)


@never_cache
@require_http_methods(["GET", "POST"])
def renew_link(request, token):
    """The link of the mail: a page with one button, since mail programs open links by themselves. It works without
    signing in, once."""
    try:
        ad, seen = read_link(token)
    except Gone as gone:
        return render(request, "classifieds/renew_gone.html", {"expired": gone.expired}, status=410)
    done = request.method == "POST" and renew_ad(ad, seen)
    said = {"ad": ad, "token": token, "done": done, "known": not done and ad.renewals > seen, "over": ad.is_over}
    return render(request, "classifieds/renew.html", said)


def _until(ad):
    day = date_format(localtime(ad.expires_at), "j F")
    return _("C’est renouvelé : l’annonce reste jusqu’au %(day)s.") % {"day": day}
