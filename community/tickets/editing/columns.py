"""Columns of the admin's lists that Wagtail has not."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column


def yes(model, name):
    """A column of a yes-or-no field that says “oui”, or nothing: Wagtail writes True and False, in English."""
    label = capfirst(model._meta.get_field(name).verbose_name)
    return Column(name, label=label, accessor=lambda row: _("oui") if getattr(row, name) else "", sort_key=name)
