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
    DIGEST = "digest", _("attend le journal du matin")
    DIGESTED = "digested", _("dans un journal")


class Notification(models.Model):
    """What one member is told: on the site always, by e-mail and push as they wish (community.notifications.volume).

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
    # Whose doing it tells of, under their name: a block takes it back (community.notifications.parting).
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # Set while it waits to be handed to each of the recipient's browsers (a Push row each).
    push_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notification_newest"),
            models.Index(fields=["recipient", "kind"], name="notification_by_kind"),
            models.Index(
                fields=["recipient", "kind", "topic"],
                name="notification_unread",
                condition=models.Q(read_at__isnull=True),
            ),
            # A moment stands there while it waits, and only then: SQLite can tell from the question that the index has
            # the answer, which it cannot of a list of states.
            models.Index(
                fields=["mail_next_at"], name="notification_mail_next", condition=models.Q(mail_next_at__isnull=False)
            ),
            # Is an earlier mail to the same person still on its way?
            models.Index(
                fields=["recipient", "id"],
                name="notification_in_order",
                condition=models.Q(mail__in=["due", "sending"]),
            ),
            models.Index(fields=["recipient", "id"], name="notification_digest", condition=models.Q(mail="digest")),
            models.Index(fields=["push_at"], name="notification_push", condition=models.Q(push_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key"], condition=~models.Q(key=""), name="notification_told_once"
            )
        ]

    def __str__(self):
        return self.title


class Mute(models.Model):
    """A member wants no e-mail about a topic any more (one click in the mail, RFC 8058), or to hear nothing of it."""

    class Covers(models.TextChoices):
        MAIL = "mail", _("les e-mails seulement")
        ALL = "all", _("tout")

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mutes")
    topic = models.CharField(max_length=60)
    covers = models.CharField(max_length=4, choices=Covers.choices, default=Covers.MAIL)
    label = models.CharField(max_length=200, blank=True, help_text="what the list of mutes calls it")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("sourdine")
        verbose_name_plural = _("sourdines")
        constraints = [models.UniqueConstraint(fields=["member", "topic"], name="mute_once")]

    def __str__(self):
        return f"{self.member_id}: {self.topic}"


class Level(models.TextChoices):
    QUIET = "quiet", _("Au calme")
    DIGEST = "digest", _("Le journal du matin")
    EVERYTHING = "everything", _("Tout, tout de suite")


DAILY_CAP = 12


class Volume(models.Model):
    """How loud Parvis is for one member. Who has no row hears what the defaults here say."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="volume")
    level = models.CharField(_("volume"), max_length=10, choices=Level.choices, default=Level.DIGEST)
    # Only what differs from the level: {subject: {"mail": "now" | "digest" | "never", "push": true | false}}.
    table = models.JSONField(default=dict, blank=True)
    away_until = models.DateField(_("en vacances jusqu'au"), null=True, blank=True)
    daily_cap = models.PositiveSmallIntegerField(_("au plus par jour"), default=DAILY_CAP)
    # How many mails and pushes went out on `told_on`, the member's own day.
    told_on = models.DateField(null=True, blank=True, editable=False)
    told = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("réglages des notifications")
        verbose_name_plural = _("réglages des notifications")

    def __str__(self):
        return f"{self.member_id}: {self.level}"


class Round(models.Model):
    """Telling a crowd, batch by batch: everybody up to `after` (in the order of their ids) has been told."""

    key = models.CharField(max_length=120, unique=True)
    after = models.BigIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.key


class VapidKey(models.Model):
    """The key by which push services know this site, where the settings name none. One row, made once."""

    private = models.CharField(max_length=60, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d}"


class PushSubscription(models.Model):
    """A browser that its member let show notifications. The endpoint is a secret address at its maker's service."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    agent = models.CharField(max_length=100, blank=True, help_text="the browser in words")
    session_key = models.CharField(max_length=40, blank=True, help_text="signing out there ends it")
    created_at = models.DateTimeField(default=timezone.now)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0, help_text="in a row")

    class Meta:
        verbose_name = _("appareil notifié")
        verbose_name_plural = _("appareils notifiés")
        ordering = ["pk"]

    def __str__(self):
        return self.agent


class Push(models.Model):
    """One notification on its way to one browser. The row is the queue."""

    class State(models.TextChoices):
        DUE = "due", _("à envoyer")
        SENDING = "sending", _("envoi en cours")
        SENT = "sent", _("envoyé")
        FAILED = "failed", _("échec")

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="pushes")
    subscription = models.ForeignKey(PushSubscription, models.CASCADE, related_name="pushes")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("notification poussée")
        verbose_name_plural = _("notifications poussées")
        constraints = [models.UniqueConstraint(fields=["notification", "subscription"], name="push_once")]
        indexes = [
            models.Index(fields=["next_at"], name="push_next", condition=models.Q(next_at__isnull=False)),
            models.Index(fields=["state"], name="push_failed", condition=models.Q(state="failed")),
        ]

    def __str__(self):
        return f"{self.notification_id} → {self.subscription_id}"
