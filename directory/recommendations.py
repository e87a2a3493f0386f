from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.blocks import seen_by


class RecommendationQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(hidden_at=None)

    def seen_by(self, reader):
        """Those shown, without what members apart from the reader wrote. Staff see everybody's."""
        return seen_by(reader, self.shown())

    def newest(self):
        return self.select_related("author").order_by("-created_at", "-pk")


class Recommendation(models.Model):
    """A neighbour's word about an entry: a text, and whether they used it. No stars. Whoever runs it may answer.

    Its verbs stand in directory.recommending."""

    entry = models.ForeignKey("directory.Entry", models.CASCADE, related_name="recommendations")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="recommendations")
    text = models.TextField(_("votre avis"), max_length=1500)
    used = models.BooleanField(_("j’y suis allé·e, je m’en suis servi·e"), default=False)
    used_on = models.CharField(_("quand"), max_length=7, blank=True, help_text="2026-11")
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("réponse"), max_length=1500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommandation")
        verbose_name_plural = _("recommandations")
        constraints = [models.UniqueConstraint(fields=["entry", "author"], name="recommendation_once")]
        indexes = [models.Index(fields=["entry", "-created_at", "-id"], name="recommendation_newest")]

    def __str__(self):
        return f"{self.author_id}→{self.entry_id}"

    @property
    def topic(self):
        return f"recommendation:{self.pk}"

    def get_absolute_url(self):
        return f"{self.entry.get_absolute_url()}#recommendation-{self.pk}"
