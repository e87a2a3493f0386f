from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.places.coordinates import parse_point
from community.places.geocoding import find
from community.places.models import Place
from community.places.words import clean

from .editing import change_name
from .models import Member
from .names import check_handle, check_name

LONGEST_LIST = 2000  # places in one list: beyond, searching is the better way


class CleanName(forms.Form):
    name_now, worn = "", ()  # of who has an account already: the name they have, the badges they hold

    name = forms.CharField(
        label=_("Votre nom"),
        max_length=80,
        help_text=_("Celui que vos voisins verront ; un prénom suffit."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    def clean_name(self):
        name = " ".join(clean(self.cleaned_data["name"]).split())
        if not any(letter.isalnum() for letter in name):
            raise ValidationError(_("Il faut au moins une lettre."))
        if name != self.name_now:
            check_name(name, self.worn)
        return name


class ProfileForm(CleanName, forms.ModelForm):
    mail = forms.BooleanField(
        label=_("Recevoir les nouvelles de mes signalements par e-mail"),
        required=False,
        help_text=_("Sinon, elles vous attendent ici, sous la cloche."),
    )

    class Meta:
        model = Member
        fields = ["name", "handle", "language"]
        help_texts = {
            "handle": _(
                "Ce que l'on écrit après @ pour vous appeler, et l'adresse de votre profil. "
                "Si vous en changez, l'ancien ne mène plus à vous."
            )
        }
        error_messages = {"handle": {"unique": _("Cet identifiant est déjà pris.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["mail"] = self.instance.mail_stopped_at is None
        self.name_now, self.worn = self.instance.name, self.instance.worn
        self.before = self.instance.name, self.instance.handle

    def clean_handle(self):
        handle = self.cleaned_data["handle"].lower()
        if handle != self.before[1]:
            check_handle(handle, self.instance)
        return handle

    def save(self, commit=True):
        if self.cleaned_data["mail"]:
            self.instance.mail_stopped_at = None
        elif self.instance.mail_stopped_at is None:
            self.instance.mail_stopped_at = timezone.now()
        with transaction.atomic():
            member = super().save(commit)
            change_name(member, self.before)
        return member


def known_places():
    """The choices of a list of known places, by neighbourhood."""
    quarters = {}
    rows = Place.objects.exclude(territory=None).order_by("territory__name", "name")
    for pk, name, quarter in rows.values_list("pk", "name", "territory__name")[:LONGEST_LIST]:
        quarters.setdefault(quarter, []).append((str(pk), name))
    return [("", _("Choisir un lieu")), *quarters.items()]


class HomeForm(forms.Form):
    """Where one lives: by a pin, an address, or a known place nearby. The most precise of them counts."""

    address = forms.CharField(
        label=_("Adresse ou lieu connu"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address", "data-address-search": ""}),
    )
    choice = forms.ChoiceField(label=_("Laquelle ?"), required=False, widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Ou un lieu à côté de chez vous"), required=False)
    lat = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    lon = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, near=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.near, self.found = near, []
        self.fields["place"].choices = known_places()
        if self.is_bound:
            self._search()
        if not self.fields["choice"].choices:
            del self.fields["choice"]

    def _search(self):
        """What the address typed may mean, to choose from; only when nothing more precise was given."""
        typed = self.data.get("address", "").strip()[:200]
        if not typed or self.data.get("place") or (self.data.get("lat") and self.data.get("lon")):
            return
        self.found, _failed = find(typed, self.near)
        self.fields["choice"].choices = [(f"{found.lat},{found.lon}", found.label) for found in self.found]

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        given["lat"], given["lon"] = parse_point(*self._point(given))
        return given

    def _point(self, given):
        if given.get("choice"):
            return given["choice"].split(",")
        if given.get("place"):
            return Place.objects.values_list("lat", "lon").get(pk=given["place"])
        if given.get("lat") or given.get("lon"):
            return given["lat"], given["lon"]
        if len(self.found) == 1:
            return self.found[0].lat, self.found[0].lon
        if self.found:
            raise ValidationError({"choice": _("Plusieurs endroits portent ce nom : choisissez le vôtre.")})
        if given.get("address"):
            raise ValidationError(
                {"address": _("Cette adresse est inconnue ici. Essayez la rue seule, ou un lieu voisin.")}
            )
        raise ValidationError(_("Posez le repère sur la carte, tapez une adresse ou choisissez un lieu."))
