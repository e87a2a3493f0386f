"""Flags, the cases they make, decisions and appeals.

The words are those of Regulation (EU) 2022/2065 (Digital Services Act): a flag is a notice (art. 16), a decision goes
with a statement of reasons (art. 17), an appeal is an internal complaint (art. 20)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.places.translated import InReadersLanguage

TO_OBJECT = timedelta(days=184)  # art. 20(1): "at least six months"; no six in a row are longer
CLAIM = timedelta(hours=24)  # how long a case is kept for the moderator who took it


class Action(models.TextChoices):
    """What a decision does. A suspension is the machine's alone: it holds until somebody decides."""

    KEEP = "keep", _("Laisser en ligne")
    HIDE = "hide", _("Masquer")
    LIMIT = "limit", _("Suspendre la publication du membre")
    REMOVE = "remove", _("Retirer définitivement (contenu illicite)")
    SUSPEND = "suspend", _("Masqué en attendant une décision")


# The same as what was done: nouns, which agree with whatever they are said of.
DONE = {
    Action.KEEP: _("maintien en ligne"),
    Action.HIDE: _("masquage"),
    Action.LIMIT: _("suspension des publications"),
    Action.REMOVE: _("retrait définitif"),
    Action.SUSPEND: _("masquage, en attendant une décision"),
}


class Reason(models.Model):
    """Why something is flagged and judged; the town edits the list. `basis` is the rule or the law a decision cites."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_fr = models.CharField(_("nom en français"), max_length=80)
    name_en = models.CharField(_("nom en anglais"), max_length=80, blank=True)
    help_fr = models.CharField(_("précision en français"), max_length=200, blank=True)
    help_en = models.CharField(_("précision en anglais"), max_length=200, blank=True)
    basis_fr = models.CharField(_("règle ou texte de loi, en français"), max_length=300)
    basis_en = models.CharField(_("règle ou texte de loi, en anglais"), max_length=300, blank=True)
    illegal = models.BooleanField(
        _("contenu illicite"), default=False, help_text=_("Seul un contenu illicite peut être retiré définitivement.")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    active = models.BooleanField(_("proposé"), default=True)

    name = InReadersLanguage("name")
    help = InReadersLanguage("help")
    basis = InReadersLanguage("basis")

    class Meta:
        verbose_name = _("motif d’alerte")
        verbose_name_plural = _("motifs d’alerte")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class CaseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def free_for(self, member, at=None):
        """Those that this moderator may decide: nobody's, their own, and those whose claim ran out; never about
        what they wrote themselves."""
        at = at or timezone.now()
        free = models.Q(moderator=None) | models.Q(moderator=member) | models.Q(claimed_at__lt=at - CLAIM)
        return self.open().filter(free).exclude(author=member)


class Case(models.Model):
    """All the open flags about one thing: three neighbours who flag one post make one case."""

    topic = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, help_text="the topic's first word")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="cases", verbose_name=_("auteur")
    )
    opened_at = models.DateTimeField(default=timezone.now)
    suspended_at = models.DateTimeField(null=True, blank=True, help_text="hidden until somebody decides")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier de modération")
        verbose_name_plural = _("dossiers de modération")
        ordering = ["opened_at", "pk"]
        permissions = [("moderate", _("Modérer"))]
        constraints = [
            models.UniqueConstraint(fields=["topic"], condition=models.Q(closed_at=None), name="case_open_once")
        ]
        indexes = [
            models.Index(fields=["opened_at", "id"], name="case_queue", condition=models.Q(closed_at=None)),
            models.Index(fields=["topic"], name="case_topic"),
        ]

    def __str__(self):
        return self.topic

    @property
    def is_open(self):
        return self.closed_at is None


class Flag(models.Model):
    """A notice (art. 16): what somebody says is wrong with a thing, and what the thing said at that moment."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="flags")
    topic = models.CharField(max_length=60)
    flagger = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="flags_sent"
    )
    email = models.EmailField(blank=True, help_text="of a visitor without an account")
    language = models.CharField(max_length=5, default="fr")
    reason = models.ForeignKey(Reason, models.PROTECT, related_name="flags", verbose_name=_("motif"))
    words = models.TextField(_("précisions"), max_length=2000, blank=True)
    quote = models.TextField(blank=True)
    label = models.CharField(max_length=200)
    link = models.CharField(max_length=300)
    author_name = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Art. 23(2): who often sends what is manifestly unfounded is no longer counted when things are urgent.
    unfounded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("alerte à la modération")
        verbose_name_plural = _("alertes à la modération")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["flagger", "topic"],
                condition=models.Q(closed_at=None, flagger__isnull=False),
                name="flag_open_once",
            ),
            models.UniqueConstraint(
                fields=["email", "topic"],
                condition=models.Q(closed_at=None) & ~models.Q(email=""),
                name="flag_by_email_open_once",
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="flag_by_date")]

    def __str__(self):
        return f"{self.topic}: {self.reason_id}"


