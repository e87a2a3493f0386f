from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from community.places.words import clean


class NumbersField(forms.CharField):
    """Numbers to call, as lines an editor can read: "18 | Pompiers | Fire brigade"."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return "\n".join(" | ".join(str(row.get(key, "")) for key in ("number", "fr", "en")) for row in value)

    def to_python(self, value):
        return [self._row(number, line) for number, line in enumerate((value or "").splitlines(), 1) if line.strip()]

    @staticmethod
    def _row(number, line):
        parts = [clean(part) for part in line.split("|")]
        if not 2 <= len(parts) <= 3 or not all(parts) or not any(digit.isdigit() for digit in parts[0]):
            raise ValidationError(
                _("Ligne %(number)s : écrivez « numéro | en français | en anglais »."), params={"number": number}
            )
        return {"number": parts[0], "fr": parts[1], "en": parts[-1]}

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


class TownForm(WagtailAdminModelForm):
    emergency_numbers = NumbersField(
        label=_("Numéros d'urgence"), required=False, help_text=_("Un par ligne : 18 | Pompiers | Fire brigade")
    )
