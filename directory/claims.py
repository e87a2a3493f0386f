"""Who runs what an entry is about: a member's claim with its proof, and what its keeper asks moderators to change."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Claim(models.Model):
    """A member's word that they run what an entry is about, and its proof. Its verbs stand in directory.claiming."""

    class Proof(models.TextChoices):
        EMAIL = "email", _("un code à l’e-mail de la fiche")
        PHONE = "phone", _("un code dit au téléphone de la fiche")
        MODERATOR = "moderator", _("un modérateur vérifie")

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente")
        ACCEPTED = "accepted", _("acceptée")
        REFUSED = "refused", _("refusée")
        ENDED = "ended", _("terminée")

    entry = models.ForeignKey("directory.Entry", models.CASCADE, related_name="claims")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="entry_claims")
    proof = models.CharField(max_length=10, choices=Proof.choices)
    words = models.TextField(_("qui vous êtes, et comment le vérifier"), max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    code = models.CharField(max_length=128, blank=True, help_text="hashed")
    sent_to = models.CharField(max_length=254, blank=True, help_text="where the code went: of the entry, as it was")
    tries = models.PositiveSmallIntegerField(default=0, help_text="of the code that is out")
    codes = models.PositiveSmallIntegerField(default=0, help_text="sent so far")
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    # It had the right code when somebody else held the entry already: for moderators, who decide then.
    proved_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="when asked last whether all is still right")

    class Meta:
        verbose_name = _("revendication")
        verbose_name_plural = _("revendications")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "member"], condition=Q(state__in=["waiting", "accepted"]), name="claim_once"
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], name="claim_waiting", condition=Q(state="waiting"))]

    def __str__(self):
        return f"{self.member_id}→{self.entry_id} {self.state}"

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING


class Move(models.Model):
    """Another name or place for an entry, asked by its keeper: a moderator looks before the map changes, for that is
    what an impostor would want."""

    entry = models.ForeignKey("directory.Entry", models.CASCADE, related_name="moves")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("nom"), max_length=200)
    address = models.CharField(_("adresse"), max_length=300, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    words = models.TextField(_("pourquoi"), max_length=1000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(_("motif"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("changement de nom ou de lieu")
        verbose_name_plural = _("changements de nom ou de lieu")
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(accepted_at=None, refused_at=None), name="move_waits_once"
            )
        ]

    def __str__(self):
        return f"{self.entry_id} → {self.name}"
