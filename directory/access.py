"""Which entry a request may see: everything about one is fetched here, strangers get 404."""

from django.shortcuts import get_object_or_404

from .entries import Entry


def entry_for(slug):
    """The entry with what its page says, in one query. Raises Http404 for what is hidden."""
    joined = ("category", "category__parent", "territory", "official")
    rows = Entry.objects.shown().select_related(*joined).defer("territory__boundary")
    return get_object_or_404(rows, slug=slug)
