from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Tickets(AppConfig):
    name = "community.tickets"
    verbose_name = _("Demandes")
