"""The directory's list."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.visitors import kept_for_visitors

from ..entries import Entry


@require_safe
@kept_for_visitors(seconds=5)
def index(request):
    entries = Entry.objects.listed().select_related("category").order_by("sort_key", "id")[:20]
    return render(request, "directory/list.html", {"entries": entries})
