from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far one member's edition has come. What was being handed over when its sender died is not sent again: nobody
    knows whether it left, and twice is worse than on the site only."""

    DUE = "due", _("à envoyer")
    SENDING = "sending", _("remise en cours")
    SENT = "sent", _("envoyée")
    EMPTY = "empty", _("rien à dire")
    FAILED = "failed", _("échec")


class Edition(models.Model):
    """One member's newspaper of one day: the row is the queue (state, lease, attempts), and there is one a day."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="editions")
    on = models.DateField(_("du"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    claim = models.UUIDField(null=True, editable=False, help_text="which run is at it")
    attempt = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, default=timezone.now)
    error = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("journal du matin")
        verbose_name_plural = _("journaux du matin")
        constraints = [models.UniqueConstraint(fields=["member", "on"], name="edition_once_a_day")]
        indexes = [
            models.Index(fields=["next_at", "id"], name="edition_next", condition=models.Q(next_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.on}: {self.member_id}"
