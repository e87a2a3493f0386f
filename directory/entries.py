"""The lines of the directory."""

from itertools import count

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from community.places.cells import cell_at
from community.places.models import Place, Territory
from community.places.words import fold
from community.tickets.models import Authority
from community.tickets.models import Category as IncidentCategory

from .categories import Category

SHOWN = Q(hidden_at__isnull=True)
# What a source says of an entry, and what nobody but its holder changes once it is claimed.
SAID = ("name", "category_id", "text", "address", "lat", "lon", "territory_id", "phone", "email", "website", "hours",
        "hours_text", "accessibility")  # fmt: skip
# Words that addresses of the directory begin with: no entry is called so.
RESERVED = {"advice", "mine", "new", "claims", "desks", "export", "feed", "recommendations"}


class EntryQuerySet(models.QuerySet):
    def shown(self):
        """What has a page: all but what moderation has hidden."""
        return self.filter(hidden_at=None)

    def listed(self):
        """What lists hold: of those shown, what is not closed for good."""
        return self.shown().filter(closed_on=None)


class Entry(models.Model):
    """One line of the directory: a service, a shop, a doctor, an association, a place.

    The ground's `Place` of the same name and point is its line in the gazetteer: found by the search, picked in forms,
    followed. Until somebody claims it, an entry is what its source says; from then on no import changes it."""

    place = models.OneToOneField(Place, models.PROTECT, null=True, blank=True, related_name="entry")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("nom"), max_length=200)
    # What lists are in the order of: the name without accents or case.
    sort_key = models.CharField(max_length=200, editable=False)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="entries", verbose_name=_("catégorie"), db_index=False
    )
    text = models.TextField(_("présentation"), max_length=3000, blank=True)
    address = models.CharField(_("adresse"), max_length=300, blank=True)
    # None for what has no door of its own (an association that meets at its members').
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    cell = models.BigIntegerField(null=True, editable=False)
    territory = models.ForeignKey(
        Territory, models.SET_NULL, null=True, blank=True, related_name="entries", verbose_name=_("territoire"),
        db_index=False,
    )  # fmt: skip
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("site"), max_length=300, blank=True)
    # OpenStreetMap's opening_hours syntax (wiki.openstreetmap.org/wiki/Key:opening_hours/specification).
    hours = models.CharField(_("horaires"), max_length=500, blank=True)
    # What was given as hours and cannot be computed with: shown as it is, and said so.
    hours_text = models.CharField(_("horaires, en mots"), max_length=1000, blank=True)
    # {"wheelchair": "yes"|"limited"|"no", "wheelchair_toilet": …, "hearing_loop": …, "tactile_paving": …, "note": text}
    accessibility = models.JSONField(_("accessibilité"), default=dict, blank=True)
    accessible = models.BooleanField(default=False, editable=False, help_text="wheelchair: yes; follows from the facts")
    official = models.ForeignKey(
        Authority, models.SET_NULL, null=True, blank=True, related_name="entries",
        verbose_name=_("service de"), help_text=_("l’autorité dont c’est un service"), db_index=False,
    )  # fmt: skip
    desk_for = models.ManyToManyField(
        IncidentCategory, blank=True, related_name="desks", verbose_name=_("guichet pour"),
        help_text=_("les signalements pour lesquels on s’adresse ici"),
    )  # fmt: skip
    # Where it comes from, and what the source says today: a re-import compares with it and changes nothing else.
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    source_url = models.URLField(max_length=300, blank=True)
    source_on = models.DateField(_("relevé le"), null=True, blank=True, help_text=_("la date des données"))
    seen_at = models.DateTimeField(null=True, blank=True, help_text="when an import last found it")
    gone_at = models.DateTimeField(null=True, blank=True, help_text="when its source no longer had it")
    # {field: what the source says today}, where an entry that somebody holds says otherwise.
    differs = models.JSONField(default=dict, blank=True, editable=False)
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
        # Each list is read from the one that is in its order already (directory.filters); the partial ones are of what
        # few entries have.
        indexes = [
            models.Index(fields=["sort_key", "id"], name="entry_by_name", condition=SHOWN),
            models.Index(fields=["category", "sort_key", "id"], name="entry_by_category", condition=SHOWN),
            models.Index(fields=["territory", "sort_key", "id"], name="entry_by_territory", condition=SHOWN),
            models.Index(fields=["territory", "category", "sort_key", "id"], name="entry_by_both", condition=SHOWN),
            models.Index(fields=["sort_key", "id"], name="entry_with_hours", condition=SHOWN & ~Q(hours="")),
            models.Index(fields=["sort_key", "id"], name="entry_accessible", condition=SHOWN & Q(accessible=True)),
            models.Index(fields=["sort_key", "id"], name="entry_official", condition=SHOWN & Q(official__isnull=False)),
            models.Index(fields=["sort_key", "id"], name="entry_praised", condition=SHOWN & Q(recommended__gt=0)),
            models.Index(fields=["lat", "lon"], name="entry_near"),
            models.Index(fields=["category", "lat", "lon"], name="entry_near_of"),
            models.Index(fields=["official"], name="entry_of_authority", condition=Q(official__isnull=False)),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def from_db(cls, db, field_names, values):
        entry = super().from_db(db, field_names, values)
        entry._slug = entry.__dict__.get("slug")
        return entry

    def save(self, *args, **kwargs):
        self.index()
        if not self.slug:
            self.slug = free_slug(self.name)
        super().save(*args, **kwargs)
        before, self._slug = getattr(self, "_slug", None), self.slug
        if before and before != self.slug:  # a link that was shared goes on leading here
            FormerSlug.objects.update_or_create(slug=before, defaults={"entry": self})

    def index(self):
        """What follows from the name and the point; for bulk writes, which call no save()."""
        self.sort_key = fold(self.name)[:200]
        self.cell = None if self.lat is None else cell_at(self.lat, self.lon)
        self.accessible = (self.accessibility or {}).get("wheelchair") == "yes"

    @property
    def is_held(self):
        """Whether somebody answers for what stands here: no import changes it then."""
        return bool(self.claimed_at or self.checked_on)

    def get_absolute_url(self):
        return reverse("directory:entry", args=[self.slug])

    @property
    def topic(self):
        return f"entry:{self.pk}"


class FormerSlug(models.Model):
    """An address that an entry once had."""

    slug = models.SlugField(max_length=80, unique=True)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="former_slugs")

    def __str__(self):
        return self.slug


class Origin(models.Model):
    """A further source that holds the same place: what it says fills what the first source leaves empty."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="origins")
    source = models.CharField(max_length=200)
    source_key = models.CharField(max_length=120, unique=True)
    source_url = models.URLField(max_length=300, blank=True)
    source_on = models.DateField(null=True, blank=True)
    said = models.JSONField(default=dict)
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"{self.source}: {self.source_key}"


class Tally(models.Model):
    """How many entries of a category lists hold in a territory (None: where no town is covered): counted now and then,
    and after each import (directory.counting)."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="tallies")
    territory = models.ForeignKey(Territory, models.CASCADE, null=True, related_name="+")
    count = models.PositiveIntegerField()

    def __str__(self):
        return f"{self.category_id}@{self.territory_id}: {self.count}"


def free_slug(name):
    """An address for an entry of this name that no other has or had."""
    stem = stem_of(name)
    taken = set(Entry.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= set(FormerSlug.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken and stem not in RESERVED:
        return stem
    return next(slug for number in count(2) if (slug := f"{stem}-{number}") not in taken)


def stem_of(name):
    """What an address of this name begins with: "pharmacie-de-l-eglise"."""
    return slugify(fold(name))[:60].strip("-") or "lieu"
