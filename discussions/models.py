from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.posts.models import Phase, Post

from .saying import DiscussionQuerySet
from .taking_back import Mended


class Discussion(Mended, Post):
    """A neighbour's word to neighbours: to a quarter, the town, a spot in it, or a group.

    Its verbs stand in the modules named after them: saying, taking_back."""

    html = models.TextField(blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def get_absolute_url(self):
        return reverse("discussions:page", args=[self.pk])

    @property
    def is_settled(self):
        return self.state == Phase.DONE
