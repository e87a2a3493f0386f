from django import forms
from django.utils.translation import gettext_lazy as _

from community.places.point_form import PointForm
from community.places.words import clean

from .models import MemberPlace, Reach
from .reach import reaches

POINTING = ("choice", "place", "lat", "lon", "address")


class PlaceForm(PointForm):
    """A place that matters: what it is, what one calls it, where it is, and (once it stands somewhere) how far around
    it one wants to hear. Without a new point, it stays where it is."""

    label = forms.ChoiceField(label=_("C'est…"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Son nom pour vous"),
        required=False,
        max_length=60,
        help_text=_("Par exemple « chez maman » ou « le bureau ». Personne d'autre ne le voit."),
    )
    reach = forms.ChoiceField(label=_("Jusqu'où voulez-vous entendre ?"), widget=forms.RadioSelect)

    def __init__(self, *args, place=None, has_home=False, **kwargs):
        self.place = place
        super().__init__(*args, **kwargs)
        labels = dict(MemberPlace.Label.choices)
        if has_home:
            del labels[MemberPlace.Label.HOME]
        self.fields["label"].choices = labels.items()
        if place is None:
            del self.fields["reach"]
            return
        self.fields["reach"].choices = [(reach, words) for reach, words in reaches(place.territory)]
        if place.label == MemberPlace.Label.HOME:
            del self.fields["label"]

    def clean_name(self):
        return " ".join(clean(self.cleaned_data["name"]).split())

    def clean(self):
        if self.place is None or any(self.data.get(name) for name in POINTING):
            return self.located(super().clean())
        return self.cleaned_data | {"lat": None, "lon": None}  # it stays where it is

    @property
    def point(self):
        """(lat, lon), or None where it stays where it is. For a valid form."""
        given = self.cleaned_data
        return (given["lat"], given["lon"]) if given["lat"] is not None else None

    @property
    def said(self):
        """What else it says, for `places.add` and `places.change`."""
        return {name: self.cleaned_data[name] for name in ("label", "name", "reach") if name in self.cleaned_data}


def starting(place):
    """What the form of a place begins with."""
    return {"label": place.label, "name": place.name, "reach": place.reach or Reach.NEXT}
