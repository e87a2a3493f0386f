from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.places.point_form import PointForm
from community.places.words import clean

from .editing import change_name
from .models import Member
from .names import check_handle, check_name


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


class HomeForm(PointForm):
    """Where one lives."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["address"].widget.attrs["autocomplete"] = "street-address"
        self.fields["place"].label = _("Ou un lieu à côté de chez vous")

    def clean(self):
        return self.located(super().clean())
