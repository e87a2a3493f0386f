from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.posts.models import Phase, Post
from community.tickets.models import Category, Escalation

from .confirming import Confirming
from .escalating import Escalating
from .natures import Nature
from .reporting import IncidentQuerySet
from .verdicts import Judged

__all__ = ["Incident", "Nature", "Verdict"]
OPEN_PHASES = (Phase.OPEN, Phase.SENT, Phase.PROGRESS)


class Incident(Confirming, Escalating, Judged, Post):
    """Something about public space: a problem, a suggestion or a compliment.

    Its verbs stand in the modules named after them: reporting, confirming, escalating, verdicts."""

    nature = models.CharField(_("genre"), max_length=10, choices=Nature.choices, default=Nature.PROBLEM)
    category = models.ForeignKey(Category, models.PROTECT, related_name="incidents", verbose_name=_("catégorie"))
    answers = models.JSONField(_("réponses"), default=dict, blank=True)
    # The post's published_at once more: one index must hold category and date, and an index holds one table.
    reported_at = models.DateTimeField(null=True, blank=True, editable=False)
    escalated_at = models.DateTimeField(_("transmis le"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("vu pour la dernière fois le"), default=timezone.now)
    gone_count = models.PositiveIntegerField(default=0, editable=False)
    # Sent without an account: unpublished until the address answers (incidents.without_account).
    awaiting_email = models.EmailField(blank=True)
    visitor_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        indexes = [models.Index(fields=["category", "-reported_at"], name="incident_by_category")]

    def get_absolute_url(self):
        return reverse("incidents:page", args=[self.pk])

    @property
    def is_open(self):
        return self.state in OPEN_PHASES

    @property
    def needed(self):
        """How many people must see it before the service hears of it; 0 when that is not what decides."""
        by_count = self.category.escalation == Escalation.CONFIRMATIONS and self.nature != Nature.COMPLIMENT
        return self.category.confirmations if by_count else 0


class Verdict(models.Model):
    """The answer of the author or of someone who confirmed to "is it fixed?", once per opening of the ticket."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="verdicts")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    round = models.PositiveSmallIntegerField()
    fixed = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("avis sur la réparation")
        verbose_name_plural = _("avis sur la réparation")
        constraints = [models.UniqueConstraint(fields=["incident", "member", "round"], name="verdict_once")]

    def __str__(self):
        return f"{self.incident_id}: {'fixed' if self.fixed else 'not fixed'}"
