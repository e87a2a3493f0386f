from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Groups(AppConfig):
    name = "community.groups"
    verbose_name = _("Groupes")
