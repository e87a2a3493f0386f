from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mail(models.TextChoices):
    """What became of a notification's e-mail."""

    NONE = "none", _("pas d'e-mail")
    DUE = "due", _("à envoyer")
    SENDING = "sending", _("envoi en cours")
    SENT = "sent", _("envoyé")
    FAILED = "failed", _("échec")


class Notification(models.Model):
    """What one member is told: on the site always, by e-mail unless they said no.

    It knows a recipient, a kind and a link; the words are rendered in the recipient's language by whoever notifies."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)
    topic = models.CharField(max_length=60, blank=True, help_text="what it is about, for grouping and muting")
    link = models.CharField(max_length=300)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    facts = models.JSONField(default=dict, blank=True, help_text="what the e-mail's template needs besides")
    count = models.PositiveIntegerField(default=1, help_text="how many such things this one stands for")
    key = models.CharField(max_length=120, blank=True, help_text="the same key is never told twice")
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    # The row is the mail's queue (lease, attempts); the task is only a wake-up.
    mail = models.CharField(max_length=10, choices=Mail.choices, default=Mail.NONE)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_next_at = models.DateTimeField(null=True, blank=True)
    mail_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at"]),
            models.Index(
                fields=["mail_next_at"], name="notification_mail_due", condition=models.Q(mail__in=["due", "sending"])
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key"], condition=~models.Q(key=""), name="notification_told_once"
            )
        ]

    def __str__(self):
        return self.title


class Mute(models.Model):
    """A member wants no e-mail about a topic any more (one click in the mail, RFC 8058)."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mutes")
    topic = models.CharField(max_length=60)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("sourdine")
        verbose_name_plural = _("sourdines")
        constraints = [models.UniqueConstraint(fields=["member", "topic"], name="mute_once")]

    def __str__(self):
        return f"{self.member_id}: {self.topic}"
