"""Badges: real roles, given by the town to a member and worn beside their name.

What a member wears is kept in their row as well (`Member.worn`), so that a page with fifty names asks for nothing."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Badge(models.Model):
    """A role that the town knows: association, caretaker, elected, city agent…"""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_fr = models.CharField(_("nom en français"), max_length=40)
    name_en = models.CharField(_("nom en anglais"), max_length=40, blank=True)
    icon = models.CharField(_("icône"), max_length=40, default="badge-check", help_text=_("un nom de lucide"))
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name_fr

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        wear(self.awards.values_list("member", flat=True))


class AwardQuerySet(models.QuerySet):
    def delete(self):
        """However they are taken back, nobody goes on wearing them."""
        with transaction.atomic():
            bare = list(self.values_list("member", flat=True))
            deleted = super().delete()
            wear(bare)
        return deleted


class Award(models.Model):
    """A badge given to a member, by whom, from when and until when."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="awards", verbose_name=_("membre")
    )
    badge = models.ForeignKey(Badge, models.PROTECT, related_name="awards", verbose_name=_("badge"))
    detail = models.CharField(
        _("précision"), max_length=60, blank=True, help_text=_("Le nom de l'association, la délégation…")
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("donné par")
    )
    since = models.DateField(_("depuis"), default=timezone.localdate)
    until = models.DateField(_("jusqu'au"), null=True, blank=True, help_text=_("Le dernier jour. Vide : sans terme."))

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge donné")
        verbose_name_plural = _("badges donnés")
        ordering = ["badge__position", "since"]
        constraints = [models.UniqueConstraint(fields=["member", "badge"], name="award_once")]

    def __str__(self):
        return f"{self.badge}, {self.member}"

    def clean(self):
        if self.until and self.since and self.until < self.since:
            raise ValidationError({"until": _("La fin vient avant le début.")})

    @transaction.atomic
    def save(self, *args, **kwargs):
        before = list(Award.objects.filter(pk=self.pk).values_list("member", flat=True)) if self.pk else []
        super().save(*args, **kwargs)
        wear([*before, self.member_id])

    @transaction.atomic
    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        wear([self.member_id])
        return deleted


def wear(member_ids):
    """Write anew what these members wear, and have what shows their names drawn anew."""
    from .models import Member

    for pk in set(member_ids):
        worn = [_plain(award) for award in Award.objects.filter(member=pk).select_related("badge")]
        Member.objects.filter(pk=pk).update(worn=worn, look=models.F("look") + 1)


def _plain(award):
    return {
        "fr": award.badge.name_fr,
        "en": award.badge.name_en or award.badge.name_fr,
        "icon": award.badge.icon,
        "detail": award.detail,
        "since": award.since.isoformat(),
        "until": award.until.isoformat() if award.until else "",
    }


def current(worn, today=None):
    """Of what a row says is worn, what counts today: [{"name", "icon", "detail", "since"}] in the active language."""
    today = (today or timezone.localdate()).isoformat()
    language = (get_language() or "fr")[:2]
    return [
        {
            "name": row.get(language) or row["fr"],
            "icon": row["icon"],
            "detail": row["detail"],
            "since": date.fromisoformat(row["since"]),
        }
        for row in worn
        if row["since"] <= today and (not row["until"] or today <= row["until"])
    ]
