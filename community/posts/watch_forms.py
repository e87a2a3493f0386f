"""The forms of /follows/: what one may follow besides a post. Each works without JavaScript."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.places.boundaries import atlas
from community.places.coordinates import parse_point
from community.places.geocoding import label_at
from community.places.models import DEPTH, Level
from community.places.point_form import PointForm
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


class AreaForm(PointForm):
    """A circle around an address, a known place or a pin; or an area drawn on the map, which counts before them."""

    metres = forms.TypedChoiceField(
        label=gettext_lazy("À quelle distance ?"), required=False, coerce=int, empty_value=300, initial=300
    )
    shape = forms.CharField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(label=gettext_lazy("Son nom, pour vous"), required=False, max_length=80)
    kind = KindField()

    missing = gettext_lazy("Tapez une adresse, choisissez un lieu, ou dessinez une zone sur la carte.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="area_%s", **kwargs)
        self.fields["address"].label = _("Autour d'une adresse ou d'un lieu")
        self.fields["metres"].choices = [(metres, _("%(metres)s m") % {"metres": metres}) for metres in RADII]

    def is_given(self):
        return bool(self.data.get("shape")) or super().is_given()

    def clean_label(self):
        return clean(self.cleaned_data["label"])

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        if given["shape"]:
            given["polygon"], given["named"] = area_from(given["shape"]), _("Zone dessinée")
            return given
        lat, lon, where = self.pointed(given)
        given["polygon"] = circle_from(lat, lon, given["metres"])
        where = where or label_at(*parse_point(lat, lon))
        given["named"] = _("%(metres)s m autour de %(where)s") % {"metres": given["metres"], "where": where[:80]}
        return given

    def watch(self, member):
        given = self.cleaned_data
        return watch_area(member, given["polygon"], given["label"] or given["named"], given["kind"])


def _territories():
    settled = [t for t in atlas().territories if DEPTH[t.level] >= DEPTH[Level.CITY]]
    return [(f"territory:{t.code}", t.name) for t in sorted(settled, key=lambda t: (-DEPTH[t.level], t.name))]
