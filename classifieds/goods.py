"""Goods that a law or the site's rules speak of: each rule is a row that the town's editors may change, with its reason
and who says so."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.places.translated import InReadersLanguage

from .goods_words import found_in


class Act(models.TextChoices):
    BLOCK = "block", _("Ne se publie pas")
    HOLD = "hold", _("Attend un modérateur")
    WARN = "warn", _("Se publie après avoir lu l’avertissement")


WORDS_HELP = _(
    "Séparés par des virgules, sans se soucier des accents, de la casse ni du pluriel. "
    "* termine un début de mot (vapot*) ; ~ vaut jusqu’à quatre mots quelconques (verre ~ vin)."
)


class GoodsRule(models.Model):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    title_fr = models.CharField(_("de quoi il s’agit (français)"), max_length=120)
    title_en = models.CharField(_("de quoi il s’agit (anglais)"), max_length=120, blank=True)
    act = models.CharField(_("effet"), max_length=5, choices=Act.choices)
    words = models.TextField(_("mots, où qu’ils soient"), blank=True, help_text=WORDS_HELP)
    title_words = models.TextField(
        _("mots du titre et des mots-clés seulement"), blank=True,
        help_text=_("pour ceux qui ne disent rien au milieu d’un texte : « sans chien ni chat »"),
    )  # fmt: skip
    unless = models.TextField(
        _("sauf"), blank=True, help_text=_("ce qu’on ne regarde pas : « verre à vin », « pistolet à colle »")
    )
    # No choice means all; without any word, the rule is about everything in its categories.
    categories = models.ManyToManyField("classifieds.Category", blank=True, verbose_name=_("seulement dans"))
    intents = models.JSONField(_("seulement pour"), default=list, blank=True)
    reason_fr = models.TextField(_("ce que lit l’auteur (français)"), max_length=400)
    reason_en = models.TextField(_("ce que lit l’auteur (anglais)"), max_length=400, blank=True)
    source = models.CharField(_("qui le dit"), max_length=200)
    source_url = models.URLField(_("adresse de la source"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    active = models.BooleanField(_("en vigueur"), default=True)

    title = InReadersLanguage("title")
    reason = InReadersLanguage("reason")

    class Meta:
        verbose_name = _("règle sur les objets")
        verbose_name_plural = _("règles sur les objets")
        ordering = ["position", "code"]

    def __str__(self):
        return self.title

    def clean(self):
        if not (self.words.strip() or self.title_words.strip()) and self.pk and not self.categories.exists():
            raise ValidationError(_("Sans mots ni catégorie, la règle ne concerne rien."))

    def applies(self, intent, category, title, text):
        """Whether it speaks of this ad; `title` and `text` folded, the tags within the title. No query where
        `categories` have been fetched."""
        if self.intents and intent not in self.intents:
            return False
        about = {one.pk for one in self.categories.all()}
        if about and not about & {category.pk, category.parent_id}:
            return False
        if not (self.words or self.title_words):
            return bool(about)
        return found_in(self.words, self.unless, f"{title} . {text}") or found_in(self.title_words, self.unless, title)


def rules_about(intent, category, title, text):
    """The rules in force that speak of this ad. Two queries."""
    rules = GoodsRule.objects.filter(active=True).prefetch_related("categories")
    return [rule for rule in rules if rule.applies(intent, category, title, text)]
