"""The form of a word to neighbours; kept whole whatever is wrong with it."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.publishing import check_may_publish
from community.places.coordinates import parse_point
from community.places.geocoding import find, label_at
from community.places.words import clean
from community.posts.tagging import cleaned as cleaned_tags
from community.posts.where import POINT, wheres

LONGEST = 5000  # characters of the text
LONGEST_TITLE = 140


class WordsForm(forms.Form):
    """The words alone: what may still be changed once it is published."""

    title = forms.CharField(label=gettext_lazy("En une phrase"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    text = forms.CharField(
        label=gettext_lazy("Le reste"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-longest": LONGEST}),
        help_text=gettext_lazy("**gras**, *italique*, listes et liens. N'y mettez ni adresse ni téléphone d'autrui."),
    )
    tags = forms.CharField(
        label=gettext_lazy("Mots-clés"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-tags": "", "autocapitalize": "none"}),
        help_text=gettext_lazy("Cinq au plus, séparés par des virgules : ceux qui les suivent seront prévenus."),
    )

    def clean_title(self):
        return _within(" ".join(clean(self.cleaned_data["title"]).split()), LONGEST_TITLE, required=True)

    def clean_text(self):
        return _within(clean(self.cleaned_data["text"]), LONGEST)

    def clean_tags(self):
        return cleaned_tags(self.cleaned_data["tags"])


class DiscussionForm(WordsForm):
    where = forms.ChoiceField(label=gettext_lazy("À qui ?"), widget=forms.RadioSelect)
    place = forms.CharField(
        label=gettext_lazy("Adresse ou lieu"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-address-search": ""}),
    )
    spot = forms.ChoiceField(label=gettext_lazy("Lequel ?"), required=False, widget=forms.RadioSelect)
    lat = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    lon = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    born_from = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=200)  # a trap for machines: people never see it

    def __init__(self, data=None, *, member, photos=(), refused=(), **kwargs):
        super().__init__(data, **kwargs)
        self.member, self.photos, self.refused = member, photos, refused
        self.wheres = {where.value: where for where in wheres(member)}
        self.fields["where"].choices = [(where.value, where.label) for where in self.wheres.values()]
        self.initial.setdefault("client_key", uuid.uuid4())
        if self.initial.get("where") not in self.wheres:
            self.initial["where"] = next(iter(self.wheres))
        self.found = []
        if self.is_bound:
            self._search()
        if not self.found:
            del self.fields["spot"]

    def _search(self):
        """What the place typed may be, to choose from; only when nothing more precise was given."""
        typed = self.data.get("place", "").strip()[:200]
        if typed and self.data.get("where") == POINT and not self.data.get("lat"):
            self.found, _failed = find(typed)
            self.fields["spot"].choices = [(f"{found.lat},{found.lon}", found.label) for found in self.found]

    def clean_place(self):
        return clean(self.cleaned_data["place"])

    def clean_client_key(self):
        return self.cleaned_data["client_key"] or uuid.uuid4()

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Laissez ce champ vide."))
        return ""

    def clean(self):
        given = super().clean()
        check_may_publish(self.member)
        if given.get("where") == POINT and not self.errors.get("spot"):
            self._clean_point(given)
        return given

    def _clean_point(self, given):
        try:
            lat, lon, label = self._spot(given)
            given["lat"], given["lon"] = parse_point(lat, lon)
            given["place_label"] = (label or given.get("place") or label_at(given["lat"], given["lon"]))[:200]
        except ValidationError as fault:
            self.add_error("place", fault)

    def _spot(self, given):
        """(lat, lon, label) of the pin, else of the one answer to what was typed, else of the one chosen."""
        if given.get("lat") or given.get("lon"):
            return given.get("lat"), given.get("lon"), ""
        chosen = [f for f in self.found if f"{f.lat},{f.lon}" == given.get("spot")] or self.found
        if len(chosen) == 1:
            return chosen[0].lat, chosen[0].lon, chosen[0].label
        if chosen:
            raise ValidationError(_("Plusieurs endroits portent ce nom : choisissez dans la liste."))
        if given.get("place"):
            raise ValidationError(_("Ce lieu est inconnu ici. Essayez la rue seule, ou touchez la carte."))
        raise ValidationError(_("Dites où : une adresse, un lieu, ou un point sur la carte."))

    def said(self):
        """What Discussion.objects.say is to be called with, but for the author."""
        given = self.cleaned_data
        pointed = given["where"] == POINT
        return {
            **{name: given[name] for name in ("title", "text", "tags", "client_key")},
            "where": self.wheres[given["where"]],
            "photo_keys": [photo.key for photo in self.photos],
            **({name: given[name] for name in ("lat", "lon", "place_label")} if pointed else {}),
        }


def _within(text, most, required=False):
    if required and not text:
        raise ValidationError(_("Dites en une phrase de quoi il s'agit."))
    if len(text) > most:
        raise ValidationError(
            _("%(count)s caractères, c'est trop : %(longest)s au plus. Gardez l'essentiel.")
            % {"count": len(text), "longest": most}
        )
    return text
