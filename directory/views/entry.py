"""The page of an entry."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from community.visitors import kept_for_visitors

from ..access import entry_for
from ..entries import FormerSlug


@require_safe
@kept_for_visitors(seconds=5)
def page(request, slug):
    former = FormerSlug.objects.select_related("entry").filter(slug=slug, entry__hidden_at=None).first()
    if former:
        return redirect(former.entry, permanent=True)
    entry = entry_for(slug)
    context = {"entry": entry, "address": settings.SITE_URL + entry.get_absolute_url()}
    return render(request, "directory/entry.html", context)
