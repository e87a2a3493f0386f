"""The page "Entretien" of the admin: timed work, and tasks that failed or whose worker is gone."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import results
from .models import Chore

SHOWN = 50


class UpkeepReport(WagtailAdminTemplateMixin, TemplateView):
    template_name = "upkeep/report.html"
    page_title = _("Entretien")
    header_icon = "cogs"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        rows = Chore.objects.in_bulk(list(settings.TICK))
        return super().get_context_data(
            chores=[{"name": name, "every": every, "row": rows.get(name)} for name, every in settings.TICK.items()],
            stuck=results.stuck().order_by("started_at")[:SHOWN],
            failed=results.failed()[:SHOWN],
            waiting=results.waiting(),
            **kwargs,
        )
