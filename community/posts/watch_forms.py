"""The forms of /follows/: what one may follow besides a post. Each works without JavaScript."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.forms import known_places
from community.places.boundaries import atlas
from community.places.geocoding import find, label_at
from community.places.models import DEPTH, Level, Place
from community.places.words import clean

from .areas import RADII, area_from, circle_from
from .kinds import kinds
from .watching import offers, watch_area, watch_topic, watch_words


class KindField(forms.ChoiceField):
    """Only posts of one kind, or all of them."""

    def __init__(self):
        super().__init__(label=gettext_lazy("Seulement"), required=False)

    def __deepcopy__(self, memo):
        field = super().__deepcopy__(memo)
        field.choices = [("", _("Tout ce qui se publie")), *((code, kind.plural) for code, kind in kinds().items())]
        return field


class TopicForm(forms.Form):
    topic = forms.ChoiceField(
        label=gettext_lazy("Sujet"), error_messages={"invalid_choice": gettext_lazy("Choisissez dans la liste.")}
    )
    kind = KindField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="topic_%s", **kwargs)
        self.fields["topic"].choices = [
            ("", _("Choisir")), (_("Catégories de signalements"), offers()), (_("Quartiers et villes"), _territories()),
        ]  # fmt: skip

    def watch(self, member):
        return watch_topic(member, self.cleaned_data["topic"], self.cleaned_data["kind"])


class WordsForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Mots"),
        max_length=100,
        help_text=gettext_lazy("« vélo enfant » : tout ce qui contient les deux mots. « #potager » : le mot-clé."),
    )
    kind = KindField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="words_%s", **kwargs)

    def watch(self, member):
        words, kind = clean(self.cleaned_data["words"]), self.cleaned_data["kind"]
        if words.startswith("#"):
            from .tagging import slug_of

            return watch_topic(member, f"tag:{slug_of(words)}", kind)
        return watch_words(member, words, kind)


class AreaForm(forms.Form):
    """A circle around an address, a known place or a pin; or an area drawn on the map, which counts before them."""

    address = forms.CharField(
        label=gettext_lazy("Autour d'une adresse ou d'un lieu"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-address-search": ""}),
    )
    choice = forms.ChoiceField(label=gettext_lazy("Laquelle ?"), required=False, widget=forms.RadioSelect)
    place = forms.ChoiceField(label=gettext_lazy("Ou un lieu connu"), required=False)
    lat = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    lon = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    metres = forms.TypedChoiceField(
        label=gettext_lazy("À quelle distance ?"), required=False, coerce=int, empty_value=300, initial=300
    )
    shape = forms.CharField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(label=gettext_lazy("Son nom, pour vous"), required=False, max_length=80)
    kind = KindField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="area_%s", **kwargs)
        self.found = []
        self.fields["place"].choices = known_places()
        self.fields["metres"].choices = [(metres, _("%(metres)s m") % {"metres": metres}) for metres in RADII]
        if self.is_bound:
            self._search()
        if not self.found:
            del self.fields["choice"]

    def _search(self):
        """What the address typed may mean, to choose from; only when nothing more precise was given."""
        typed = self.data.get("address", "").strip()[:200]
        if typed and not any(self.data.get(name) for name in ("place", "shape")) and not self.data.get("lat"):
            self.found, _failed = find(typed)
            self.fields["choice"].choices = [(f"{found.lat},{found.lon}", found.label) for found in self.found]

    def clean_label(self):
        return clean(self.cleaned_data["label"])

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        if given["shape"]:
            given["polygon"], given["named"] = area_from(given["shape"]), _("Zone dessinée")
            return given
        lat, lon, where = self._centre(given)
        given["polygon"] = circle_from(lat, lon, given["metres"])
        where = where or label_at(float(lat), float(lon))
        given["named"] = _("%(metres)s m autour de %(where)s") % {"metres": given["metres"], "where": where[:80]}
        return given

    def _centre(self, given):
        if given.get("choice"):
            label = next(f.label for f in self.found if f"{f.lat},{f.lon}" == given["choice"])
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
        raise ValidationError(_("Tapez une adresse, choisissez un lieu, ou dessinez une zone sur la carte."))

    def watch(self, member):
        given = self.cleaned_data
        return watch_area(member, given["polygon"], given["label"] or given["named"], given["kind"])


def _territories():
    settled = [t for t in atlas().territories if DEPTH[t.level] >= DEPTH[Level.CITY]]
    return [(f"territory:{t.code}", t.name) for t in sorted(settled, key=lambda t: (-DEPTH[t.level], t.name))]
