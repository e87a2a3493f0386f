from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Conversations(AppConfig):
    name = "community.conversations"
    verbose_name = _("Messages privés")
