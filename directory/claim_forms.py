"""What a claimant, and who decides about a claim, fill in. What is wrong is said in place; everything typed stays."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.places.words import clean

from .claiming import ways
from .claims import Claim

LONGEST = 1000  # characters of the words


class ClaimForm(forms.Form):
    proof = forms.ChoiceField(label=gettext_lazy("Comment le prouver ?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("Qui vous êtes, et comment le vérifier"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-longest": LONGEST}),
        help_text=gettext_lazy("Lu des modérateurs seuls : votre rôle, un numéro SIRET, une page qui vous nomme."),
    )

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proof"].choices = [(way, self._said(way, entry)) for way in ways(entry)]
        self.initial.setdefault("proof", self.fields["proof"].choices[0][0])

    @staticmethod
    def _said(way, entry):
        if way == Claim.Proof.EMAIL:
            return _("Un code envoyé à l’e-mail de la fiche, %(address)s") % {"address": veiled(entry.email)}
        if way == Claim.Proof.PHONE:
            return _("Un modérateur appelle le numéro de la fiche et vous dit un code")
        return _("Un modérateur vérifie ce que vous écrivez")

    def clean_words(self):
        words = clean(self.cleaned_data["words"])
        if len(words) > LONGEST:
            raise ValidationError(_("%(longest)s caractères au plus.") % {"longest": LONGEST})
        return words

    def clean(self):
        said = super().clean()
        if said.get("proof") == Claim.Proof.MODERATOR and not said.get("words") and "words" not in self.errors:
            self.add_error("words", _("Dites qui vous êtes : c’est tout ce que le modérateur aura pour décider."))
        return said


def veiled(address):
    """An address so that who knows it recognises it: "c•••••@plomberie-martin.fr"."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}•••••@{host}"


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Le code à six chiffres"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 20}),
    )

    def clean_code(self):
        """Spaces and dashes between the digits are how people read them out."""
        code = "".join(char for char in clean(self.cleaned_data["code"]) if char not in " -.")
        if not (len(code) == 6 and code.isascii() and code.isdigit()):
            raise ValidationError(_("Six chiffres, comme 123 456."))
        return code


class DecisionForm(forms.Form):
    """A moderator's word on a claim or a move."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Décision"),
        widget=forms.RadioSelect,
        choices=[("accept", gettext_lazy("Accepter")), ("refuse", gettext_lazy("Refuser"))],
    )
    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("La personne le lit. Obligatoire pour refuser ou retirer."),
    )

    def clean(self):
        said = super().clean()
        if said.get("verdict") == "refuse" and not (said.get("reason") or "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("Dites pourquoi : la personne le lira."))
        return said
