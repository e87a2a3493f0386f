"""The moderators' desk in the Wagtail admin: addresses, menu entry, numbers on the first page, the list of reasons."""

from django.template.loader import render_to_string
from django.urls import include, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .access import may_moderate
from .desk import urls
from .journal import numbers
from .models import Action, Appeal, Reason


@hooks.register("register_admin_urls")
def desk_urls():
    return [path("moderation/", include(urls))]


class ForModerators(MenuItem):
    def is_shown(self, request):
        return may_moderate(request.user)


@hooks.register("register_admin_menu_item")
def desk_item():
    return ForModerators(_("Modération"), reverse("moderators:queue"), name="moderation", icon_name="warning", order=60)


class Numbers(Component):
    name = "moderation"
    order = 60

    @cached_property
    def told(self):
        return {"numbers": numbers()}

    def render_html(self, parent_context=None):
        return render_to_string("moderation/desk/panel.html", self.told)


@hooks.register("construct_homepage_panels")
def numbers_panel(request, panels):
    if may_moderate(request.user):
        panels.append(Numbers())


@hooks.register("register_log_actions")
def name_the_acts(actions):
    """Wagtail's history keeps who decided what, without the words."""
    for act in [*Action, *Appeal.Outcome]:
        actions.register_action(f"moderation.{act.value}", act.label, act.label)


class ReasonViewSet(SnippetViewSet):
    model = Reason
    icon = "warning"
    menu_label = _("Motifs d’alerte")
    menu_order = 520
    add_to_admin_menu = True
    list_display = ["name_fr", "code", "illegal", "active", "position"]
    panels = [
        FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("help_fr"), FieldPanel("help_en")]),
        FieldRowPanel([FieldPanel("basis_fr"), FieldPanel("basis_en")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("position")]),
        FieldRowPanel([FieldPanel("illegal"), FieldPanel("active")]),
    ]


register_snippet(ReasonViewSet)
