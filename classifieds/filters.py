"""The list's filters, read from the address; list, map, feed and GeoJSON share them."""

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from community.members.blocks import seen_by as met_by
from community.places.boundaries import atlas
from community.places.coordinates import parse_point
from community.places.models import DEPTH, Level
from community.posts.areas import RADII
from community.posts.models import Post
from community.posts.search import words_of

from .hiding import without_unwanted
from .models import Category, Condition, Intent
from .price_steps import LABELS

PAGE = 20
NEAR = 500  # metres around "near me", unless said otherwise
ORDERS = {
    "new": gettext_lazy("Les plus récentes"),
    "cheap": gettext_lazy("Les moins chères"),
    "near": gettext_lazy("Les plus proches"),
}


def known_categories():
    """[(code, name, id, id of the one above or None)] in the reader's language, in their order; kept a minute."""

    def read():
        return [(c.code, c.name, c.pk, c.parent_id) for c in Category.objects.filter(active=True)]

    return cache.get_or_set(f"ads:categories:{get_language()}", read, 60)


def seen_by(member, listings):
    """Listings without those of members apart from the reader, and without what they hid."""
    return without_unwanted(met_by(member, listings), member)


def versions(pks, member):
    """[(id, version)] of these ads in their order, without what moderation has hidden meanwhile. One query."""
    shown = dict(Post.objects.filter(pk__in=pks, hidden_at=None).values_list("pk", "sequence"))
    return [(pk, shown[pk]) for pk in pks if pk in shown]


def _any(label):
    return ("", label)


class Filters(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Mots"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": gettext_lazy("Un canapé, une perceuse…")}),
    )  # fmt: skip
    intent = forms.ChoiceField(
        label=gettext_lazy("Annonce"), required=False, choices=[_any(gettext_lazy("Toutes")), *Intent.choices]
    )
    category = forms.ChoiceField(label=gettext_lazy("Catégorie"), required=False)
    price = forms.ChoiceField(
        label=gettext_lazy("Prix"), required=False, choices=[_any(gettext_lazy("Tous")), *LABELS.items()]
    )
    condition = forms.ChoiceField(
        label=pgettext_lazy("objet", "État"), required=False, choices=[_any(gettext_lazy("Tous")), *Condition.choices]
    )
    territory = forms.ChoiceField(label=gettext_lazy("Quartier"), required=False)
    photo = forms.ChoiceField(
        label=gettext_lazy("Photo"), required=False,
        choices=[_any(gettext_lazy("Avec ou sans")), ("1", gettext_lazy("Avec photo"))],
    )  # fmt: skip
    order = forms.ChoiceField(label=gettext_lazy("Dans l’ordre"), required=False, choices=list(ORDERS.items()))
    within = forms.TypedChoiceField(
        label=gettext_lazy("Autour de moi"), required=False, coerce=int, empty_value=NEAR,
        choices=[_any(gettext_lazy("500 m")), *((metres, f"{metres} m") for metres in RADII if metres != NEAR)],
    )  # fmt: skip
    near = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, data, member=None):
        super().__init__(data)
        self.member = member if member and member.is_authenticated else None
        self.known = known_categories()
        self.fields["category"].choices = [_any(_("Toutes")), *((code, name) for code, name, *_ids in self.known)]
        self.fields["territory"].choices = [_any(_("Partout")), *territories()]

    def clean_near(self):
        if not self.cleaned_data["near"]:
            return None
        return parse_point(*[*self.cleaned_data["near"].split(","), ""][:2])

    def clean_after(self):
        """Where the page before ended: (value of the order, listed_at, id)."""
        if not self.cleaned_data["after"]:
            return None
        value, at, pk = [*self.cleaned_data["after"].split(",", 2), "", ""][:3]
        try:
            after = int(value[:12]), parse_datetime(at), int(pk[:18])
        except ValueError:
            after = None
        if after and after[1] and after[1].tzinfo and 2000 < after[1].year < 3000 and pk.isascii():
            return after
        raise ValidationError(_("Cette page de la liste n'existe pas : reprenez au début."))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("order") == "near" and not cleaned.get("near") and "near" not in self.errors:
            self.add_error("order", _("Dites d’abord près d’où : « Près de moi », ou une adresse."))
        return cleaned

    def asked(self):
        """The filters in use, for a link: {name: value} without the page."""
        return {name: self.data[name] for name in self.fields if name != "after" and self.data.get(name)}

    # --- What they mean, for valid filters ------------------------------------------------------------------------

    @property
    def ordered_by(self):
        return self.cleaned_data["order"] or "new"

    @property
    def words(self):
        return words_of(self.cleaned_data["q"])

    @property
    def chosen_category(self):
        """(id, id of the one above or None); None for all."""
        code = self.cleaned_data["category"]
        return next(((pk, parent) for one, _name, pk, parent in self.known if one == code), None)

    @property
    def chosen_territory(self):
        code = self.cleaned_data["territory"]
        return next((t for t in atlas().territories if t.code == code), None) if code else None


def territories():
    """[(code, name)] by town, as a choice."""
    settled = settled_territories()
    cities = sorted((t for t in settled if t.level == Level.CITY), key=lambda t: t.name)
    return [
        (city.name, [(city.code, city.name), *sorted((t.code, t.name) for t in settled if t.parent_id == city.pk)])
        for city in cities
    ]


def settled_territories():
    return [t for t in atlas().territories if DEPTH[t.level] >= DEPTH[Level.CITY]]


def merged(parts):
    """The rows of several limited querysets by one statement, in no order. (Django's own union takes no limited parts
    on SQLite.)"""
    compiled = [part.query.sql_with_params() for part in parts if not part.query.is_empty()]
    if not compiled:
        return []
    sql = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part{n}" for n, (sql, _params) in enumerate(compiled))  # noqa: S608  the ORM's
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _sql, params in compiled for value in params])
        return cursor.fetchall()
