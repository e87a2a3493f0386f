"""The categories of the directory: a tree of two levels, edited in the admin."""

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.places.translated import InReadersLanguage
from community.places.words import fold
from community.posts.index import read_again

KEPT = 60  # seconds


class Category(models.Model):
    """What an entry is: a tree of two levels. `matches` are the words by which other people's files say it
    (OpenStreetMap's "amenity=pharmacy", a city's "Pharmacies"; "shop=*" is any other shop), so that one import rule is
    one row."""

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
        verbose_name = _("catégorie de l’annuaire")
        verbose_name_plural = _("catégories de l’annuaire")
        ordering = ["position", "name_fr"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        is_new = self._state.adding
        super().save(*args, **kwargs)
        forget()
        if not is_new:  # its words are those of its entries
            own = "s.category_id IN (SELECT id FROM directory_category WHERE id = %s OR parent_id = %s)"
            read_again("entries", own, [self.pk, self.pk])

    @property
    def all_words(self):
        """Its names and ordinary words in both languages, folded."""
        said = [self.name_fr, self.name_en, *self.synonyms_fr.split(","), *self.synonyms_en.split(",")]
        return {fold(word) for word in said if word.strip()}


def known():
    """Every category in its order, kept for KEPT seconds; parents are joined."""
    rows = cache.get_or_set("directory:categories", lambda: list(Category.objects.all()), KEPT)
    by_id = {row.pk: row for row in rows}
    for row in rows:
        if row.parent_id:
            row.parent = by_id[row.parent_id]
    return rows


def forget():
    cache.delete("directory:categories")


def families():
    """[(category, [those in it])] of the categories that stand in no other."""
    rows = known()
    return [(row, [child for child in rows if child.parent_id == row.pk]) for row in rows if row.parent_id is None]


def within(code):
    """The category of a code and those in it; [] where there is none."""
    return [row for row in known() if code in (row.code, row.parent_id and row.parent.code)]


def meant(text):
    """The categories that a text names and nothing else: "pharmacie", "Pharmacies", "médecins", "chemist"."""
    asked = _singular(fold(text))
    return [row for row in known() if asked in {_singular(word) for word in row.all_words}] if asked else []


def _singular(folded):
    return " ".join(word.rstrip("sx") if len(word) > 3 else word for word in folded.split())
