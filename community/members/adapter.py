from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from . import language
from .models import Member

# What mails call this site, whatever host name a request came by.
HERE = SimpleNamespace(name="Parvis", domain=urlsplit(settings.SITE_URL).netloc)


class Adapter(DefaultAccountAdapter):
    """How allauth speaks to our members: in their language, and with the way home after signing up."""

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data["name"]
        user.language = language.current()
        return super().save_user(request, user, form, commit)

    def post_login(self, request, user, *, signup, redirect_url, **more):
        if signup:
            redirect_url = welcome(redirect_url)
        response = super().post_login(request, user, signup=signup, redirect_url=redirect_url, **more)
        return language.remember(response, user.language)

    def send_mail(self, template_prefix, email, context):
        reader = context.get("user") or Member.objects.filter(email__iexact=email).first()
        with translation.override(reader.language if reader else language.current()):
            super().send_mail(template_prefix, email, {"current_site": HERE, **context})


def welcome(then=None):
    """The address of the step after signing up, which goes on to `then`."""
    return reverse("members:welcome") + (f"?{urlencode({'next': then})}" if then else "")
