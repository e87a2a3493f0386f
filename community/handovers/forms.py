"""The forms of a hand-over; kept whole whatever is wrong with them."""

import uuid
from datetime import UTC, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.conversations.saying import LONGEST
from community.places.words import clean

from . import meeting, places, stock, thanking
from .box import words_of

HOME, OTHER = "home", "other"
DURATIONS = [15, 30, 60, 120]


class AskForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Votre message"), widget=forms.Textarea(attrs={"rows": 3}))
    units = forms.IntegerField(label=gettext_lazy("Combien ?"), required=False, min_value=1, max_value=stock.MOST)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, post, **kwargs):
        super().__init__(data, **kwargs)
        self.words = words_of(post)
        self.initial.setdefault("text", self.words["suggested"])
        self.initial.setdefault("units", 1)
        if post.lot.units < 2:
            del self.fields["units"]

    def clean_text(self):
        text = clean(self.cleaned_data["text"])
        if not text:
            raise ValidationError(_("Écrivez quelques mots."))
        if len(text) > LONGEST:
            words = _("%(count)s caractères, c'est trop : %(longest)s au plus.")
            raise ValidationError(words % {"count": len(text), "longest": LONGEST})
        return text

    def said(self):
        """What `ask` is to be called with, but for the post and the member."""
        given = self.cleaned_data
        return {
            "text": given["text"],
            "units": given.get("units") or 1,
            "client_key": given["client_key"] or uuid.uuid4(),
        }


class ThanksForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Votre mot"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Cinq cents caractères au plus."),
    )
    public = forms.BooleanField(
        label=gettext_lazy("Le dire aussi sous la publication, à mon nom : tout le monde peut le lire"), required=False
    )

    def clean_text(self):
        try:
            return thanking.checked(self.cleaned_data["text"])
        except ValidationError as fault:
            raise ValidationError(fault.messages) from None


class MeetingForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("Quel jour ?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=gettext_lazy("À quelle heure ?"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.TypedChoiceField(label=gettext_lazy("Pour combien de temps ?"), coerce=int, required=False)
    where = forms.ChoiceField(label=gettext_lazy("Où ?"), widget=forms.RadioSelect)
    other_place = forms.CharField(
        label=gettext_lazy("Un autre endroit"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-address-search": ""}),
    )
    note = forms.CharField(
        label=gettext_lazy("Une précision"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Par exemple : « je serai devant l’entrée, à vélo »."),
    )

    # The place that was said to be closed at that time, and is chosen all the same.
    anyway = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, data=None, *, handover, stands=None, **kwargs):
        super().__init__(data, **kwargs)
        self.handover = handover
        self.public = places.public_places(handover.post)
        self.home = places.home(handover)
        self.fields["minutes"].choices = [(n, _("%(n)s minutes") % {"n": n}) for n in DURATIONS]
        today = timezone.localdate(timezone=timezone.get_default_timezone())
        last = today + meeting.AHEAD
        self.fields["day"].widget.attrs |= {"min": today.isoformat(), "max": last.isoformat()}
        self.initial = {**self._first(stands, today), **self.initial}
        when = self._when_asked()
        self.fields["where"].choices = self._wheres(when)
        self.initial.setdefault("where", self._first_open(when))

    def _wheres(self, when):
        found = [(f"place:{number}", _at(place, when)) for number, place in enumerate(self.public)]
        if self.home:
            found.append((HOME, _("Chez %(name)s") % {"name": self.handover.owner.name}))
        return [*found, (OTHER, _("Un autre endroit, à écrire ci-dessous"))]

    def _first(self, stands, today):
        """What stands already, to be changed; else tomorrow evening."""
        if stands is None:
            return {"day": today + timedelta(days=1), "time": time(18), "minutes": 15}
        local = timezone.localtime(stands.at, timezone.get_default_timezone())
        said = {"day": local.date(), "time": local.time(), "minutes": stands.minutes, "note": stands.note}
        known = {place.label: f"place:{number}" for number, place in enumerate(self.public)}
        where = HOME if stands.at_home else known.get(stands.place_label, OTHER)
        return {**said, "where": where, "other_place": stands.place_label if where == OTHER else ""}

    def _first_open(self, when):
        """The nearest place that is not closed then."""
        shut = [f"place:{number}" for number, place in enumerate(self.public) if _is_shut(place, when)]
        return next(value for value, _label in self.fields["where"].choices if value not in shut)

    def _when_asked(self):
        """The time that stands in the form, or None for one that cannot be."""
        try:
            return moment(*(self.fields[name].clean(self[name].value()) for name in ("day", "time")))
        except (ValidationError, OverflowError):
            return None

    def clean_minutes(self):
        return self.cleaned_data["minutes"] or DURATIONS[0]

    def clean_other_place(self):
        return " ".join(clean(self.cleaned_data["other_place"]).split())

    def clean_note(self):
        return " ".join(clean(self.cleaned_data["note"]).split())

    def clean(self):
        given = super().clean()
        if given.get("where") == OTHER and not given.get("other_place"):
            self.add_error("other_place", _("Dites où."))
        if given.get("day") and given.get("time"):
            try:
                given["when"] = moment(given["day"], given["time"])
                meeting.check_time(given["when"], given.get("minutes") or DURATIONS[0])
            except ValidationError as fault:
                self.add_error(None, fault)
        if not self.errors:
            self._check_open(given)
        return given

    def _check_open(self, given):
        """Said once: two may meet before a closed door, if they know that it is closed."""
        place, asked = self._place(given["where"]), f"{given['where']} {given['when']:%Y-%m-%d %H:%M}"
        if place is None or not _is_shut(place, given["when"]) or given["anyway"] == asked:
            return
        self.data = self.data.copy()
        self.data["anyway"] = asked
        self.add_error("where", _("C’est fermé à cette heure. Si vous vous retrouvez devant, envoyez encore une fois."))

    def _place(self, where):
        return self.public[int(where.partition(":")[2])] if where.startswith("place:") else None

    def said(self):
        """What `propose` is to be called with, but for the hand-over and the member."""
        given = self.cleaned_data
        said = {"when": given["when"], "minutes": given["minutes"], "note": given["note"]}
        if given["where"] == HOME:
            return {**said, "at_home": True}
        if given["where"] == OTHER:
            return {**said, "place_label": given["other_place"]}
        place = self._place(given["where"])
        return {**said, "place_label": place.label[:200], "lat": place.lat, "lon": place.lon}


def _is_shut(place, when):
    return when is not None and place.is_open(when) is False


def _at(place, when):
    return _("%(place)s (fermé à cette heure)") % {"place": place.label} if _is_shut(place, when) else place.label


def moment(day, time):
    """That time of that day in the town. Raises ValidationError for one that the clocks leap over; of one that they
    show twice, the first."""
    zone = timezone.get_default_timezone()
    local = datetime.combine(day, time, zone)
    if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValidationError(
            {"time": _("Cette heure n’existe pas ce jour-là : on passe à l’heure d’été.")}, code="leap"
        )
    return local
