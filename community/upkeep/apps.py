from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Upkeep(AppConfig):
    name = "community.upkeep"
    verbose_name = _("Entretien")
