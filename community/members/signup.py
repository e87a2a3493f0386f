from allauth.account import forms
from django.utils.translation import gettext_lazy as _

from .forms import CleanName


class SignupForm(CleanName, forms.SignupForm):
    """A name, an e-mail address and, for who wants one, a password; the adapter writes the name."""

    field_order = ["name", "email", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if password := self.fields.get("password1"):
            password.help_text = _(
                "Sans lui, vous entrerez par un code reçu par e-mail. Sinon, 10 caractères au moins."
            )
