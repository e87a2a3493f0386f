from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class Posts(AppConfig):
    name = "community.posts"
    verbose_name = _("Publications")

    def ready(self):
        from .index import ensure, step_aside

        pre_migrate.connect(step_aside, sender=self)
        post_migrate.connect(ensure, sender=self)
