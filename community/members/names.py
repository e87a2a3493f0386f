"""Names that are not for anybody: those of public bodies and of badges, and handles that are addresses of ours."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.places.words import fold

from .badges import Badge
from .profile import FormerHandle

# Addresses below /members/, and words that speak for the site.
OURS = {"me", "welcome", "new", "search", "admin", "parvis", "moderation", "system", "all", "tous", "everyone"}
KEPT = timedelta(days=180)  # that a handle someone has left is nobody else's
# Letters of other alphabets that look like ours: a name written with them must not pass for an official one.
_LOOKALIKES = str.maketrans("авекмнорстухіѕјԁɡοαενικρτυχ013$@", "abekmhopctyxisjdgoaevikptuxoiesa")


class ReservedName(models.Model):
    """Words that no member's name may hold, besides the names of authorities and badges."""

    words = models.CharField(gettext_lazy("mots"), max_length=60, unique=True)
    why = models.CharField(
        gettext_lazy("pourquoi"), max_length=200, blank=True, help_text=gettext_lazy("Se lit dans le refus.")
    )

    class Meta:
        verbose_name = gettext_lazy("nom réservé")
        verbose_name_plural = gettext_lazy("noms réservés")
        ordering = ["words"]

    def __str__(self):
        return self.words


def check_name(name, worn=()):
    """ValidationError when a name speaks for the town; a role that the member does hold (`worn`) is theirs to name."""
    said, plain = f" {fold(name)} ", f" {_plain(name)} "
    held = {fold(row["fr"]) for row in worn} | {fold(row["en"]) for row in worn}
    for words, why in _reserved():
        folded = fold(words)
        if folded and folded not in held and (f" {folded} " in said or f" {folded} " in plain):
            reason = why or _("Les rôles officiels sont donnés par la ville, sous forme de badge.")
            raise ValidationError(
                _("« %(words)s » est réservé : ce nom pourrait passer pour celui d'un service public. %(why)s")
                % {"words": words, "why": reason}
            )


def check_handle(handle, member=None):
    """ValidationError when a handle is an address of ours, speaks for the town, or was another's not long ago."""
    if handle in OURS:
        raise ValidationError(_("Cet identifiant est réservé."))
    if is_kept(handle, member):
        raise ValidationError(_("Cet identifiant est déjà pris."))
    check_name(handle.replace("-", " ").replace("_", " "), member.worn if member else ())


def is_kept(handle, member=None):
    """Whether a handle is kept out of reach for someone who had it."""
    kept = FormerHandle.objects.filter(handle=handle, left_at__gt=timezone.now() - KEPT)
    return kept.exclude(member=member.pk if member else None).exists()


def leave_handle(member, handle):
    """A member gives up a handle; one of their own that they take up again is theirs."""
    FormerHandle.objects.filter(handle__in=[handle, member.handle]).delete()
    FormerHandle.objects.create(handle=handle, member=member, left_at=timezone.now())


def _reserved():
    """(words, why) of all that is reserved: the list, the badges, the public bodies."""
    yield from ReservedName.objects.values_list("words", "why")
    for names in Badge.objects.values_list("name_fr", "name_en"):
        yield from ((name, "") for name in names)
    for dotted in getattr(settings, "OFFICIAL_NAMES", ()):
        yield from ((name, "") for name in import_string(dotted)())


def _plain(name):
    """The name as an eye in a hurry reads it."""
    return fold(name.casefold().translate(_LOOKALIKES))
