"""The form of a saved search. It works without JavaScript; a map draws its area where there is one."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.places.boundaries import atlas
from community.places.coordinates import parse_point
from community.places.geocoding import label_at
from community.places.point_form import PointForm
from community.places.words import clean, fold
from community.posts.areas import RADII, area_from, circle_from
from community.posts.search import MOST_WORDS

from .filters import known_categories, territories
from .models import Intent
from .price_steps import STEPS
from .saved import Often, SavedSearch

MOST_EUROS = 1_000_000


class SearchForm(PointForm):
    """Everything may be left empty. A drawn area counts before a circle around an address, both before a quarter."""

    words = forms.CharField(
        label=gettext_lazy("Mots"), required=False, max_length=100,
        help_text=gettext_lazy("« vélo enfant » : tout ce qui contient les deux mots."),
    )  # fmt: skip
    category = forms.ChoiceField(label=gettext_lazy("Catégorie"), required=False)
    intents = forms.MultipleChoiceField(
        label=gettext_lazy("Annonces"), required=False, choices=Intent.choices, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Rien de coché : toutes."),
    )  # fmt: skip
    most = forms.DecimalField(
        label=gettext_lazy("Prix maximum (€)"), required=False, min_value=0, max_value=MOST_EUROS, decimal_places=2,
        localize=True, help_text=gettext_lazy("0 : seulement ce qui est gratuit."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    territory = forms.ChoiceField(label=gettext_lazy("Quartier"), required=False)
    metres = forms.TypedChoiceField(
        label=gettext_lazy("À quelle distance ?"), required=False, coerce=int, empty_value=500, initial=500
    )
    shape = forms.CharField(required=False, widget=forms.HiddenInput)
    often = forms.ChoiceField(
        label=gettext_lazy("Me prévenir"), choices=Often.choices, initial=Often.NOW, widget=forms.RadioSelect
    )
    label = forms.CharField(
        label=gettext_lazy("Son nom, pour vous"), required=False, max_length=100,
        help_text=gettext_lazy("Vide : ce qu’elle cherche, en quelques mots."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="search_%s", **kwargs)
        self.known = known_categories()
        self.fields["address"].label = _("Autour d'une adresse ou d'un lieu")
        self.fields["metres"].choices = [(metres, _("%(metres)s m") % {"metres": metres}) for metres in RADII]
        self.fields["territory"].choices = [("", _("Partout")), *territories()]
        self.fields["category"].choices = [("", _("Toutes")), *_tree(self.known)]

    def is_given(self):
        return bool(self.data.get("shape")) or super().is_given()

    def clean_words(self):
        words = clean(self.cleaned_data["words"])
        folded = fold(words).split()[:MOST_WORDS]
        if words and len(max(folded, key=len, default="")) < 2:
            raise ValidationError(_("Écrivez au moins un mot de deux lettres."))
        return " ".join(folded)[:100]

    def clean_label(self):
        return clean(self.cleaned_data["label"])

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        given["polygon"], given["named"] = None, ""
        if given["shape"] and not self.data.get("everywhere"):
            given["polygon"], given["named"] = (
                area_from(given["shape"]),
                self.initial.get("named") or _("zone dessinée"),
            )
        elif not self.data.get("everywhere") and (given["address"] or given["place"] or given["lat"]):
            lat, lon, where = self.pointed(given)
            given["polygon"] = circle_from(lat, lon, given["metres"])
            where = where or label_at(*parse_point(lat, lon))
            given["named"] = _("%(metres)s m autour de %(where)s") % {"metres": given["metres"], "where": where[:80]}
        return given

    def fill(self, search):
        """The SavedSearch with what was said. For a valid form."""
        given = self.cleaned_data
        known = {code: pk for code, _name, pk, _parent in self.known}
        search.words, search.category_id = given["words"], known.get(given["category"])
        search.intents = ",".join(given["intents"])
        search.most_cents = None if given["most"] is None else int(given["most"] * 100)
        found = [t for t in atlas().territories if t.code == given["territory"] and not given["polygon"]]
        search.territory, search.shape, search.place = (found or [None])[0], given["polygon"], given["named"]
        search.often, search.label = given["often"], given["label"]
        return search


def _tree(known):
    families = [(code, name, pk) for code, name, pk, parent in known if parent is None]
    for code, name, pk in families:
        yield name, [(code, _("Tout : %(family)s") % {"family": name}), *((c, n) for c, n, _p, of in known if of == pk)]


def from_search(search):
    """What the form says of a search that is being changed."""
    return {
        "words": search.words,
        "category": search.category.code if search.category else "",
        "intents": search.intents.split(",") if search.intents else [],
        "most": None if search.most_cents is None else search.most_cents / 100,
        "territory": search.territory.code if search.territory else "",
        "shape": json.dumps(search.shape) if search.shape else "",
        "named": search.place,
        "often": search.often,
        "label": search.label,
    }


def from_filters(filters):
    """What the list is narrowed to, as the data of this form; its words on a bad address are left out."""
    cleaned = filters.cleaned_data
    step = STEPS.get(cleaned.get("price"))
    lat, lon = cleaned.get("near") or ("", "")
    return {
        "words": cleaned.get("q") or "",
        "category": cleaned.get("category") or "",
        "intents": [cleaned["intent"]] if cleaned.get("intent") else [],
        "most": "" if step is None else str(step // 100),
        "territory": cleaned.get("territory") or "",
        "lat": lat,
        "lon": lon,
        "metres": cleaned.get("within") or 500,
        "often": Often.NOW,
    }


def blank(member):
    return SavedSearch(member=member)
