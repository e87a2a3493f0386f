from allauth.core.ratelimit import consume_or_429
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_safe

from .boundaries import atlas, territory_at
from .coordinates import parse_point
from .geocoding import find, label_at

SHORTEST, LONGEST = 2, 200  # characters of a search


def _limited(request):
    """A refusal in words when one address asks too often, else None. GEOCODER costs others' machines too."""
    if consume_or_429(request, action="places", limit_get=True):
        return JsonResponse({"error": _("Trop de recherches à la suite. Réessayez dans une minute.")}, status=429)
    return None


@require_safe
def search(request):
    """{"results": [{"label", "lat", "lon"}], "note"}; ?q= is what was typed, ?lat=&lon= where they are (optional)."""
    if refused := _limited(request):
        return refused
    text = request.GET.get("q", "").replace("\0", "").strip()
    if not SHORTEST <= len(text) <= LONGEST:
        words = _("Tapez entre %(shortest)d et %(longest)d caractères.")
        return JsonResponse({"error": words % {"shortest": SHORTEST, "longest": LONGEST}}, status=400)
    results, failed = find(text, _near(request))
    note = ""
    if failed:
        note = _("Le service d'adresses ne répond pas : voici ce que la ville connaît elle-même.")
    elif not results:
        note = _("Rien de ce nom dans les villes couvertes. Essayez un nom de rue ou de lieu voisin.")
    return JsonResponse({"results": [found._asdict() for found in results], "note": note})


@require_safe
def point(request):
    """{"lat", "lon", "label", "territory", "city"} of ?lat=&lon=, or status 400 and {"error"} in words."""
    if refused := _limited(request):
        return refused
    try:
        lat, lon = parse_point(request.GET.get("lat"), request.GET.get("lon"))
    except ValidationError as fault:
        return JsonResponse({"error": fault.messages[0], "code": fault.code}, status=400)
    territory = territory_at(lat, lon)
    facts = {"territory": territory.name, "city": territory.city.name if territory.city else ""}
    return JsonResponse({"lat": lat, "lon": lon, "label": label_at(lat, lon), **facts})


@require_safe
@etag(lambda request: f'"{atlas().tag}"')
def boundaries(request):
    """All boundaries as GeoJSON: the ground of the map when no picture tiles can be had."""
    response = HttpResponse(atlas().geojson, content_type="application/geo+json")
    response["Cache-Control"] = "public, max-age=300"
    return response


def _near(request):
    try:
        return parse_point(request.GET.get("lat"), request.GET.get("lon"))
    except ValidationError:
        return None  # it only sorts the answers
