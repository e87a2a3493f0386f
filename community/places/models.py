from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .cells import cell_at
from .words import fold


class Level(models.TextChoices):
    DEPARTEMENT = "departement", _("Département")
    AGGLOMERATION = "agglomeration", _("Agglomération")
    CITY = "city", _("Commune")
    NEIGHBOURHOOD = "neighbourhood", _("Quartier")


# From the widest to the most precise: how specific a rule about a territory is.
DEPTH = {level: depth for depth, level in enumerate(Level.values)}


class Territory(models.Model):
    """A place with a boundary and a level; the tree is département > agglomeration > city > neighbourhood."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=120)
    level = models.CharField(_("niveau"), max_length=20, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("fait partie de")
    )
    boundary = models.JSONField(_("limite"), null=True, blank=True, help_text="GeoJSON, WGS 84")
    approximate = models.BooleanField(_("limite approximative"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("territoire")
        verbose_name_plural = _("territoires")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        from .boundaries import forget

        super().save(*args, **kwargs)
        forget()

    def clean(self):
        from .geojson import BadGeometry, boundary

        try:
            if self.boundary:
                boundary(self.boundary)
        except BadGeometry as reason:
            raise ValidationError({"boundary": str(reason)}) from reason

    @property
    def city(self):
        """The commune this is, or is in; None above communes."""
        territory = self
        while territory and DEPTH[territory.level] > DEPTH[Level.CITY]:
            territory = territory.parent
        return territory if territory and territory.level == Level.CITY else None


class Place(models.Model):
    """A known place of the town: what people search for when they have no address, and pick without a map."""

    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("genre"), max_length=120, blank=True)
    address = models.CharField(_("adresse"), max_length=300, blank=True)
    lat = models.FloatField(_("latitude"))
    lon = models.FloatField(_("longitude"))
    cell = models.BigIntegerField(editable=False)
    territory = models.ForeignKey(Territory, models.SET_NULL, null=True, blank=True, related_name="places")
    folded = models.CharField(max_length=600, editable=False, help_text="name and address, lower case, no accents")
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_key = models.CharField(max_length=120, unique=True)
    approximate = models.BooleanField(_("position approximative"), default=False)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("lieu")
        verbose_name_plural = _("lieux")
        ordering = ["name"]
        indexes = [models.Index(fields=["cell"]), models.Index(fields=["lat", "lon"])]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.index()
        super().save(*args, **kwargs)

    def index(self):
        """What follows from the name, the address and the point; for bulk writes, which call no save()."""
        self.cell = cell_at(self.lat, self.lon)
        self.folded = fold(f"{self.name} {self.address}")[:600]
