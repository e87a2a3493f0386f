"""The list of ads as it is read: one narrow row for each ad that stands on it, and how many there are of what.

Only `listed.settle` writes here, within the transaction of the act that changes the ad."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.places.models import Territory


class Listing(models.Model):
    """What the list is ordered and narrowed by, beside one another in indexes that are already in its order.

    No row: the ad is on no list (over, held, hidden by moderation)."""

    ad = models.OneToOneField("classifieds.Classified", models.CASCADE, primary_key=True, related_name="listing")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    # The first ad of a thing that was posted again, else the ad itself: who hides one hides them all.
    line = models.BigIntegerField()
    listed_at = models.DateTimeField()
    intent = models.CharField(max_length=6)
    category = models.ForeignKey("classifieds.Category", models.PROTECT, related_name="+", db_index=False)
    family = models.ForeignKey("classifieds.Category", models.PROTECT, related_name="+", db_index=False)
    condition = models.CharField(max_length=8, blank=True)
    price = models.PositiveIntegerField(null=True, help_text="cents; 0: free; None: there is nothing to pay or say")
    with_photo = models.BooleanField(default=False)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="+", db_index=False)
    city = models.ForeignKey(Territory, models.PROTECT, related_name="+", db_index=False)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        verbose_name = _("ligne de la liste")
        verbose_name_plural = _("lignes de la liste")
        indexes = [
            models.Index(fields=["-listed_at", "-ad"], name="listing_newest"),
            models.Index(fields=["category", "-listed_at", "-ad"], name="listing_by_category"),
            models.Index(fields=["family", "-listed_at", "-ad"], name="listing_by_family"),
            models.Index(fields=["intent", "-listed_at", "-ad"], name="listing_by_intent"),
            models.Index(fields=["territory", "-listed_at", "-ad"], name="listing_by_territory"),
            models.Index(fields=["city", "-listed_at", "-ad"], name="listing_by_city"),
            models.Index(
                fields=["price", "-listed_at", "-ad"], name="listing_by_price", condition=Q(price__isnull=False)
            ),
            models.Index(fields=["lat", "lon"], name="listing_near"),
        ]

    def __str__(self):
        return str(self.ad_id)


class AdCount(models.Model):
    """How many ads stand on the list: of a territory (0: everywhere), a category (0: any), an intent ("": any), and of
    one value of one facet ("": all of them). Every level has its own rows, so that a page reads and never adds up."""

    territory = models.BigIntegerField()
    category = models.BigIntegerField()
    intent = models.CharField(max_length=6, blank=True)
    facet = models.CharField(max_length=9, blank=True)
    value = models.CharField(max_length=20, blank=True)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "category", "intent", "facet", "value"], name="ad_count_once"
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.territory}/{self.category}/{self.intent} {self.facet}={self.value}: {self.count}"
