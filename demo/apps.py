from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Demo(AppConfig):
    name = "demo"
    verbose_name = _("Ville de démonstration")
