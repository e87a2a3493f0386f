"""The desk in the Wagtail admin: its addresses, its menu entry, a panel on the first page, the rows it stands on."""

from django.template.loader import render_to_string
from django.urls import include, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from .desk import urls
from .desk.panel import counts, lacks_second_factor
from .desk.sitting import sitting_of
from .editing.viewsets import AnsweringGroup
from .words import HEADLINES
from .workflow import State

register_snippet(AnsweringGroup)


@hooks.register("register_admin_urls")
def desk_urls():
    return [path("guichet/", include(urls))]


class DeskItem(MenuItem):
    def is_shown(self, request):
        return bool(sitting_of(request.user).seats)


class WhoItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("tickets.view_competence")


@hooks.register("register_admin_menu_item")
def desk_item():
    return DeskItem(_("Guichet"), reverse("desk:queue"), name="desk", icon_name="clipboard-list", order=50)


@hooks.register("register_admin_menu_item")
def who_item():
    return WhoItem(_("Qui reçoit ce point ?"), reverse("desk:who"), name="who", icon_name="help", order=510)


class DeskPanel(Component):
    name = "desk"
    order = 50

    def __init__(self, member):
        self.member = member

    @cached_property
    def told(self):
        return {"counts": counts(self.member), "lacks_second_factor": lacks_second_factor(self.member)}

    def render_html(self, parent_context=None):
        return render_to_string("tickets/desk/panel.html", self.told)


@hooks.register("construct_homepage_panels")
def desk_panel(request, panels):
    if sitting_of(request.user).seats:
        panels.append(DeskPanel(request.user))


@hooks.register("register_log_actions")
def name_the_acts(actions):
    """Wagtail's history keeps what staff did; each act by its name, without the words."""
    for act in [*HEADLINES, *State.values]:
        label = State(act).label if act in State.values else act.replace("_", " ")
        actions.register_action(f"tickets.{act}", label, label)
