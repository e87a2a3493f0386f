"""The question "where?", asked the same way everywhere, with JavaScript or without."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .coordinates import parse_point
from .geocoding import find
from .models import Place
from .words import clean

LONGEST_LIST = 2000  # places in one list: beyond, searching is the better way


def known_places():
    """The choices of a list of known places, by neighbourhood."""
    quarters = {}
    rows = Place.objects.exclude(territory=None).order_by("territory__name", "name")
    for pk, name, quarter in rows.values_list("pk", "name", "territory__name")[:LONGEST_LIST]:
        quarters.setdefault(quarter, []).append((str(pk), name))
    return [("", _("Choisir un lieu")), *quarters.items()]


class PointForm(forms.Form):
    """A point by a pin, an address, or a known place. The most precise of them counts; an address that may mean several
    places comes back with a choice."""

    address = forms.CharField(
        label=_("Adresse ou lieu connu"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-address-search": ""}),
    )
    choice = forms.ChoiceField(label=_("Laquelle ?"), required=False, widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Ou un lieu connu"), required=False)
    lat = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    lon = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    with_places = True  # whether the list of known places is asked as well
    missing = _("Posez le repère sur la carte, tapez une adresse ou choisissez un lieu.")

    def __init__(self, *args, near=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.near, self.found = near, []
        if self.with_places:
            self.fields["place"].choices = known_places()
        else:
            del self.fields["place"]
        if self.is_bound:
            self._search()
        if not self.found:
            del self.fields["choice"]

    def is_given(self):
        """Whether the data says where more precisely than an address would."""
        return bool(self.data.get("place") or (self.data.get("lat") and self.data.get("lon")))

    def _search(self):
        """What the address typed may mean, to choose from."""
        typed = self.data.get("address", "").strip()[:200]
        if typed and not self.is_given():
            self.found, _failed = find(typed, self.near)
            self.fields["choice"].choices = [(f"{found.lat},{found.lon}", found.label) for found in self.found]

    def located(self, given):
        """Cleaned data with its point as numbers in `lat` and `lon`, inside the covered towns."""
        if not self.errors:
            given["lat"], given["lon"] = parse_point(*self.pointed(given)[:2])
        return given

    def pointed(self, given):
        """(lat, lon, its name or "") that cleaned data means. ValidationError says what is missing."""
        if given.get("choice"):
            label = next(found.label for found in self.found if f"{found.lat},{found.lon}" == given["choice"])
            return *given["choice"].split(","), label
        if given.get("place"):
            return Place.objects.values_list("lat", "lon", "name").get(pk=given["place"])
        if given.get("lat") or given.get("lon"):
            return given["lat"], given["lon"], clean(given["address"])
        if len(self.found) == 1:
            return self.found[0].lat, self.found[0].lon, self.found[0].label
        if self.found:
            raise ValidationError({"choice": _("Plusieurs endroits portent ce nom : choisissez le vôtre.")})
        if given.get("address"):
            raise ValidationError(
                {"address": _("Cette adresse est inconnue ici. Essayez la rue seule, ou un lieu voisin.")}
            )
        raise ValidationError(self.missing)
