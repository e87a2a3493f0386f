from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from community.places.approximate import SIDE
from community.places.translated import InReadersLanguage
from community.posts.models import Phase, Post

from . import prices
from .goods import GoodsRule  # noqa: F401  a model of this app
from .listings import AdCount, Listing  # noqa: F401  models of this app
from .loans.models import Loan  # noqa: F401  a model of this app
from .offering import ClassifiedQuerySet
from .saved import SavedSearch, SearchHit  # noqa: F401  models of this app


class Intent(models.TextChoices):
    GIVE = "give", _("Je donne")
    SELL = "sell", _("Je vends")
    LEND = "lend", _("Je prête")
    SWAP = "swap", _("J’échange")
    WANTED = "wanted", _("Je cherche")


class Condition(models.TextChoices):
    NEW = "new", _("Neuf")
    LIKE_NEW = "like_new", _("Comme neuf")
    GOOD = "good", _("Bon état")
    WORN = "worn", _("Usé, mais sert encore")
    BROKEN = "broken", _("En panne ou pour pièces")


class Outcome(models.TextChoices):
    """What became of it, asked once, in one question."""

    HERE = "here", _("parti ici")
    ELSEWHERE = "elsewhere", _("parti ailleurs")
    KEPT = "kept", _("gardé")


class Category(models.Model):
    """What an ad is about: a tree of two levels. What one thing of it weighs, and what making a new one emits, where
    somebody who counts such things has published it."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("dans")
    )
    name_fr = models.CharField(_("nom (français)"), max_length=80)
    name_en = models.CharField(_("nom (anglais)"), max_length=80, blank=True)
    synonyms_fr = models.TextField(_("mots ordinaires (français)"), blank=True, help_text=_("séparés par des virgules"))
    synonyms_en = models.TextField(_("mots ordinaires (anglais)"), blank=True, help_text=_("séparés par des virgules"))
    icon = models.CharField(_("icône"), max_length=40, default="package")
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    active = models.BooleanField(_("proposée"), default=True)
    bulky = models.BooleanField(
        _("encombrant"), default=False, help_text=_("on peut demander l’enlèvement si personne ne le prend")
    )
    days = models.PositiveSmallIntegerField(_("durée d’une annonce (jours)"), default=30)
    kg = models.FloatField(_("poids moyen (kg)"), null=True, blank=True)
    co2_kg = models.FloatField(_("CO₂ évité par objet (kg)"), null=True, blank=True)
    source = models.CharField(_("source de ces chiffres"), max_length=200, blank=True)
    source_url = models.URLField(_("adresse de la source"), max_length=300, blank=True)

    name = InReadersLanguage("name")
    synonyms = InReadersLanguage("synonyms")

    class Meta:
        verbose_name = _("catégorie d’annonces")
        verbose_name_plural = _("catégories d’annonces")
        ordering = ["position", "name_fr"]

    def __str__(self):
        return self.name


class Classified(Post):
    """An ad. `Post.lat`/`lon` are the middle of a square of the town (community.places.approximate); the door is in
    `exact_lat`/`exact_lon` and `pickup`, for the one it is promised to.

    Phases: open (available), progress (all promised), done (handed over), closed (expired, or taken away)."""

    intent = models.CharField(_("annonce"), max_length=6, choices=Intent.choices)
    category = models.ForeignKey(Category, models.PROTECT, related_name="classifieds", verbose_name=_("catégorie"))
    condition = models.CharField(pgettext_lazy("objet", "état"), max_length=8, choices=Condition.choices, blank=True)
    price_cents = models.PositiveIntegerField(_("prix (centimes)"), null=True, blank=True, help_text="None: free")
    negotiable = models.BooleanField(_("à débattre"), default=False)
    swap_for = models.CharField(_("contre"), max_length=200, blank=True)
    exact_lat = models.FloatField(null=True, blank=True)
    exact_lon = models.FloatField(null=True, blank=True)
    exact_label = models.CharField(_("adresse"), max_length=200, blank=True)
    pickup = models.CharField(_("où et comment la prendre"), max_length=300, blank=True)
    expires_at = models.DateTimeField(_("expire le"))
    warned_at = models.DateTimeField(null=True, blank=True, help_text="when its author was asked to renew it")
    renewals = models.PositiveSmallIntegerField(default=0, editable=False)
    # The first ad of a thing that was posted again: who hides one hides them all.
    first = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reposts")
    outcome = models.CharField(_("issue"), max_length=9, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="done, expired or taken away")
    # What the list is ordered by (classifieds.listings); None: on no list.
    listed_at = models.DateTimeField(null=True, blank=True)
    # Written and checked, and waiting for a moderator; why, in words for its author.
    held_at = models.DateTimeField(_("retenue le"), null=True, blank=True)
    held_why = models.CharField(max_length=300, blank=True)
    # "If nobody takes it by then, ask the city to collect it": home carries it out (home/collecting.py).
    collect_at = models.DateTimeField(_("demander l’enlèvement le"), null=True, blank=True)
    collection = models.ForeignKey(
        Post, models.SET_NULL, null=True, blank=True, related_name="+", help_text="what asks the city to collect it"
    )

    objects = ClassifiedQuerySet.as_manager()

    class Meta:
        verbose_name = _("annonce")
        verbose_name_plural = _("annonces")
        indexes = [
            models.Index(fields=["expires_at"], name="ad_expiring", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["collect_at"], name="ad_to_collect", condition=Q(collect_at__isnull=False)),
        ]  # fmt: skip

    def get_absolute_url(self):
        return reverse("classifieds:page", args=[self.pk])

    @property
    def is_free(self):
        return self.intent == Intent.GIVE or (self.intent == Intent.SELL and self.price_cents is None)

    @property
    def price_words(self):
        """What it costs, in the reader's language; "" where that is no question."""
        if self.is_free:
            return gettext("Gratuit")
        return "" if self.price_cents is None else prices.in_words(self.price_cents)

    @property
    def is_reserved(self):
        return self.state == Phase.PROGRESS

    @property
    def square(self):
        """Metres of a side of the square that stands for the door; None where only the quarter is said."""
        return None if self.lat is None else SIDE

    @property
    def is_over(self):
        return self.closed_at is not None


class Favourite(models.Model):
    """An ad that a member keeps at hand; they hear of a lower price, and that it is free again."""

    ad = models.ForeignKey(Classified, models.CASCADE, related_name="favourites")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favourite_ads")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ad", "member"], name="favourite_once")]

    def __str__(self):
        return f"{self.member_id}→{self.ad_id}"


class Unwanted(models.Model):
    """An ad that a member wants to see no more, nor what it is posted again as: the first of its line."""

    first = models.ForeignKey(Classified, models.CASCADE, related_name="unwanted_by")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="unwanted_ads")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "member"], name="unwanted_once")]

    def __str__(self):
        return f"{self.member_id}→{self.first_id}"
