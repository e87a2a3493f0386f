"""What a visitor reads when something is broken on our side. Nothing here touches the database or the session."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

RETRY_AFTER = 10  # seconds


@requires_csrf_token
def server_error(request, *args, **kwargs):
    """503 with Retry-After while the database is away (nothing was saved, trying again is right), else 500.

    Django calls this inside the handling of the exception, which is therefore at hand.
    """
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return unavailable(request)
    return _page(
        request,
        500,
        _("Quelque chose n'a pas marché"),
        _("L'erreur vient de nous et elle est notée. Revenez en arrière : ce que vous avez écrit y est encore."),
    )


def unavailable(request):
    response = _page(
        request,
        503,
        _("De retour dans un instant"),
        _("Le site ne joint pas ses données pour le moment. Rien n'a été perdu ; réessayez dans quelques secondes."),
    )
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _page(request, status, title, words):
    html = render_to_string("upkeep/broken.html", {"title": title, "words": words, "status": status})
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})
