from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Newspaper(AppConfig):
    name = "community.newspaper"
    verbose_name = _("Journal du matin")
