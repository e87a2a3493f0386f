from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LostFound(AppConfig):
    name = "lost_found"
    verbose_name = _("Objets perdus et trouvés")
