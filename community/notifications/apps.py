from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Notifications(AppConfig):
    name = "community.notifications"
    verbose_name = _("Notifications")
