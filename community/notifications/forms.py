from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import DAILY_CAP, Level, Volume
from .subjects import DEFAULTS, MAILS, SUBJECTS
from .volume import today, wishes

LEVELS = [
    (Level.QUIET, _("Au calme : rien que la cloche sur le site. Seules les alertes officielles vous joignent.")),
    (
        Level.DIGEST,
        _("Le journal du matin : ce qui vous est adressé arrive tout de suite, le reste une fois par jour."),
    ),
    (Level.EVERYTHING, _("Tout, tout de suite : un e-mail et une notification pour chaque nouvelle.")),
]
LONGEST_ABSENCE = 366  # days: beyond, the quiet level is meant


class LevelForm(forms.ModelForm):
    level = forms.ChoiceField(label=_("Volume"), choices=LEVELS, widget=forms.RadioSelect)

    class Meta:
        model = Volume
        fields = ["level"]

    def save(self, commit=True):
        """Another level begins with its own table."""
        if "level" in self.changed_data:
            self.instance.table = {}
        return super().save(commit)


class AwayForm(forms.ModelForm):
    class Meta:
        model = Volume
        fields = ["away_until"]
        labels = {"away_until": _("En vacances jusqu'au (inclus)")}
        help_texts = {
            "away_until": _(
                "Ni e-mail ni notification d'ici là : tout vous attend sur le site et dans le journal suivant."
            )
        }
        widgets = {"away_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_away_until(self):
        until = self.cleaned_data["away_until"]
        if until is None:
            return None
        days = (until - today(self.instance.member)).days
        if days < 0:
            raise ValidationError(_("Cette date est passée."))
        if days > LONGEST_ABSENCE:
            raise ValidationError(_("Un an au plus ; pour plus longtemps, choisissez « Au calme »."))
        return until


class TableForm(forms.ModelForm):
    """Subject by channel: what differs from the level is kept."""

    daily_cap = forms.TypedChoiceField(
        label=_("Au plus par jour, e-mails et notifications ensemble"),
        choices=[(5, "5"), (DAILY_CAP, str(DAILY_CAP)), (25, "25"), (50, "50")],
        coerce=int,
        help_text=_(
            "Au-delà, le reste va dans le journal. Deux de ces places sont gardées pour les alertes officielles."
        ),
    )

    class Meta:
        model = Volume
        fields = ["daily_cap"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for subject in SUBJECTS:
            mail, push = wishes(self.instance, subject.code)
            self.fields[f"mail_{subject.code}"] = forms.ChoiceField(label=subject.label, choices=MAILS, initial=mail)
            self.fields[f"push_{subject.code}"] = forms.BooleanField(label=subject.label, required=False, initial=push)

    def rows(self):
        """(subject, its field for mail, its field for push) of each row."""
        return [(s, self[f"mail_{s.code}"], self[f"push_{s.code}"]) for s in SUBJECTS]

    def save(self, commit=True):
        usual = DEFAULTS[self.instance.level]
        asked = {
            s.code: tuple(self.cleaned_data[f"{channel}_{s.code}"] for channel in ("mail", "push")) for s in SUBJECTS
        }
        own = {code: wish for code, wish in asked.items() if wish != usual[code]}
        self.instance.table = {code: {"mail": mail, "push": push} for code, (mail, push) in own.items()}
        return super().save(commit)
