"""Whether a member may publish now. Who decides that stands above (settings.MAY_PUBLISH)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _


def check_may_publish(member):
    """Raises ValidationError, in words for the member, when they may publish nothing for now. One query."""
    until = import_string(settings.MAY_PUBLISH)(member)
    if until:
        day = date_format(timezone.localtime(until), "j F Y, H:i")
        words = _("La modération a suspendu vos publications jusqu’au %(day)s. Vous pouvez lire, suivre et contester.")
        raise ValidationError(words % {"day": day}, code="limited")
