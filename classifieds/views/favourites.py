"""Keeping an ad at hand, and wanting to see it no more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.going_on import next_address
from community.posts.cards import cards_by_id

from .. import favouring, hiding
from ..access import ad_for
from ..models import Classified

PER_PAGE = 20


@login_required
@never_cache
@require_safe
def favourites(request):
    mine = Classified.objects.visible_to(request.user).filter(favourites__member=request.user)
    rows = mine.order_by("-favourites__pk").values_list("pk", "sequence")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    cards = cards_by_id(list(page.object_list), get_language(), "classified")
    return render(request, "classifieds/favourites.html", {"page": page, "cards": list(cards.items())})


@login_required
@require_POST
def favourite(request, pk):
    """keep=1: at hand; anything else: no more. `next` is where one was."""
    ad = ad_for(request.user, pk)
    if request.POST.get("keep") != "1":
        favouring.let_go(ad, request.user)
    else:
        try:
            favouring.keep(ad, request.user)
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
    if request.headers.get("X-Requested-With"):
        return HttpResponse(status=204)
    return redirect(next_address(request, ad.get_absolute_url()))


@login_required
@require_POST
def hide(request, pk):
    """hidden=0 shows it again; anything else hides it and what it is posted again as."""
    ad = ad_for(request.user, pk)
    if request.POST.get("hidden") == "0":
        hiding.show(ad, request.user)
        messages.success(request, _("C’est noté : cette annonce reparaît dans vos listes."))
        return redirect("classifieds:hidden")
    hiding.hide(ad, request.user)
    messages.success(request, _("Vous ne verrez plus cette annonce, même publiée à nouveau."))
    return redirect(next_address(request, "classifieds:hidden"))


@login_required
@never_cache
@require_safe
def hidden(request):
    page = Paginator(hiding.hidden_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "classifieds/hidden.html", {"page": page})
