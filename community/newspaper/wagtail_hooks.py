"""Where an administrator sees how the morning rounds went, and sends again what failed."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks

from community.upkeep.administrators import AdministratorsReport, ForAdministrators

from .models import Edition, State

DAYS, SHOWN = 14, 100


class Rounds(AdministratorsReport):
    template_name = "newspaper/rounds.html"
    page_title = _("Journal du matin")
    header_icon = "doc-full"

    def get_context_data(self, **kwargs):
        lately = Edition.objects.filter(on__gte=timezone.localdate() - timedelta(days=DAYS))
        counts = {state: Count("pk", filter=Q(state=state)) for state in State.values}
        return super().get_context_data(
            days=lately.values("on").annotate(**counts).order_by("-on"),
            failed=lately.filter(state=State.FAILED).order_by("-on", "pk")[:SHOWN],
            **kwargs,
        )

    def post(self, request):
        """Try those of today again that failed, but for the ones of which nobody knows whether they left."""
        today = Edition.objects.filter(state=State.FAILED, on=timezone.localdate()).exclude(error="interrupted")
        count = today.update(state=State.DUE, attempt=0, next_at=timezone.now(), error="")
        text = ngettext("%(count)s journal repart.", "%(count)s journaux repartent.", count) % {"count": count}
        messages.success(request, text)
        return redirect("newspaper_rounds")


@hooks.register("register_admin_urls")
def addresses():
    return [path("reports/newspaper/", Rounds.as_view(), name="newspaper_rounds")]


@hooks.register("register_reports_menu_item")
def menu_item():
    return ForAdministrators(_("Journal du matin"), reverse("newspaper_rounds"), icon_name="doc-full", order=915)
