from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Moderation(AppConfig):
    name = "community.moderation"
    verbose_name = _("Modération")
