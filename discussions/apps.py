from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Discussions(AppConfig):
    name = "discussions"
    verbose_name = _("Discussions")
