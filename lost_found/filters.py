"""The list's filters, read from the address; list, map and GeoJSON share them. A page is one range of an index that is
already in its order."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.places.coordinates import parse_point
from community.posts.search import matching

from .models import Item
from .things import Colour, Side, What

PAGE = 20
NEAR = 1000  # metres around "near me"
PERIODS = {"7": gettext_lazy("7 jours"), "30": gettext_lazy("30 jours"), "90": gettext_lazy("3 mois")}


class Filters(forms.Form):
    side = forms.ChoiceField(required=False, choices=Side.choices, widget=forms.HiddenInput)
    q = forms.CharField(
        label=gettext_lazy("Mots"), required=False, max_length=100,
        widget=forms.TextInput({"type": "search", "placeholder": gettext_lazy("Des clés, un doudou…")}),
    )  # fmt: skip
    what = forms.ChoiceField(
        label=gettext_lazy("Quoi"), required=False, choices=[("", gettext_lazy("Tout")), *What.choices]
    )
    colour = forms.ChoiceField(
        label=gettext_lazy("Couleur"), required=False, choices=[("", gettext_lazy("Toutes")), *Colour.choices]
    )
    period = forms.ChoiceField(
        label=gettext_lazy("Depuis"), required=False, choices=[("", gettext_lazy("Toujours")), *PERIODS.items()]
    )
    near = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, data, member=None):
        super().__init__(data)
        self.member = member if member and member.is_authenticated else None

    def clean_side(self):
        return self.cleaned_data["side"] or Side.FOUND

    def clean_near(self):
        if not self.cleaned_data["near"]:
            return None
        return parse_point(*[*self.cleaned_data["near"].split(","), ""][:2])

    def clean_after(self):
        """Where the page before ended: (listed_at, pk)."""
        if not self.cleaned_data["after"]:
            return None
        value, _comma, pk = self.cleaned_data["after"].partition(",")
        try:
            at, pk = parse_datetime(value), int(pk[:18])
        except ValueError:
            at = None
        if at is None or timezone.is_naive(at) or not 2000 < at.year < 3000:
            raise ValidationError(_("Cette page de la liste n'existe pas : reprenez au début."))
        return at, pk

    def asked(self):
        """The filters in use, for a link: {name: value} without the page."""
        return {name: self.data[name] for name in self.fields if name != "after" and self.data.get(name)}

    def page(self, limit=PAGE):
        """([(pk, sequence)], the `after` of the next page or ""), in one query. For valid filters."""
        rows = self._rows().order_by("-listed_at", "-post_ptr_id")
        rows = list(rows.values_list("pk", "sequence", "listed_at")[: limit + 1])
        more, rows = len(rows) > limit, rows[:limit]
        after = f"{rows[-1][2].isoformat()},{rows[-1][0]}" if more else ""
        return [(pk, sequence) for pk, sequence, _at in rows], after

    def _rows(self):
        said = self.cleaned_data
        rows = Item.objects.on_the_list().met_by(self.member).filter(side=said["side"])
        if said["what"]:
            rows = rows.filter(what=said["what"])
        if said["colour"]:
            rows = rows.filter(colour_codes__contains=f",{said['colour']},")
        if said["period"]:
            rows = rows.filter(happened_on__gte=timezone.localdate() - timedelta(days=int(said["period"])))
        if said["near"]:
            rows = rows.near(*said["near"], NEAR)
        if said["q"]:
            rows = matching(rows, said["q"])
        if said["after"]:
            at, pk = said["after"]
            rows = rows.filter(Q(listed_at__lt=at) | Q(listed_at=at, post_ptr_id__lt=pk), listed_at__lte=at)
        return rows
