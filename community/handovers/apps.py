from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Handovers(AppConfig):
    name = "community.handovers"
    label = "handovers"
    verbose_name = _("Remises")
