"""Who gets this point, and why: the rules tried on a category and a point, without opening anything."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from community.places.coordinates import parse_point
from community.places.models import Place

from ..access import has_desk
from ..models import Category
from ..triage import find_competent
from .views import furniture

PLACES = 300  # of the list to choose from


class Question(forms.Form):
    category = forms.ModelChoiceField(Category.objects.all(), label=_("Catégorie"), empty_label=_("Choisir…"))
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Un lieu connu"), required=False, empty_label=_("ou touchez la carte")
    )
    lat = forms.CharField(label=_("Latitude"), required=False, max_length=30)
    lon = forms.CharField(label=_("Longitude"), required=False, max_length=30)

    def __init__(self, data):
        super().__init__(data or None)
        self.fields["place"].queryset = Place.objects.order_by("name")
        self.fields["place"].choices = [("", _("ou touchez la carte")), *self._places()]

    def _places(self):
        return [(pk, name) for pk, name in Place.objects.order_by("name").values_list("pk", "name")[:PLACES]]

    def clean(self):
        said = super().clean()
        place = said.get("place")
        try:
            point = (place.lat, place.lon) if place else (said.get("lat"), said.get("lon"))
            said["point"] = parse_point(*point)
        except ValidationError as fault:
            self.add_error("lat", fault)
        return said

    @property
    def answers(self):
        """What was answered to the category's own questions (`answer-<key>` in the address)."""
        return {
            name.removeprefix("answer-"): self.data.getlist(name) for name in self.data if name.startswith("answer-")
        }


@require_safe
def who(request):
    if not has_desk(request.user) and not request.user.has_perm("tickets.view_competence"):
        raise PermissionDenied
    question = Question(request.GET)
    context = {"question": question, **furniture(_("Qui reçoit ce point, et pourquoi"), "help")}
    if question.is_bound and question.is_valid():
        category = question.cleaned_data["category"]
        answers = {key: [v for v in values if v] for key, values in question.answers.items()}
        lat, lon = question.cleaned_data["point"]
        try:
            context |= {"found": find_competent(category, lat, lon, answers), "lat": lat, "lon": lon}
        except ValidationError as fault:
            question.add_error(None, fault)
        context["questions"] = _asked(category, answers)
    return render(request, "tickets/desk/who.html", context)


def _asked(category, answers):
    """The category's questions that have choices, with what was chosen."""
    told = []
    for question in category.questions:
        if question.get("choices"):
            given = answers.get(question["key"], [])
            choices = [(c["key"], c["fr"], c["key"] in given) for c in question["choices"]]
            told.append({"name": f"answer-{question['key']}", "label": question["label_fr"], "choices": choices})
    return told
