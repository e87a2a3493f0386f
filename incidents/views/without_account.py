from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ..without_account import incident_of, publish


@never_cache
@require_GET
def sent(request):
    return render(request, "incidents/sent.html")


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request, token):
    """The link of the mail. A mail scanner opens links, so only the button on the page publishes."""
    incident = incident_of(token)
    if incident is None:
        return render(request, "incidents/link_expired.html", status=410)
    if incident.is_public:
        return redirect(incident)
    if request.method == "GET":
        return render(request, "incidents/confirm_address.html", {"incident": incident})
    try:
        publish(incident)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return render(request, "incidents/confirm_address.html", {"incident": incident}, status=403)
    messages.success(
        request, _("C'est confirmé : votre signalement est publié. Vous recevrez les réponses par e-mail.")
    )
    return redirect(incident)
