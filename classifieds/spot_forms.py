"""Where the thing of an ad stands: asked when it is written, and again when it is changed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from community.places.coordinates import parse_point
from community.places.geocoding import label_at
from community.places.point_form import PointForm
from community.places.words import clean

from .placing import POINT, STAY, spots


class SpotForm(PointForm):
    """One of the member's places, their quarter, or a point; of an ad there is already, first of all where it is."""

    with_places = False
    missing = gettext_lazy("Dites où : une adresse, ou un point sur la carte.")

    where = forms.ChoiceField(label=gettext_lazy("Où est-ce ?"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, member, ad=None, **kwargs):
        self.spots = spots(member, ad)
        super().__init__(data, member=member, ad=ad, **kwargs)
        self.fields["where"].choices = [(spot.value, spot.label) for spot in self.spots.values()]
        self.fields["where"].required = ad is None
        if str(self.initial.get("where")) not in self.spots:  # a draft may say it twice
            self.initial["where"] = next(iter(self.spots))

    def is_given(self):
        return self.data.get("where") != POINT or super().is_given()

    def clean_address(self):
        return clean(self.cleaned_data["address"])

    def clean(self):
        given = super().clean()
        given["moved"] = given.get("where", STAY) not in ("", STAY)
        if given["moved"] and not self.errors.get("choice"):
            self._clean_spot(given)
        return given

    def _clean_spot(self, given):
        spot = self.spots[given["where"]]
        given |= {"lat": spot.lat, "lon": spot.lon, "territory": spot.territory, "exact_label": ""}
        if spot.value != POINT or "address" in self.errors:
            return
        try:
            lat, lon, label = self.pointed({**given, "lat": self.data.get("lat"), "lon": self.data.get("lon")})
            given["lat"], given["lon"] = parse_point(lat, lon)
            given["exact_label"] = label[:200]
        except ValidationError as fault:
            self.add_error(None if hasattr(fault, "error_dict") else "address", fault)

    def spot(self):
        """Where it stands, as an ad keeps it."""
        given = self.cleaned_data
        label = given["exact_label"] or (label_at(given["lat"], given["lon"]) if given["lat"] else "")
        return {**{name: given[name] for name in ("lat", "lon", "territory")}, "exact_label": label}
