from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.posts.models import Post, PostQuerySet
from community.tickets.models import Category


class Nature(models.TextChoices):
    PROBLEM = "problem", _("Problème")
    SUGGESTION = "suggestion", _("Suggestion")
    COMPLIMENT = "compliment", _("Bravo")


class Incident(Post):
    """Something about public space: a problem, a suggestion or a compliment."""

    nature = models.CharField(_("genre"), max_length=10, choices=Nature.choices, default=Nature.PROBLEM)
    category = models.ForeignKey(Category, models.PROTECT, related_name="incidents", verbose_name=_("catégorie"))
    answers = models.JSONField(_("réponses"), default=dict, blank=True)
    escalated_at = models.DateTimeField(_("transmis le"), null=True, blank=True)
    last_seen_at = models.DateTimeField(_("vu pour la dernière fois le"), default=timezone.now)
    gone_count = models.PositiveIntegerField(default=0, editable=False)
    # Sent without an account: unpublished until the address answers (incidents.without_account).
    awaiting_email = models.EmailField(blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("signalement")
        verbose_name_plural = _("signalements")
        indexes = [models.Index(fields=["category"], name="incident_by_category")]


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
