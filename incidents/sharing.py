"""What a shared link to an incident shows (community.posts.sharing)."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from community.posts import sharing

from .models import Incident


def _public(pk):
    return get_object_or_404(Incident.objects.published().select_related("category", "territory"), pk=pk)


@require_safe
def qr(request, pk):
    return sharing.qr(_public(pk))


@require_safe
def card(request, pk):
    incident = _public(pk)
    return sharing.card(incident, f"{incident.category.name} · {incident.get_state_display()}")
