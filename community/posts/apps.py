from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Posts(AppConfig):
    name = "community.posts"
    verbose_name = _("Publications")
