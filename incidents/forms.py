"""The report form: one page, kept whole whatever is wrong with it."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.publishing import check_may_publish
from community.places.coordinates import parse_point
from community.places.geocoding import label_at
from community.places.words import clean
from community.posts.tagging import cleaned as cleaned_tags
from community.tickets.models import Category

from . import questions
from .natures import Nature

LONGEST = 5000


def offered():
    """The categories that can be reported, by code, with their groups, in order. One query."""
    return {c.code: c for c in Category.objects.filter(active=True).select_related("group")}


def grouped(categories):
    """[(group, [category, …])] in the residents' order, for a select's optgroups or a list of radio buttons."""
    groups = {}
    for category in sorted(categories, key=lambda c: (c.group.position, c.group.name, c.position, c.name)):
        groups.setdefault(category.group, []).append(category)
    return list(groups.items())


class ReportForm(forms.Form):
    nature = forms.ChoiceField(
        label=gettext_lazy("C'est…"), choices=Nature.choices, widget=forms.RadioSelect, initial=Nature.PROBLEM
    )
    category = forms.CharField(label=gettext_lazy("De quoi s'agit-il ?"), widget=forms.HiddenInput, max_length=40)
    place = forms.CharField(
        label=gettext_lazy("Adresse ou lieu"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )
    spot = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    lat = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    lon = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Quelques mots"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-longest": LONGEST}),
    )
    tags = forms.CharField(
        label=gettext_lazy("Mots-clés"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-tags": "", "autocapitalize": "none"}),
        help_text=gettext_lazy("Cinq au plus, séparés par des virgules : ceux qui les suivent seront prévenus."),
    )
    anonymous = forms.BooleanField(label=gettext_lazy("Publier sans mon nom"), required=False)
    danger_seen = forms.BooleanField(
        label=gettext_lazy("J'ai lu : personne n'est en danger immédiat, ou j'ai appelé."), required=False
    )
    email = forms.EmailField(label=gettext_lazy("Votre adresse e-mail"), required=False)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    born_from = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=200)  # a trap for machines: people never see it

    def __init__(self, data=None, *, member=None, photos=(), refused=(), categories=None, **kwargs):
        super().__init__(data, **kwargs)
        self.member, self.photos, self.refused = member, photos, refused
        self.categories = offered() if categories is None else categories
        self.chosen = self.categories.get(self["category"].value() or "")
        if self.chosen:
            self.fields.update(questions.fields(self.chosen))
        self.initial.setdefault("client_key", uuid.uuid4())

    def as_typed(self):
        """The same form, shown again without judging it (a step on the way, not the sending)."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        return self

    @property
    def questions(self):
        return [self[name] for name in questions.fields(self.chosen)] if self.chosen else []

    def clean_category(self):
        if self.chosen is None:
            raise ValidationError(_("Choisissez une catégorie de la liste."))
        return self.chosen

    def clean_text(self):
        text = clean(self.cleaned_data["text"])
        if len(text) > LONGEST:
            raise ValidationError(
                _("%(count)s caractères, c'est trop : %(longest)s au plus. Gardez l'essentiel.")
                % {"count": len(text), "longest": LONGEST}
            )
        return text

    def clean_tags(self):
        return cleaned_tags(self.cleaned_data["tags"])

    def clean_place(self):
        return clean(self.cleaned_data["place"])

    def clean_client_key(self):
        return self.cleaned_data["client_key"] or uuid.uuid4()

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Laissez ce champ vide."))
        return ""

    def clean(self):
        cleaned = super().clean()
        self._clean_point(cleaned)
        category, nature = cleaned.get("category"), cleaned.get("nature")
        if category and nature and nature not in category.natures:
            self.add_error(
                "nature",
                _("« %(category)s » ne va pas avec « %(nature)s ».")
                % {"category": category.name, "nature": Nature(nature).label},
            )
        if category and category.danger and not cleaned.get("danger_seen"):
            self.add_error("danger_seen", _("Lisez d'abord ce qui suit, puis cochez la case."))
        if "text" in cleaned and not cleaned["text"] and not self.photos:
            self.add_error("text", _("Une photo ou quelques mots : il faut au moins l'un des deux."))
        if self.member is None:
            self._clean_visitor(cleaned, category)
        else:
            check_may_publish(self.member)
        return cleaned

    def _clean_point(self, cleaned):
        """One place from the answer picked in the list, else from the pin; its label in words."""
        try:
            if cleaned.get("spot"):
                lat, lon, label = [*cleaned["spot"].split("|", 2), "", ""][:3]
            else:
                lat, lon, label = cleaned.get("lat"), cleaned.get("lon"), ""
            if not lat and not lon:
                raise ValidationError(_("Dites où : une adresse, un lieu de la liste, votre position ou la carte."))
            cleaned["point"] = parse_point(lat, lon)
            cleaned["place_label"] = (clean(label) or cleaned.get("place") or label_at(*cleaned["point"]))[:200]
        except ValidationError as fault:
            self.add_error("place", fault)

    def _clean_visitor(self, cleaned, category):
        if category and not category.without_account:
            self.add_error("email", _("Cette catégorie demande un compte : connectez-vous, rien ne sera perdu."))
        elif "email" in cleaned and not cleaned["email"]:
            self.add_error("email", _("Sans compte, il faut une adresse e-mail : vous y confirmerez l'envoi."))

    @property
    def answers(self):
        return questions.answers_in(self.cleaned_data, self.chosen)

    def reported(self):
        """What Incident.objects.report is to be called with, but for the author."""
        cleaned = self.cleaned_data
        lat, lon = cleaned["point"]
        return {
            "nature": cleaned["nature"],
            "category": cleaned["category"],
            "text": cleaned["text"],
            "lat": lat,
            "lon": lon,
            "place_label": cleaned["place_label"],
            "answers": self.answers,
            "anonymous": cleaned["anonymous"],
            "tags": cleaned["tags"],
            "photo_keys": [photo.key for photo in self.photos],
            "client_key": cleaned["client_key"],
        }
