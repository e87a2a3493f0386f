from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.places.models import Place
from community.posts.models import Post, PostQuerySet


class Side(models.TextChoices):
    LOST = "lost", _("Perdu")
    FOUND = "found", _("Trouvé")


class What(models.TextChoices):
    KEYS = "keys", _("Clés")
    PHONE = "phone", _("Téléphone")
    WALLET = "wallet", _("Portefeuille")
    PAPERS = "papers", _("Papiers d'identité")
    BAG = "bag", _("Sac")
    GLASSES = "glasses", _("Lunettes")
    CLOTHES = "clothes", _("Vêtement")
    JEWEL = "jewel", _("Bijou, montre")
    TOY = "toy", _("Jouet, doudou")
    BICYCLE = "bicycle", _("Vélo, trottinette")
    CARD = "card", _("Carte (transport, banque)")
    DEVICE = "device", _("Appareil électronique")
    CAT = "cat", _("Chat")
    DOG = "dog", _("Chien")
    ANIMAL = "animal", _("Autre animal")
    OTHER = "other", _("Autre chose")


ANIMALS = (What.CAT, What.DOG, What.ANIMAL)


class Colour(models.TextChoices):
    BLACK = "black", _("noir")
    GREY = "grey", _("gris")
    WHITE = "white", _("blanc")
    BROWN = "brown", _("marron")
    BEIGE = "beige", _("beige")
    RED = "red", _("rouge")
    PINK = "pink", _("rose")
    ORANGE = "orange", _("orange")
    YELLOW = "yellow", _("jaune")
    GREEN = "green", _("vert")
    BLUE = "blue", _("bleu")
    PURPLE = "purple", _("violet")
    GOLD = "gold", _("doré")
    SILVER = "silver", _("argenté")
    MIXED = "mixed", _("plusieurs couleurs")


class Item(Post):
    """Something lost, or found: told so that the other half can be recognised. What only its owner knows
    (`secret`, a chip number) is never shown, and is what proves it theirs."""

    side = models.CharField(max_length=5, choices=Side.choices)
    what = models.CharField(_("quoi"), max_length=10, choices=What.choices)
    colours = models.JSONField(_("couleurs"), default=list, blank=True)
    marks = models.CharField(_("signes particuliers"), max_length=300, blank=True)
    brand = models.CharField(_("marque"), max_length=60, blank=True)
    happened_on = models.DateField(_("quand"))
    # Kept from everybody: the chip or serial number (hashed where it is compared), and what only the owner can know.
    number_hash = models.CharField(max_length=64, blank=True, editable=False)
    secret = models.CharField(_("ce que seul son propriétaire sait"), max_length=300, blank=True)
    # Where it is kept, when it is not with the finder: the lost-property office of the town.
    office = models.CharField(_("déposé à"), max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_key = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    returned = models.BooleanField(default=False, help_text="it is with its owner again")

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("objet perdu ou trouvé")
        verbose_name_plural = _("objets perdus et trouvés")
        indexes = [
            models.Index(fields=["side", "what", "-happened_on"], name="item_to_match", condition=Q(closed_at=None)),
            models.Index(fields=["number_hash"], name="item_by_number", condition=~Q(number_hash="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=~Q(source_key=""), name="item_imported_once"
            )
        ]

    def get_absolute_url(self):
        return reverse("lost_found:page", args=[self.pk])

    @property
    def is_animal(self):
        return self.what in ANIMALS


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
