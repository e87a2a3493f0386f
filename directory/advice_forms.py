"""To ask neighbours for advice, and to answer by an entry of the directory."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.keys import key_in
from community.members.publishing import check_may_publish
from community.places.words import clean, fold
from community.posts.search import root
from community.posts.where import POINT, wheres

from .categories import families, known
from .models import Category, Entry
from .recommending import why_not
from .recommending_forms import RecommendationForm

LONGEST, LONGEST_TITLE = 5000, 140


class WordsForm(forms.Form):
    """The words alone: what may still be changed once it is published."""

    title = forms.CharField(
        label=gettext_lazy("Qui cherchez-vous ?"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("En une phrase : « Qui connaît un bon plombier ? »"),
    )
    text = forms.CharField(
        label=gettext_lazy("Pour quel besoin"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-longest": LONGEST}),
        help_text=gettext_lazy("Ce qui compte pour vous. N’y mettez ni adresse ni téléphone d’autrui."),
    )
    category = forms.ChoiceField(label=gettext_lazy("Dans quelle catégorie"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("je ne sais pas")), *_categories()]

    def clean_title(self):
        title = " ".join(clean(self.cleaned_data["title"]).split())
        if not title:
            raise ValidationError(_("Dites en une phrase qui vous cherchez."))
        return _short(title, LONGEST_TITLE)

    def clean_text(self):
        return _short(clean(self.cleaned_data["text"]), LONGEST)

    def clean_category(self):
        """The one chosen, else the one that a word of the title names; never one that is not recommended."""
        code = self.cleaned_data["category"]
        if code:
            return Category.objects.get(code=code)
        return _named_in(self.cleaned_data.get("title", ""))


class AdviceForm(WordsForm):
    where = forms.ChoiceField(label=gettext_lazy("À qui ?"), widget=forms.RadioSelect)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=200)  # a trap for machines: people never see it

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        self.wheres = {where.value: where for where in wheres(member) if where.value != POINT}
        self.fields["where"].choices = [(where.value, where.label) for where in self.wheres.values()]
        self.initial.setdefault("client_key", uuid.uuid4())
        if self.initial.get("where") not in self.wheres:
            self.initial["where"] = next(iter(self.wheres), "")

    def clean_client_key(self):
        return self.cleaned_data["client_key"] or uuid.uuid4()

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Laissez ce champ vide."))
        return ""

    def clean(self):
        check_may_publish(self.member)
        return super().clean()

    def said(self):
        """What Advice.objects.ask is to be called with, but for the author."""
        given = self.cleaned_data
        return {
            **{name: given[name] for name in ("title", "text", "category", "client_key")},
            "where": self.wheres[given["where"]],
        }


class NamingForm(RecommendationForm):
    """Which entry, and why. `offered` are those found by the words typed, `entry` the one that is chosen already."""

    entry = forms.ChoiceField(label=gettext_lazy("Lequel ?"), widget=forms.RadioSelect)
    field_order = ["entry", "text", "used", "used_on"]

    def __init__(self, *args, member, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.member, self.offered = member, {str(entry.pk): entry for entry in offered}
        self.fields["entry"].choices = [(key, _told(entry)) for key, entry in self.offered.items()]
        if len(self.offered) == 1:
            self.initial.setdefault("entry", next(iter(self.offered)))

    def clean_entry(self):
        entry = self.offered[self.cleaned_data["entry"]]
        if refusal := why_not(self.member, entry):
            raise ValidationError(refusal)
        return entry


def _told(entry):
    return ", ".join(part for part in (entry.name, entry.address, str(entry.category)) if part)


def chosen(key):
    """The entry of a key that a form brings, if it may be named; None otherwise."""
    key = key_in(key)
    rows = Entry.objects.listed().filter(category__recommendable=True).select_related("category")
    return rows.filter(pk=key).first() if key is not None else None


def _categories():
    """The categories that are recommended, in their families; a family itself for who knows no better."""
    for family, children in families():
        inside = [(one.code, one.name) for one in children if one.recommendable]
        if family.recommendable or inside:
            yield family.name, [*([(family.code, family.name)] if family.recommendable else []), *inside]


def _named_in(title):
    """The first category that a word of four letters and more names: "un bon plombier", "une fuite"."""
    words = [root(word) for word in fold(title).split() if len(word) >= 4]
    for category in known():
        said = {root(word) for phrase in category.all_words for word in phrase.split()}
        if category.recommendable and category.parent_id and not said.isdisjoint(words):
            return category
    return None


def _short(text, most):
    if len(text) > most:
        raise ValidationError(
            _("%(count)s caractères, c'est trop : %(longest)s au plus. Gardez l'essentiel.")
            % {"count": len(text), "longest": most}
        )
    return text
