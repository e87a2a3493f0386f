from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.posts.models import Post
from community.tickets.models import Authority

from .closing import Closing
from .mending import Mending
from .telling import ItemQuerySet
from .things import ANIMALS, Colour, Sex, Side, Size, What

__all__ = ["Colour", "Item", "Match", "Side", "What"]


class Item(Mending, Closing, Post):
    """Something lost, or found: told so that the other half can be recognised. What only its owner knows (`secret`, a
    chip number) is never shown, and is what proves it theirs; both are erased when it is closed.

    Where it was is the post's own point: the middle of a square for a home, None for a bus. Its verbs stand in the
    modules named after them: telling, mending, closing."""

    side = models.CharField(max_length=5, choices=Side.choices)
    what = models.CharField(_("quoi"), max_length=10, choices=What.choices)
    # ",red,blue,": so that "is it red?" is asked alike of every database.
    colour_codes = models.CharField(_("couleurs"), max_length=120, blank=True)
    brand = models.CharField(_("marque"), max_length=60, blank=True)
    sex = models.CharField(_("sexe"), max_length=6, choices=Sex.choices, blank=True)
    size = models.CharField(_("taille"), max_length=6, choices=Size.choices, blank=True)
    collar = models.CharField(_("collier"), max_length=100, blank=True)
    line = models.CharField(_("transport"), max_length=60, blank=True)
    happened_on = models.DateField(_("quand"))
    happened_to = models.DateField(_("au plus tard"), null=True, blank=True)
    # Kept from everybody: the chip or serial number (hashed, for it is only compared) and what only the owner can know;
    # what the finder asks of whoever says that it is theirs, those read who say so.
    number_hash = models.CharField(max_length=64, blank=True, editable=False)
    secret = models.CharField(_("ce que seul son propriétaire sait"), max_length=300, blank=True)
    question = models.CharField(_("question à qui le réclame"), max_length=300, blank=True)
    # Where it is kept, when it is not with the finder; an authority's when its own office keeps it.
    office = models.CharField(_("déposé à"), max_length=200, blank=True)
    authority = models.ForeignKey(Authority, models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=200, blank=True)
    source_key = models.CharField(max_length=120, blank=True)
    # The square of the town it lies in (lost_found.reach), None without a point: what matching looks around.
    square = models.BigIntegerField(null=True, editable=False)
    listed_at = models.DateTimeField(null=True, blank=True, help_text="what the list is ordered by; None once closed")
    kept_at = models.DateTimeField(default=timezone.now, help_text="when its author last said that it still is so")
    asked = models.PositiveSmallIntegerField(default=0, help_text="how often they were asked since")
    closed_at = models.DateTimeField(null=True, blank=True)
    returned = models.BooleanField(default=False, help_text="it is with its owner again")

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("objet perdu ou trouvé")
        verbose_name_plural = _("objets perdus et trouvés")
        indexes = [
            models.Index(
                fields=["side", "what", "square", "happened_on"], name="item_near", condition=Q(closed_at__isnull=True)
            ),
            models.Index(fields=["side", "what", "happened_on"], name="item_of_a_day", condition=Q(closed_at=None)),
            models.Index(fields=["number_hash"], name="item_by_number", condition=~Q(number_hash="")),
            models.Index(
                fields=["side", "-listed_at", "-post_ptr"], name="item_newest", condition=Q(listed_at__isnull=False)
            ),
            models.Index(
                fields=["side", "what", "-listed_at", "-post_ptr"], name="item_newest_of",
                condition=Q(listed_at__isnull=False),
            ),
            models.Index(fields=["side", "kept_at"], name="item_to_ask", condition=Q(closed_at__isnull=True)),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=~Q(source_key=""), name="item_imported_once"
            )
        ]

    def get_absolute_url(self):
        return reverse("lost_found:page", args=[self.pk])

    @property
    def colours(self):
        return [code for code in self.colour_codes.split(",") if code]

    @property
    def is_animal(self):
        return self.what in ANIMALS

    @property
    def is_lost(self):
        return self.side == Side.LOST

    @property
    def last_day(self):
        """The latest day on which it can have happened."""
        return self.happened_to or self.happened_on


class Match(models.Model):
    """One lost and one found that may be the same, how sure, and why in words; told to both once."""

    lost = models.ForeignKey(Item, models.CASCADE, related_name="matches_found")
    found = models.ForeignKey(Item, models.CASCADE, related_name="matches_lost")
    score = models.PositiveSmallIntegerField(help_text="of 100")
    reasons = models.JSONField(default=list, help_text='[["colour", "black"], ["days", 2], ["metres", 140]…]')
    created_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)
    # By either of the two: it is not the same thing.
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("correspondance")
        verbose_name_plural = _("correspondances")
        constraints = [models.UniqueConstraint(fields=["lost", "found"], name="match_once")]

    def __str__(self):
        return f"{self.lost_id}↔{self.found_id}: {self.score}"
