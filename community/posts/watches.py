from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Watch(models.Model):
    """What a member wants to hear of besides single posts: a topic ("tag:velo", "member:5"), words, or an area.
    Exactly one of the three. Whoever publishes what fits makes it known to them (community.posts.telling_new)."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    topic = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=100, blank=True, help_text="folded; each must begin a word of the post")
    # The longest of the words: a new post asks for those that one of its words begins with.
    rarest = models.CharField(max_length=100, blank=True, editable=False)
    shape = models.JSONField(null=True, blank=True, help_text="GeoJSON Polygon, WGS 84")
    south = models.FloatField(null=True, blank=True)
    west = models.FloatField(null=True, blank=True)
    north = models.FloatField(null=True, blank=True)
    east = models.FloatField(null=True, blank=True)
    kind = models.CharField(max_length=20, blank=True, help_text="only posts of this kind")
    label = models.CharField(_("nom"), max_length=120)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("veille")
        verbose_name_plural = _("veilles")
        ordering = ["label", "pk"]
        indexes = [
            models.Index(fields=["topic"], name="watch_by_topic"),
            models.Index(fields=["rarest"], name="watch_by_word"),
            models.Index(fields=["south", "north"], name="watch_area", condition=models.Q(south__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "topic", "kind"], condition=~models.Q(topic=""), name="watch_topic_once"
            ),
            models.UniqueConstraint(
                fields=["member", "words", "kind"], condition=~models.Q(words=""), name="watch_words_once"
            ),
            models.UniqueConstraint(
                fields=["member", "south", "west", "north", "east", "kind"], name="watch_area_once"
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def subject(self):
        """What it is called where one may mute it; short enough for a notification."""
        return self.topic if 0 < len(self.topic) <= 60 else f"watch:{self.pk}"
