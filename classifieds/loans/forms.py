"""The forms of a loan; kept whole whatever is wrong with them."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from . import days


def _day(label):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class BorrowForm(forms.Form):
    from_on = _day(_("À partir du"))
    until_on = _day(_("Au (retour)"))
    text = forms.CharField(
        label=_("Votre message"), max_length=3500, widget=forms.Textarea(attrs={"rows": 3}),
        initial=_("Bonjour, puis-je vous l’emprunter ?"),
    )  # fmt: skip
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self):
        given = super().clean()
        given["client_key"] = given.get("client_key") or uuid.uuid4()
        if not self.errors:
            days.check(given["from_on"], given["until_on"])
        return given


class LongerForm(forms.Form):
    until_on = _day(_("Jusqu’au"))


class BackForm(forms.Form):
    damage = forms.CharField(
        label=_("Quelque chose a-t-il souffert ?"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Vous deux seuls le lisez."),
    )  # fmt: skip
