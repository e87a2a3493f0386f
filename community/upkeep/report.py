"""The page "Entretien" of the admin: timed work, and tasks that failed or whose worker is gone."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from . import results
from .administrators import AdministratorsReport
from .models import Chore

SHOWN = 50


class UpkeepReport(AdministratorsReport):
    template_name = "upkeep/report.html"
    page_title = _("Entretien")
    header_icon = "cogs"

    def get_context_data(self, **kwargs):
        rows = Chore.objects.in_bulk(list(settings.TICK))
        return super().get_context_data(
            chores=[{"name": name, "every": every, "row": rows.get(name)} for name, every in settings.TICK.items()],
            stuck=results.stuck().order_by("started_at")[:SHOWN],
            failed=results.failed()[:SHOWN],
            waiting=results.waiting(),
            **kwargs,
        )
