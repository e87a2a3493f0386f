"""What a member looks for: words, categories, a price, a place; and what was found for them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from shapely.geometry import shape as shape_of

from community.places.models import Territory


class Often(models.TextChoices):
    NOW = "now", _("tout de suite")
    DAILY = "daily", _("une fois par jour")
    WEEKLY = "weekly", _("une fois par semaine")
    NONE = "none", _("jamais : je regarde moi-même")


class SavedSearch(models.Model):
    """Each criterion may be empty; an ad fits when it fits all that are not."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    label = models.CharField(_("nom"), max_length=120)
    words = models.CharField(max_length=100, blank=True, help_text="folded; each must begin a word of the ad")
    category = models.ForeignKey(
        "classifieds.Category", models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )
    intents = models.CharField(max_length=40, blank=True, help_text="codes between commas; none: all of them")
    most_cents = models.PositiveIntegerField(null=True, blank=True, help_text="0: free things only")
    territory = models.ForeignKey(Territory, models.CASCADE, null=True, blank=True, related_name="+", db_index=False)
    shape = models.JSONField(null=True, blank=True, help_text="GeoJSON Polygon, WGS 84")
    # The box around the shape: most searches of elsewhere are left aside by it, before any shape is read.
    south = models.FloatField(null=True, blank=True, editable=False)
    west = models.FloatField(null=True, blank=True, editable=False)
    north = models.FloatField(null=True, blank=True, editable=False)
    east = models.FloatField(null=True, blank=True, editable=False)
    place = models.CharField(max_length=120, blank=True, help_text="what the shape is called")
    often = models.CharField(_("me prévenir"), max_length=6, choices=Often.choices, default=Often.NOW)
    paused_at = models.DateTimeField(null=True, blank=True)
    # The rarest thing asked for, as `hooks.py` writes it: a new ad asks for the hooks it hangs on, in one query. Empty
    # while nobody wants to hear of it.
    hook = models.CharField(max_length=40, blank=True, editable=False)
    # When its gathered finds are told next.
    next_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("recherche gardée")
        verbose_name_plural = _("recherches gardées")
        ordering = ["label", "pk"]
        indexes = [
            models.Index(fields=["hook"], name="saved_search_hook"),
            models.Index(fields=["next_at"], name="saved_search_due", condition=models.Q(next_at__isnull=False)),
        ]

    def __str__(self):
        return self.label

    def outline(self):
        """Let the box say what the shape says."""
        bounds = shape_of(self.shape).bounds if self.shape else (None,) * 4
        self.west, self.south, self.east, self.north = bounds

    @property
    def is_running(self):
        return self.paused_at is None and self.often != Often.NONE


class SearchHit(models.Model):
    """An ad that a saved search has found, once; told at once or with others, or not any more."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="hits")
    ad = models.ForeignKey("classifieds.Classified", models.CASCADE, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "ad"], name="search_hit_once")]
        indexes = [models.Index(fields=["search"], name="search_hit_untold", condition=models.Q(told_at__isnull=True))]

    def __str__(self):
        return f"{self.search_id}→{self.ad_id}"
