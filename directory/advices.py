from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.posts.models import Comment, Phase, Post

from .asking import AdviceQuerySet


class Advice(Post):
    """ "Who knows a good plumber?": a post that collects recommendations of entries, and answers in words.

    Its verbs stand in directory.asking and directory.naming."""

    category = models.ForeignKey(
        "directory.Category", models.SET_NULL, null=True, blank=True, related_name="asked_for",
        verbose_name=_("pour quoi"),
    )  # fmt: skip
    html = models.TextField(blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de conseil")
        verbose_name_plural = _("demandes de conseil")

    def get_absolute_url(self):
        return reverse("directory:advice", args=[self.pk])

    @property
    def is_settled(self):
        return self.state == Phase.DONE


class Named(models.Model):
    """A neighbour's recommendation, given in answer to somebody who asked. One recommendation may answer several; when
    it is taken back, so is this."""

    advice = models.ForeignKey(Advice, models.CASCADE, related_name="named")
    recommendation = models.ForeignKey("directory.Recommendation", models.CASCADE, related_name="named")
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["advice", "recommendation"], name="named_once")]

    def __str__(self):
        return f"{self.recommendation_id}→{self.advice_id}"
