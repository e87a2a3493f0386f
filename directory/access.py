"""Which entry a request may see: everything about one is fetched here, strangers get 404."""

from django.shortcuts import get_object_or_404

from .models import Entry


def entry_for(slug):
    """The entry with what its page says, in one query. Raises Http404 for what is hidden."""
    joined = ("category", "category__parent", "territory", "official")
    return get_object_or_404(Entry.objects.shown().select_related(*joined), slug=slug)
