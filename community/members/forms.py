from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """What sign-up asks besides e-mail and password."""

    name = forms.CharField(label=_("Nom affiché"), max_length=80)

    def signup(self, request, member):
        member.name = self.cleaned_data["name"]
        member.save()
