"""Wagtail's own index of pages, beside a million of ours (community.posts.index) in the same table.

Wagtail measures the titles of everything in the index whenever a page is saved, and writes them all anew on a rebuild;
here it looks at its own entries only, which have positive ids."""

from functools import cache

from modelsearch.backends import database


@cache
def _among_pages(index):
    def start(self, backend):
        index.__init__(self, backend)
        self.entries = self.entries.filter(pk__gt=0)

    return type("AmongPages", (index,), {"__init__": start})


def SearchBackend(params):
    """The backend of the engine in use; `params` are those of settings.WAGTAILSEARCH_BACKENDS."""
    backend = database.SearchBackend(params)
    backend.index_class = _among_pages(backend.index_class)
    return backend
