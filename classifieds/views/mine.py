"""A member's own ads: those that wait, those that run, those that are over."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.keys import key_in
from community.posts.cards import first_photos
from community.posts.draft_views import address
from community.posts.drafts import drafts_of

from ..access import own_ad
from ..loans.lent import until, words
from ..models import Classified
from ..renewing import may_renew

SHOWN = 100  # running ads; nobody has more at once
PAGE = 20  # ads that are over


@login_required
@never_cache
@require_safe
def mine(request):
    rows = Classified.objects.filter(author=request.user, hidden_at=None).select_related("category", "lot", "territory")
    current = list(rows.filter(closed_at=None).order_by("-pk")[:SHOWN])
    over = rows.filter(closed_at__isnull=False)
    before = key_in(request.GET.get("before"))
    if before is not None:
        over = over.filter(pk__lt=before)
    over = list(over.order_by("-pk")[: PAGE + 1])
    more = over[PAGE - 1].pk if len(over) > PAGE else None
    photos = first_photos([ad.pk for ad in [*current, *over]])
    lent = until(current)
    for ad in [*current, *over]:
        ad.photo, ad.renewable = photos.get(ad.pk), may_renew(ad)
        ad.lent = words(lent[ad.pk]) if ad.pk in lent else ""
    context = {
        "waiting": [ad for ad in current if ad.held_at],
        "running": [ad for ad in current if not ad.held_at],
        "over": over[:PAGE],
        "more": more,
        "drafts": [{"draft": draft, "url": address(draft)} for draft in drafts_of(request.user, "classified")],
    }
    return render(request, "classifieds/mine.html", context)


@login_required
@require_safe
def again(request, pk):
    """To the form, with all that one's old ad said."""
    ad = own_ad(request.user, pk)
    return redirect(f"{reverse('classifieds:new')}?from={ad.pk}&again=1")
