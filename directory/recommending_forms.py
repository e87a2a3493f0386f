"""A recommendation, and the answer to one."""

from django import forms
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy

from .recommending import LONGEST, check_no_address, checked

MONTHS_BACK = 18  # that "when" goes back


class RecommendationForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Pourquoi le recommander ?"),
        widget=forms.Textarea(attrs={"rows": 5, "data-longest": LONGEST}),
        help_text=gettext_lazy("Ce qui s’est bien passé, et pour quel besoin. Signé de votre nom, sans étoiles."),
        strip=False,
    )
    used = forms.BooleanField(label=gettext_lazy("J’y suis allé·e, je m’en suis servi·e"), required=False)
    used_on = forms.ChoiceField(label=gettext_lazy("Quand ?"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = self.initial.get("used_on") or ""
        months = _months()
        if known and known not in dict(months):
            months.append((known, month_in_words(known)))
        self.fields["used_on"].choices = [("", gettext_lazy("je ne sais plus")), *months]

    def clean_text(self):
        text = checked(self.cleaned_data["text"])
        check_no_address(text)
        return text


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Votre réponse"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-longest": LONGEST}),
        help_text=gettext_lazy("Publique, sous la recommandation. Vide, elle est retirée."),
        strip=False,
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        return checked(text) if text.strip() else ""


def _months():
    """[("2026-11", "novembre 2026"), …] of the last ones."""
    today = timezone.localdate()
    numbers = [today.year * 12 + today.month - 1 - back for back in range(MONTHS_BACK)]
    return [(key := f"{number // 12}-{number % 12 + 1:02}", month_in_words(key)) for number in numbers]


def month_in_words(key):
    """ "2026-11" as "novembre 2026"; "" for what is none."""
    year, _dash, month = key.partition("-")
    known = month.isdecimal() and MONTHS.get(int(month))
    return f"{known} {year}" if known else ""
