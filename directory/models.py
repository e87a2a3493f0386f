from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.places.cells import cell_at
from community.places.models import Place, Territory
from community.places.translated import InReadersLanguage
from community.places.words import fold
from community.tickets.models import Authority
from community.tickets.models import Category as IncidentCategory

from .advices import Advice, Named  # noqa: F401  models of this app
from .claims import Claim, Move  # noqa: F401  models of this app
from .recommendations import Recommendation  # noqa: F401  a model of this app


class Category(models.Model):
    """What an entry is: a tree of two levels. `matches` are the words by which other people's files say it
    (OpenStreetMap's "amenity=pharmacy", a city's "Pharmacies"), so that one import rule is one row."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("dans")
    )
    name_fr = models.CharField(_("nom (français)"), max_length=80)
    name_en = models.CharField(_("nom (anglais)"), max_length=80, blank=True)
    synonyms_fr = models.TextField(_("mots ordinaires (français)"), blank=True, help_text=_("séparés par des virgules"))
    synonyms_en = models.TextField(_("mots ordinaires (anglais)"), blank=True, help_text=_("séparés par des virgules"))
    matches = models.JSONField(_("mots des fichiers"), default=list, blank=True)
    icon = models.CharField(_("icône"), max_length=40, default="store")
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    public = models.BooleanField(_("service public"), default=False)
    meeting = models.BooleanField(_("lieu de rendez-vous"), default=False, help_text=_("animé, facile à trouver"))
    recommendable = models.BooleanField(_("se recommande"), default=True)

    name = InReadersLanguage("name")
    synonyms = InReadersLanguage("synonyms")

    class Meta:
        verbose_name = _("catégorie de l'annuaire")
        verbose_name_plural = _("catégories de l'annuaire")
        ordering = ["position", "name_fr"]

    def __str__(self):
        return self.name


class EntryQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(hidden_at=None)


class Entry(models.Model):
    """One line of the directory: a service, a shop, a doctor, an association, a place.

    The ground's `Place` of the same name and point is its line in the gazetteer: found by the search, picked in forms,
    followed. Until somebody claims it, an entry is what its source says; from then on no import changes it."""

    place = models.OneToOneField(Place, models.PROTECT, null=True, blank=True, related_name="entry")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    # What lists are in the order of: the name without accents or case.
    sort_key = models.CharField(max_length=200, editable=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="entries", verbose_name=_("catégorie"))
    text = models.TextField(_("présentation"), max_length=3000, blank=True)
    address = models.CharField(_("adresse"), max_length=300, blank=True)
    # None for what has no door of its own (an association that meets at its members').
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    cell = models.BigIntegerField(null=True, editable=False)
    territory = models.ForeignKey(
        Territory, models.SET_NULL, null=True, blank=True, related_name="entries", verbose_name=_("territoire")
    )
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("site"), max_length=300, blank=True)
    # OpenStreetMap's opening_hours syntax (wiki.openstreetmap.org/wiki/Key:opening_hours/specification).
    hours = models.CharField(_("horaires"), max_length=500, blank=True)
    # What was given as hours and cannot be computed with: shown as it is, and said so.
    hours_text = models.CharField(_("horaires, en mots"), max_length=1000, blank=True)
    # {"wheelchair": "yes"|"limited"|"no", "wheelchair_toilet": …, "hearing_loop": …, "tactile_paving": …, "note": text}
    accessibility = models.JSONField(_("accessibilité"), default=dict, blank=True)
    official = models.ForeignKey(
        Authority, models.SET_NULL, null=True, blank=True, related_name="entries",
        verbose_name=_("service de"), help_text=_("l'autorité dont c'est un service"),
    )  # fmt: skip
    desk_for = models.ManyToManyField(
        IncidentCategory, blank=True, related_name="desks", verbose_name=_("guichet pour"),
        help_text=_("les signalements pour lesquels on s'adresse ici"),
    )  # fmt: skip
    # Where it comes from, and what the source says today: a re-import compares with it and changes nothing else.
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    source_url = models.URLField(max_length=300, blank=True)
    source_on = models.DateField(_("relevé le"), null=True, blank=True, help_text=_("la date des données"))
    seen_at = models.DateTimeField(null=True, blank=True, help_text="when an import last found it")
    gone_at = models.DateTimeField(null=True, blank=True, help_text="when its source no longer had it")
    claimed_at = models.DateTimeField(_("revendiquée le"), null=True, blank=True)
    checked_on = models.DateField(_("vérifiée le"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("masquée le"), null=True, blank=True)
    closed_on = models.DateField(_("fermée définitivement le"), null=True, blank=True)
    recommended = models.PositiveIntegerField(default=0, editable=False, help_text="visible recommendations")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("fiche")
        verbose_name_plural = _("fiches")
        indexes = [
            models.Index(fields=["sort_key", "id"], name="entry_by_name", condition=Q(hidden_at__isnull=True)),
            models.Index(
                fields=["category", "sort_key", "id"], name="entry_by_category", condition=Q(hidden_at__isnull=True)
            ),
            models.Index(fields=["territory", "category", "sort_key", "id"], name="entry_by_territory"),
            models.Index(fields=["cell"], name="entry_by_cell"),
            models.Index(fields=["lat", "lon"], name="entry_near"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.index()
        super().save(*args, **kwargs)

    def index(self):
        """What follows from the name and the point; for bulk writes, which call no save()."""
        self.sort_key = fold(self.name)[:200]
        self.cell = None if self.lat is None else cell_at(self.lat, self.lon)

    def get_absolute_url(self):
        return reverse("directory:entry", args=[self.slug])

    @property
    def topic(self):
        return f"entry:{self.pk}"
