"""The pages of one's places. They are nobody else's: another's place is not found."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from community.places.boundaries import atlas

from . import places
from .models import MemberPlace
from .place_forms import PlaceForm, starting
from .reach import in_words


def _mine(member):
    """One's places, the home first; their territories are the atlas's, with their parents."""
    known = {t.pk: t for t in atlas().territories}
    rows = sorted(member.places.order_by("pk"), key=lambda place: place.label != places.HOME)
    for place in rows:
        place.territory = known.get(place.territory_id) or place.territory
        place.words = in_words(place.territory, place.reach)
    return rows


@never_cache
@login_required
def index(request):
    mine = _mine(request.user)
    facts = {"places": mine, "most": places.MOST, "full": len(mine) >= places.MOST}
    return render(request, "members/places.html", facts)


@never_cache
@login_required
def add(request):
    mine = _mine(request.user)
    has_home = any(place.label == places.HOME for place in mine)
    start = {"label": MemberPlace.Label.WORK if has_home else places.HOME}
    form = PlaceForm(request.POST if request.method == "POST" else None, has_home=has_home, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            place = places.add(request.user, form.said["label"], form.said["name"], *form.point)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, _("C'est ajouté : %(quarter)s.") % {"quarter": place.territory})
            return redirect("members:place", place.pk)
    return _form(request, form, None)


@never_cache
@login_required
def edit(request, pk):
    place = _place(request, pk)
    given = {"place": place, "has_home": True, "initial": starting(place)}
    form = PlaceForm(request.POST if request.method == "POST" else None, near=_point(place), **given)
    if request.method == "POST" and form.is_valid():
        places.change(place, form.point, **form.said)
        messages.success(request, _("C'est enregistré."))
        return redirect("members:places")
    return _form(request, form, place)


@login_required
@require_POST
def remove(request, pk):
    place = request.user.places.filter(pk=pk).select_related("member").first()
    if place:  # a second click finds it gone already
        places.remove(place)
        messages.success(request, _("« %(place)s » est oublié.") % {"place": place})
    return redirect("members:places")


def _place(request, pk):
    place = get_object_or_404(request.user.places.select_related("territory"), pk=pk)
    place.territory = next((t for t in atlas().territories if t.pk == place.territory_id), place.territory)
    place.member = request.user
    return place


def _point(place):
    return (place.lat, place.lon) if place.lat is not None else None


def _form(request, form, place):
    facts = {"form": form, "place": place, "lat": place and place.lat, "lon": place and place.lon}
    return render(request, "members/place.html", facts, status=400 if form.errors else 200)
