"""What whoever keeps an entry may say of it."""

from datetime import UTC, datetime

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.places.words import clean

from .hours import parsed
from .weekly import Week, line_of, ranges_in, spec_of, week_of

FACTS = [
    ("wheelchair", gettext_lazy("On y entre en fauteuil roulant")),
    ("wheelchair_toilet", gettext_lazy("Toilettes accessibles en fauteuil")),
    ("hearing_loop", gettext_lazy("Boucle magnétique pour malentendants")),
    ("tactile_paving", gettext_lazy("Guidage au sol pour malvoyants")),
]
ANSWERS = [("", gettext_lazy("non renseigné")), ("yes", gettext_lazy("oui")), ("no", gettext_lazy("non"))]
PARTLY = ("limited", gettext_lazy("en partie, ou avec de l’aide"))
OF_WEEK = [f"day_{number}" for number in range(7)]


def _text(label, most, rows, **more):
    area = forms.Textarea(attrs={"rows": rows, "data-longest": most})
    return forms.CharField(label=label, required=False, max_length=most, widget=area, **more)


def _date(label):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class OwnForm(forms.Form):
    text = _text(
        gettext_lazy("Présentation"), 3000, 5, help_text=gettext_lazy("Ce que vous faites, pour qui, comment.")
    )
    phone = forms.CharField(label=gettext_lazy("Téléphone"), required=False, max_length=40,
                            widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Public, comme sur votre vitrine."),
    )
    website = forms.URLField(label=gettext_lazy("Site"), required=False, max_length=300, assume_scheme="https")
    holidays = forms.BooleanField(label=gettext_lazy("Fermé les jours fériés"), required=False)
    closure_from = _date(gettext_lazy("Fermeture exceptionnelle, du"))
    closure_to = _date(gettext_lazy("au (compris)"))
    rest = forms.CharField(
        label=gettext_lazy("Autres règles, comme OpenStreetMap les écrit"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        help_text=gettext_lazy("Pour qui les connaît. Par exemple : Sa[1] 10:00-12:00 (premier samedi du mois)."),
    )
    hours_text = forms.CharField(
        label=gettext_lazy("Horaires en mots"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("Si rien de tout cela ne convient : « sur rendez-vous ». Affiché tel quel."),
    )
    access_note = forms.CharField(
        label=gettext_lazy("À savoir sur l’accès"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Une marche de 5 cm, une rampe à demander, l’ascenseur côté cour…"),
    )
    closed = forms.BooleanField(
        label=gettext_lazy("Fermé définitivement"),
        required=False,
        help_text=gettext_lazy("La fiche quitte les listes ; qui garde son adresse lit que c’est fermé."),
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, **kwargs)
        self.entry = entry
        self._add_week()
        for name, label in FACTS:
            choices = [*ANSWERS[:2], PARTLY, ANSWERS[2]] if name.startswith("wheelchair") else ANSWERS
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)
        self.initial = {**_as_it_stands(entry), **self.initial}

    def _add_week(self):
        for number, name in enumerate(OF_WEEK):
            label = str(WEEKDAYS[number]).capitalize()
            widget = forms.TextInput(attrs={"placeholder": _("fermé"), "autocomplete": "off"})
            self.fields[name] = forms.CharField(label=label, required=False, max_length=120, widget=widget)

    @property
    def week(self):
        return [self[name] for name in OF_WEEK]

    @property
    def facts(self):
        return [self[name] for name, _label in FACTS]

    def clean_phone(self):
        typed = clean(self.cleaned_data["phone"])
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, "FR")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError(_("Ce n’est pas un numéro de téléphone : 01 23 45 67 89, ou +32 2 123 45 67."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def clean_text(self):
        return clean(self.cleaned_data["text"])

    def clean(self):
        said = super().clean()
        said["days"] = [self._ranges(name) for name in OF_WEEK]
        said["closure"] = self._closure(said.get("closure_from"), said.get("closure_to"))
        if not self.errors:
            said["hours"] = self._hours(said)
        return said

    def _ranges(self, name):
        try:
            return ranges_in(clean(self.cleaned_data.get(name, "")))
        except ValidationError as fault:
            self.add_error(name, fault)
            return []

    def _closure(self, first, last):
        if not first and not last:
            return None
        if not (first and last) or last < first:
            self.add_error("closure_to", _("Dites les deux jours, le premier avant le dernier."))
            return None
        return first, last

    def _hours(self, said):
        spec = spec_of(Week(said["days"], said["holidays"], said["closure"], clean(said["rest"])))
        read, wrong = parsed(spec)
        if wrong:
            self.add_error("rest", wrong)
        return read

    def said(self):
        """What owning.change is to be called with."""
        given = self.cleaned_data
        facts = {name: given[name] for name, _label in FACTS if given[name]}
        note = {"note": clean(given["access_note"])} if clean(given["access_note"]) else {}
        closed = (self.entry.closed_on or timezone.localdate()) if given["closed"] else None
        plain = {name: given[name] for name in ("text", "phone", "email", "website", "hours")}
        return {**plain, "hours_text": clean(given["hours_text"]), "accessibility": {**facts, **note},
                "closed_on": closed}  # fmt: skip

    def seen_at(self):
        """When the entry was as the form was drawn from; None for what is no moment."""
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"]).astimezone(UTC)
        except (ValueError, OverflowError):
            return None


def _as_it_stands(entry):
    week, facts = week_of(entry.hours), entry.accessibility or {}
    begin, end = week.closure or (None, None)
    return {
        **{name: getattr(entry, name) for name in ("text", "email", "website", "hours_text")},
        "phone": spoken(entry.phone),
        **{name: line_of(ranges) for name, ranges in zip(OF_WEEK, week.days, strict=True)},
        "holidays": week.holidays, "closure_from": begin, "closure_to": end, "rest": week.rest,
        **{name: facts.get(name, "") for name, _label in FACTS},
        "access_note": facts.get("note", ""),
        "closed": bool(entry.closed_on),
        "seen": entry.changed_at.isoformat(),
    }  # fmt: skip


def spoken(phone):
    """A number as people of the country say it: "01 46 45 00 00"; abroad with its country's code."""
    try:
        number = phonenumbers.parse(phone, "FR")
    except phonenumbers.NumberParseException:
        return phone
    home = number.country_code == 33
    how = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, how)


class MoveForm(forms.Form):
    """Another name or another place: decided by a moderator."""

    name = forms.CharField(label=gettext_lazy("Nom"), max_length=200)
    address = forms.CharField(label=gettext_lazy("Adresse"), required=False, max_length=300)
    lat = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    lon = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    words = _text(gettext_lazy("Pourquoi"), 1000, 3, help_text=gettext_lazy("Pour le modérateur qui décidera."))

    def clean(self):
        from community.places.coordinates import parse_point

        said = super().clean()
        said["name"], said["address"] = (" ".join(clean(said.get(part, "")).split()) for part in ("name", "address"))
        if said.get("lat") or said.get("lon"):
            try:
                said["lat"], said["lon"] = parse_point(said.get("lat"), said.get("lon"))
            except ValidationError as fault:
                self.add_error("address", fault)
        else:
            said["lat"] = said["lon"] = None
        return said
