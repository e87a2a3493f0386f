"""Public pictures from the disk. A bigger site lets nginx or the bucket do this (docs/operating.md)."""

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

# Only pictures: an editor's document keeps its collection's privacy, and nothing here is ever a page.
TYPES = {
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".avif": "image/avif",
    ".gif": "image/gif",
}


@require_safe
def media(request, name):
    """One public rendition. Its name never comes again with other bytes, so a browser may keep it for good."""
    kind = next((TYPES[end] for end in TYPES if name.lower().endswith(end)), None)
    if kind is None:
        raise Http404
    try:
        with default_storage.open(name) as file:
            content = file.read()
    except (OSError, SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    return HttpResponse(content, kind, headers={"Cache-Control": "public, max-age=31536000, immutable"})