class Decision(models.Model):
    """What was decided about a case, and everything its statement of reasons says (art. 17)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    topic = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decisions_about"
    )
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    action = models.CharField(_("décision"), max_length=10, choices=Action.choices)
    reason = models.ForeignKey(Reason, models.PROTECT, related_name="decisions", verbose_name=_("motif"))
    basis = models.CharField(max_length=300, blank=True, help_text="the rule or law, when not the reason's own")
    words = models.TextField(max_length=2000, blank=True)
    label = models.CharField(max_length=200)
    quote = models.TextField(blank=True)
    link = models.CharField(max_length=300)
    flag_count = models.PositiveIntegerField(default=0)
    automated = models.BooleanField(default=False)
    decided_at = models.DateTimeField(default=timezone.now)
    # What it did, so that an appeal undoes that and nothing else.
    hidden_at = models.DateTimeField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(default=0, help_text="for which the member may publish nothing")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("décision de modération")
        verbose_name_plural = _("décisions de modération")
        ordering = ["-decided_at", "-pk"]
        indexes = [
            models.Index(fields=["-decided_at", "-id"], name="decision_newest"),
            models.Index(fields=["member", "-decided_at"], name="decision_about"),
        ]

    def __str__(self):
        return f"{self.topic}: {self.action}"

    def get_absolute_url(self):
        return reverse("moderation:decision", args=[self.pk])

    @property
    def object_until(self):
        return self.decided_at + TO_OBJECT

    @property
    def restricts(self):
        """Whether it takes something from its author: then they are owed reasons and may object."""
        return self.action not in {Action.KEEP, Action.SUSPEND}

    @property
    def done(self):
        return DONE[Action(self.action)]

    @property
    def rule(self):
        """What it stands on, in the reader's language where the words are the list's own."""
        return self.basis or self.reason.basis


class Appeal(models.Model):
    """The author's objection (art. 20), and its outcome: another moderator's than the first, when there is one."""

    class Outcome(models.TextChoices):
        RESTORED = "restored", _("Annulée : remis comme avant")
        UPHELD = "upheld", _("Confirmée")

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="appeal")
    words = models.TextField(max_length=2000)
    made_at = models.DateTimeField(default=timezone.now)
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(_("issue"), max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    alone = models.BooleanField(default=False, help_text="by who decided first: nobody else moderates")

    class Meta:
        verbose_name = _("contestation")
        verbose_name_plural = _("contestations")
        ordering = ["made_at", "pk"]

    def __str__(self):
        return f"{self.decision_id}: {self.outcome or 'open'}"


class Limit(models.Model):
    """Until when a member may publish nothing. Reading, following and objecting stay open to them."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="limits")
    decision = models.OneToOneField(Decision, models.CASCADE, related_name="limit")
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("suspension de publication")
        verbose_name_plural = _("suspensions de publication")
        indexes = [models.Index(fields=["member", "until"], name="limit_now", condition=models.Q(lifted_at=None))]

    def __str__(self):
        return f"{self.member_id}: {self.until:%Y-%m-%d}"
