from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Incidents(AppConfig):
    name = "incidents"
    verbose_name = _("Signalements")
