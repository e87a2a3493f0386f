"""The directory in the Wagtail admin: entries and categories, and the desk where claims are decided."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from community.moderation.access import may_moderate

from . import claims_desk
from .editing import DirectoryGroup
from .models import Entry
from .policies import EntryPolicy

register_permission_policy(Entry, EntryPolicy(Entry))
register_snippet(DirectoryGroup)

# What staff and keepers do, by the names under which Wagtail's history keeps it, without the words.
ACTS = {
    "claim_accepted": _("Revendication acceptée"),
    "claim_refused": _("Revendication refusée"),
    "claim_ended": _("Revendication terminée"),
    "claim_called": _("Code donné à dire au téléphone"),
    "move_accepted": _("Changement de nom ou de lieu accepté"),
    "move_refused": _("Changement de nom ou de lieu refusé"),
    "changed": _("Fiche mise à jour par qui la tient"),
    "confirmed": _("Fiche vérifiée par qui la tient"),
}


@hooks.register("register_admin_urls")
def desk_urls():
    return [path("directory/claims/", include(claims_desk))]


class ForModerators(MenuItem):
    def is_shown(self, request):
        return may_moderate(request.user)


@hooks.register("register_admin_menu_item")
def claims_item():
    return ForModerators(
        _("Revendications"), reverse("directory_claims:queue"), name="claims", icon_name="key", order=65
    )


@hooks.register("register_log_actions")
def name_the_acts(actions):
    for act, label in ACTS.items():
        actions.register_action(f"directory.{act}", label, label)
