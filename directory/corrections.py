"""What neighbours say is wrong with an entry: told to those who keep it, else to the moderators."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.publishing import check_may_publish
from community.moderation.access import moderators
from community.notifications.notify import notify

A_DAY = 20  # of one member


class Correction(models.Model):
    class What(models.TextChoices):
        CLOSED = "closed", gettext_lazy("C’est fermé pour de bon")
        HOURS = "hours", gettext_lazy("Les horaires")
        CONTACT = "contact", gettext_lazy("Le téléphone, le site ou l’e-mail")
        PLACE = "place", gettext_lazy("L’adresse ou le repère sur la carte")
        ACCESS = "access", gettext_lazy("L’accessibilité")
        OTHER = "other", gettext_lazy("Autre chose")

    entry = models.ForeignKey("directory.Entry", models.CASCADE, related_name="corrections")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    text = models.TextField(max_length=1000)
    said_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.what}: {self.entry_id}"


@transaction.atomic
def correct(entry, member, what, text):
    """Whoever keeps the entry hears of it, else the moderators. ValidationError beyond A_DAY of one member."""
    from .claiming import holders  # it knows the models, of which this module is one

    check_may_publish(member)
    since = timezone.now() - timedelta(days=1)
    if Correction.objects.filter(member=member, said_at__gte=since).count() >= A_DAY:
        raise ValidationError(_("Vous en avez déjà signalé beaucoup aujourd’hui : reprenez demain."))
    said = Correction.objects.create(entry=entry, member=member, what=what, text=text)
    facts = {"title": entry.name, "text": text, **_what_in_each_language(said)}
    called = list(holders(entry)) or list(moderators())
    notify(called, "entry_wrong", entry.get_absolute_url(), entry.topic, f"correction:{said.pk}", facts)
    return said


def _what_in_each_language(said):
    words = {}
    for language in ("fr", "en"):
        with translation.override(language):
            words[f"what_{language}"] = str(said.get_what_display())
    return words
