"""The form of an ad: one page, kept whole whatever is wrong with it."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from community.members.publishing import check_may_publish
from community.places.words import clean
from community.posts.tagging import cleaned as cleaned_tags

from . import asking, checking, prices, suggesting
from .models import Condition, Intent
from .moving import may_move
from .offering import COLLECTED_AFTER
from .spot_forms import SpotForm

LONGEST = 5000  # characters of the text
LONGEST_TITLE, LONGEST_LINE, LONGEST_PICKUP = 140, 200, 300
MOST_UNITS = 99


class WordsForm(forms.Form):
    """What an ad says of its thing: asked when it is written, and again when it is changed."""

    title = forms.CharField(
        label=gettext_lazy("Quoi ?"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
        help_text=gettext_lazy("En quelques mots : « Chaise en bois », « Perceuse », « Vélo d’enfant »."),
    )
    category = forms.CharField(label=gettext_lazy("Catégorie"), required=False, max_length=40)
    text = forms.CharField(
        label=gettext_lazy("Quelques mots de plus"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-longest": LONGEST}),
        help_text=gettext_lazy("Dimensions, marque, ce qui manque. N’y mettez ni adresse ni téléphone."),
    )
    price = forms.CharField(
        label=gettext_lazy("Prix"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=gettext_lazy("En euros, ou « gratuit ». Vous réglez entre vous : l’argent ne passe pas par Parvis."),
    )
    negotiable = forms.BooleanField(label=gettext_lazy("Prix à débattre"), required=False)
    swap_for = forms.CharField(
        label=gettext_lazy("Contre quoi ?"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    condition = forms.ChoiceField(
        label=pgettext_lazy("objet", "État"), required=False, choices=Condition.choices, widget=forms.RadioSelect
    )
    units = forms.IntegerField(
        label=gettext_lazy("Combien ?"),
        required=False,
        min_value=1,
        max_value=MOST_UNITS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    pickup = forms.CharField(
        label=gettext_lazy("Où et comment la prendre"),
        required=False,
        help_text=gettext_lazy("Code, étage, heures : lu seulement par la personne à qui vous la promettez."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tags = forms.CharField(
        label=gettext_lazy("Mots-clés"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-tags": "", "autocapitalize": "none"}),
        help_text=gettext_lazy("Cinq au plus, séparés par des virgules : ceux qui les suivent seront prévenus."),
    )
    read = forms.BooleanField(label=gettext_lazy("J’ai lu, et je publie quand même"), required=False)

    def __init__(self, data=None, *, member, ad=None, photos=(), refused=(), **kwargs):
        super().__init__(data, **kwargs)
        self.member, self.ad, self.photos, self.refused = member, ad, photos, refused
        self.categories = suggesting.offered()
        self.verdict = checking.Verdict()

    @property
    def groups(self):
        return suggesting.grouped(self.categories)

    @property
    def is_suggested(self):
        return not self["category"].value()

    def intent(self, given):
        """The kind of ad it is, or None where that itself is wrong."""
        return self.ad.intent if self.ad else given.get("intent")

    def clean_title(self):
        return _within(" ".join(clean(self.cleaned_data["title"]).split()), LONGEST_TITLE, required=True)

    def clean_text(self):
        return _within(clean(self.cleaned_data["text"]), LONGEST)

    def clean_swap_for(self):
        return _within(clean(self.cleaned_data["swap_for"]), LONGEST_LINE)

    def clean_pickup(self):
        return _within(clean(self.cleaned_data["pickup"]), LONGEST_PICKUP)

    def clean_tags(self):
        return cleaned_tags(self.cleaned_data["tags"])

    def clean(self):
        given = super().clean()
        check_may_publish(self.member)
        self._clean_category(given)
        self._clean_asked(given)
        if not self.errors:
            self._check(given)
        return given

    def _clean_category(self, given):
        """The one chosen; where none is, the one that the words suggest."""
        known = {category.code: category for category in self.categories}
        if self.ad:
            known[self.ad.category.code] = self.ad.category  # though it may be offered no longer
        code = given.get("category")
        words = " ".join([given.get("title", ""), *given.get("tags", ())])
        given["category"] = known.get(code) if code else suggesting.suggested(words, self.categories)
        if given["category"] is None:
            self.add_error("category", _("Choisissez une catégorie de la liste."))

    def _clean_asked(self, given):
        """What this kind of ad does not ask is forgotten, right or wrong; the price is read where it is asked."""
        asked = asking.ASKED.get(self.intent(given), ())
        for name in asking.SOMETIMES:
            if name in self.fields and name not in asked:
                self.errors.pop(name, None)
                given[name] = None
        given["price_cents"] = None
        if "price" in asked and "price" not in self.errors:
            try:
                given["price_cents"] = prices.cents_of(given.get("price", ""))
            except ValidationError as fault:
                self.add_error("price", fault)

    def _check(self, given):
        """Regulated goods, the same again, links: refused, to be read first, or held for a moderator."""
        said = {name: given[name] for name in ("category", "title", "text", "price_cents", "tags")}
        said["photo_keys"] = [photo.key for photo in self.photos]
        said["instead_of"] = given.get("born_from") if given.get("again") else None
        self.verdict = checking.verdict(self.member, intent=self.intent(given), ad=self.ad, **said)
        for reason in self.verdict.refused:
            self.add_error("title", ValidationError(_linked(reason), code="refused"))
        if self.verdict.warned and not given.get("read") and not self.verdict.refused:
            self.add_error("read", ValidationError(_("Lisez ce qui suit, puis cochez la case."), code="read"))

    def words(self):
        """What the form says of the thing, as an ad keeps it."""
        given = self.cleaned_data
        said = {name: given[name] for name in ("category", "title", "text", "price_cents", "tags")}
        said |= {name: given.get(name) or "" for name in ("condition", "swap_for", "pickup")}
        return said | {"negotiable": bool(given.get("negotiable")), "units": given.get("units") or 1}


class AdForm(SpotForm, WordsForm):
    """A new ad: what it says of its thing, and where that stands."""

    intent = forms.ChoiceField(
        label=gettext_lazy("Que faites-vous ?"), choices=Intent.choices, widget=forms.RadioSelect, initial=Intent.GIVE
    )
    collect = forms.BooleanField(
        label=gettext_lazy("Si personne ne la prend en 48 heures, demander à la ville de l’enlever"), required=False
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    born_from = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    again = forms.BooleanField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=200)  # a trap for machines: people never see it

    def __init__(self, data=None, *, member, **kwargs):
        super().__init__(data, member=member, **kwargs)
        self.initial.setdefault("client_key", uuid.uuid4())

    def key(self):
        """The key that the form was sent with, or None."""
        try:
            return uuid.UUID(self.data.get("client_key", ""))
        except ValueError:
            return None

    def clean_client_key(self):
        return self.cleaned_data["client_key"] or uuid.uuid4()

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Laissez ce champ vide."))
        return ""

    def clean(self):
        given = super().clean()
        self._clean_collect(given)
        return given

    def _clean_collect(self, given):
        """Whom it is asked of needs the door, and comes for what is bulky alone."""
        if not given.get("collect") or self.errors:
            return
        if not given["category"].bulky:
            self.add_error("collect", _("La ville n’enlève que les encombrants : meubles, appareils, literie."))
        elif given["lat"] is None:
            self.add_error("collect", _("Pour que la ville vienne, dites l’adresse exacte."))

    def said(self):
        """What Classified.objects.offer is to be called with, but for the author."""
        given = self.cleaned_data
        return {
            **self.words(),
            **self.spot(),
            **{name: given[name] for name in ("intent", "client_key")},
            "photo_keys": [photo.key for photo in self.photos],
            "collect_at": timezone.now() + COLLECTED_AFTER if given.get("collect") else None,
            "held_why": self.verdict.held_why,
        }


class EditForm(SpotForm, WordsForm):
    """An ad as it is changed: it stays where it is, unless its author says where it stands instead."""

    def __init__(self, data=None, *, member, ad, **kwargs):
        super().__init__(data, member=member, ad=ad, **kwargs)
        if not may_move(ad):
            for name in ("where", "address", "lat", "lon"):
                del self.fields[name]

    def clean(self):
        given = super().clean()
        if self.ad.collect_at and given.get("territory") and given.get("lat") is None:
            self.add_error("where", _("Pour que la ville vienne, dites l’adresse exacte."))
        return given

    def said(self):
        """What `changing.change` is to be called with besides the version, the photos and the verdict."""
        return self.words() | {"spot": self.spot() if self.cleaned_data.get("moved") else None}


def _linked(reason):
    """Why not, with who says so."""
    address = reason.source_url or reason.url
    if not address:
        return f"{reason.words} ({reason.source})" if reason.source else reason.words
    source = reason.source or (_("Voir l’annonce") if reason.url else address)
    return format_html('{} <a href="{}" rel="noopener">{}</a>', reason.words, address, source)


def _within(text, most, required=False):
    if required and not text:
        raise ValidationError(_("Dites en quelques mots de quoi il s’agit."))
    if len(text) > most:
        raise ValidationError(
            _("%(count)s caractères, c'est trop : %(longest)s au plus. Gardez l'essentiel.")
            % {"count": len(text), "longest": most}
        )
    return text
