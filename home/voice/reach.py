"""Whom a page would reach, while its editor is still choosing."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from community.places.models import Place, Territory
from community.tickets.models import Authority

from . import zones
from .audience import in_words, reach_in_words
from .models import Audience
from .pages import NewsIndexPage


@require_POST
@never_cache
def reach(request):
    """{"words"} of audience, quarters, zone, place, authority, sort as the form has them; {"error"} when the zone is
    not one. For whoever may write news: the number is rounded, and never exact below five."""
    if not any(page.permissions_for_user(request.user).can_add_subpage() for page in NewsIndexPage.objects.all()):
        raise PermissionDenied
    try:
        sketch = Sketch(request.POST)
    except ValidationError as fault:
        return JsonResponse({"error": " ".join(fault.messages)}, status=400)
    words = in_words(sketch) if request.POST.get("kind") == "outcome" else reach_in_words(sketch)
    return JsonResponse({"words": words})


class Sketch:
    """The audience of a page that is not saved yet, as `audience` asks for it."""

    def __init__(self, form):
        self.audience = form.get("audience", Audience.TOWN)
        self.severity_now = "warning" if form.get("sort") == "alert" else ""
        self.authority = _one(Authority, form.get("authority"))
        self.place = _one(Place, form.get("place"))
        self.place_id = self.place and self.place.pk
        self.quarters = Territory.objects.filter(pk__in=[pk for pk in form.getlist("quarters") if pk.isdecimal()])
        self.zone = zones.checked(form["zone"]) if self.audience == Audience.ZONE and form.get("zone") else None
        if self.audience == Audience.ZONE and self.zone is None:
            raise ValidationError(_("Dessinez la zone, ou collez son GeoJSON."))


def _one(model, pk):
    return model.objects.filter(pk=pk).first() if pk and pk.isdecimal() and len(pk) < 19 else None
