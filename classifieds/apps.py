from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Classifieds(AppConfig):
    name = "classifieds"
    verbose_name = _("Annonces")
