"""The map page: posts of every kind as layers from the same tiles, and the same posts in a list beside it. With a
filter that only reports know (a category, words…), it is the map of the reports' list, at the same address."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from community.places.boundaries import atlas
from community.posts.cards import cards
from community.posts.kinds import kinds
from community.posts.models import Phase, Post
from community.visitors import kept_for_visitors
from incidents.filters import PERIODS, Filters

from .square import home_territory

BESIDE = 12  # cards in the list beside the map; the whole list is one link away
MOST_POINTS = 2000  # of one GeoJSON answer; the tiles have them all
OF_REPORTS = ("q", "nature", "group", "category", "territory", "sort", "mine", "near")


class Layers(forms.Form):
    """What is shown: kinds (none: all), a phase, a tag, a period."""

    kind = forms.MultipleChoiceField(required=False)
    state = forms.ChoiceField(label=gettext_lazy("État"), required=False)
    period = forms.ChoiceField(label=gettext_lazy("Période"), required=False)
    tag = forms.SlugField(label=gettext_lazy("Mot-clé"), required=False, max_length=60, allow_unicode=True)

    def __init__(self, data, member):
        super().__init__(data)
        self.member = member
        self.fields["kind"].choices = [(kind.code, kind.plural) for kind in kinds().values()]
        self.fields["state"].choices = [("", gettext_lazy("Tous")), *Phase.choices]
        self.fields["period"].choices = [("", gettext_lazy("Toujours")), *PERIODS.items()]

    @property
    def offered(self):
        """[(kind, whether it is chosen)] of the chips."""
        chosen = self.data.getlist("kind")
        return [(kind, kind.code in chosen) for kind in kinds().values()]

    def asked(self):
        """[(name, value)] in use, for a link."""
        return [(name, value) for name in self.fields for value in self.data.getlist(name) if value]

    def posts(self):
        """What is selected, newest first. For a valid form."""
        said = self.cleaned_data
        rows = Post.objects.visible_to(self.member).filter(group_only=False, hidden_at=None)
        if said["kind"]:
            rows = rows.filter(kind__in=said["kind"])
        if said["state"]:
            rows = rows.filter(state=said["state"])
        if said["tag"]:
            rows = rows.filter(tagged_items__tag__slug=said["tag"])
        if said["period"]:
            rows = rows.filter(published_at__gte=timezone.now() - timedelta(days=int(said["period"])))
        return rows.order_by("-published_at", "-pk")


@require_safe
@kept_for_visitors(seconds=5)
def map_page(request):
    if any(request.GET.get(name) for name in OF_REPORTS):
        return _of_reports(request)
    layers = Layers(request.GET, request.user)
    if not layers.is_valid():
        return _shown(request, layers, [], status=400)
    found = list(layers.posts().values_list("pk", "sequence", "lat")[: BESIDE + 1])
    beside = found[:BESIDE]
    return _shown(
        request,
        layers,
        cards([row[:2] for row in beside], get_language()),
        more_url=_feed(layers) if len(found) > BESIDE else "",
        placeless=sum(lat is None for *_ids, lat in beside),
    )


def _of_reports(request):
    """The filters are those of /incidents/."""
    filters = Filters(request.GET, request.user)
    if not filters.is_valid():
        return _shown(request, filters, [], status=400, reports=True)
    versions, more = filters.page(BESIDE)
    asked = filters.asked()
    more_url = reverse("incidents:list") + f"?{urlencode(asked)}" if more else ""
    found = cards(versions, get_language(), "incident")
    return _shown(request, filters, found, reports=True, asked=asked, more_url=more_url)


def _feed(layers):
    """The feed has the rest of the list: of one kind, or of all."""
    said = layers.cleaned_data
    query = {"kind": said["kind"][0] if len(said["kind"]) == 1 else "", "tag": said["tag"], "older": "1"}
    return "/feed/?" + urlencode({name: value for name, value in query.items() if value})


def _shown(request, filters, found, status=200, **facts):
    part = "#results" if request.headers.get("X-Requested-With") else ""
    context = {"filters": filters, "cards": found, "asked": filters.asked(), **_start(request), **facts}
    return render(request, f"home/map.html{part}", context, status=status)


def _start(request):
    """Where the map looks first: a point inside the reader's neighbourhood, else inside the town."""
    place = home_territory(request.user)
    shape = atlas().shape_of(place) if place else None
    if shape is None:
        return {"lat": None, "lon": None}
    inside = shape.representative_point()
    return {"lat": inside.y, "lon": inside.x, "zoom": 15 if place.level == "neighbourhood" else 14}


@require_safe
def points(request):
    """The first MOST_POINTS of the filters as points (GeoJSON, RFC 7946), for those that the tiles do not know."""
    layers = Layers(request.GET, request.user)
    if not layers.is_valid():
        return JsonResponse({"errors": layers.errors}, status=400)
    rows = layers.posts().exclude(lat=None).exclude(cell=None)
    found = rows.values_list("pk", "lat", "lon", "kind", "state", "title")[:MOST_POINTS]
    answer = {"type": "FeatureCollection", "features": [_feature(*row) for row in found]}
    return JsonResponse(answer, content_type="application/geo+json", headers={"Cache-Control": "private, no-cache"})


def _feature(pk, lat, lon, kind, state, title):
    return {
        "type": "Feature",
        "id": pk,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {"id": pk, "title": title, "url": f"/posts/{pk}/", "kind": kind, "state": state},
    }
