"""Where an administrator sees what the site does by itself, and what went wrong with it."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .administrators import ForAdministrators
from .report import UpkeepReport


@hooks.register("register_admin_urls")
def addresses():
    return [path("reports/upkeep/", UpkeepReport.as_view(), name="upkeep")]


@hooks.register("register_reports_menu_item")
def menu_item():
    return ForAdministrators(_("Entretien"), reverse("upkeep"), icon_name="cogs", order=900)
