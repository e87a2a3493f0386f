"""One's own account page in the admin asks for the displayed name. Wagtail offers no setting for that panel's form, so
the panel is given ours here; without it, the page would insist on a first and a last name that nobody has."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import account
from wagtail.snippets.models import register_snippet

from .admin import MemberNameForm
from .viewsets import RolesGroup

account.NameEmailSettingsPanel.form_class = MemberNameForm
account.NameEmailSettingsPanel.title = _("Nom affiché")

register_snippet(RolesGroup)
