from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Home(AppConfig):
    name = "home"
    verbose_name = _("Accueil")

    def ready(self):
        from .voice.listening import connect

        connect()
