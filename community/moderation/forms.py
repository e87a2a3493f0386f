"""What people and moderators fill in. What is wrong is said in place; everything typed stays."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .deciding import CHOICES, LONGEST_LIMIT
from .flagging import LONGEST, said
from .models import Action, Reason

SAID = '<span>{}<span class="quiet block text-sm font-normal">{}</span></span>'


def _words(label, rows=5, required=False):
    area = forms.Textarea(attrs={"rows": rows, "data-longest": LONGEST})
    return forms.CharField(label=label, required=required, widget=area, strip=False)


class Reasons(forms.ModelChoiceField):
    def label_from_instance(self, reason):
        return format_html(SAID, reason.name, reason.help)


class FlagForm(forms.Form):
    reason = Reasons(
        Reason.objects.filter(active=True),
        label=gettext_lazy("Qu’est-ce qui ne va pas ?"),
        to_field_name="code",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    words = _words(gettext_lazy("Ce qu’il faut savoir pour juger"))
    email = forms.EmailField(label=gettext_lazy("Votre adresse e-mail"), required=True)
    website = forms.CharField(required=False, max_length=200)  # a trap for machines: people never see it

    def __init__(self, *args, member=None, **kwargs):
        super().__init__(*args, **kwargs)
        if member:
            del self.fields["email"]

    def clean_words(self):
        return said(self.cleaned_data["words"])

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Laissez ce champ vide."))
        return ""


class AppealForm(forms.Form):
    words = _words(gettext_lazy("Pourquoi cette décision est-elle une erreur ?"), rows=8, required=True)

    def clean_words(self):
        return said(self.cleaned_data["words"], needed=True)


class DecisionForm(forms.Form):
    action = forms.ChoiceField(
        label=gettext_lazy("Décision"),
        choices=[(action.value, action.label) for action in CHOICES],
        widget=forms.RadioSelect,
    )
    reason = forms.ModelChoiceField(Reason.objects.all(), label=gettext_lazy("Motif"), empty_label=None)
    basis = forms.CharField(
        label=gettext_lazy("Règle ou texte de loi"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Vide : celui du motif."),
    )
    words = _words(gettext_lazy("Ce que l’auteur lira (les faits, sans nommer personne)"))
    days = forms.IntegerField(
        label=gettext_lazy("Suspendre aussi ses publications, en jours"), required=False, min_value=0,
        max_value=LONGEST_LIMIT,
    )  # fmt: skip
    unfounded = forms.BooleanField(label=gettext_lazy("Les alertes étaient manifestement infondées"), required=False)

    def __init__(self, *args, to_hide=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not to_hide:
            self.fields["action"].choices = [(a.value, a.label) for a in (Action.KEEP, Action.LIMIT)]

    def said(self):
        """What community.moderation.deciding.decide is to be called with."""
        return {**self.cleaned_data, "days": self.cleaned_data["days"] or 0}


class JudgementForm(forms.Form):
    restore = forms.TypedChoiceField(
        label=gettext_lazy("Issue"),
        choices=[("yes", gettext_lazy("Annuler la décision : remettre comme avant")),
                 ("no", gettext_lazy("Confirmer la décision"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    answer = _words(gettext_lazy("Pourquoi (l’auteur le lira)"), required=True)

    def clean_answer(self):
        return said(self.cleaned_data["answer"], needed=True)
