"""Neighbours who meet around something: a group has its own feed and conversation, rules and roles."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.places.models import Territory


class Openness(models.TextChoices):
    """Who sees the group and how one comes in."""

    PUBLIC = "public", _("Public : tout le monde lit, chacun peut entrer")
    CLOSED = "closed", _("Fermé : tout le monde le voit, on demande à entrer, les membres lisent")
    HIDDEN = "hidden", _("Caché : seuls les membres le voient, on entre sur invitation")


class Role(models.TextChoices):
    MEMBER = "member", _("membre")
    MODERATOR = "moderator", _("modérateur")
    ORGANISER = "organiser", _("responsable")


class Group(models.Model):
    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=80)
    about = models.TextField(_("de quoi il s'agit"), max_length=2000, blank=True)
    rules = models.TextField(_("règles à accepter"), max_length=4000, blank=True)
    openness = models.CharField(_("ouverture"), max_length=10, choices=Openness.choices, default=Openness.PUBLIC)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="groups", verbose_name=_("territoire"))
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="joined_groups")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("groupe")
        verbose_name_plural = _("groupes")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def topic(self):
        return f"group:{self.pk}"


class Membership(models.Model):
    """A member in a group; who has asked or was invited has no `joined_at` yet. Leaving deletes the row."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("rôle"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    asked_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("appartenance à un groupe")
        verbose_name_plural = _("appartenances à un groupe")
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="membership_once")]

    def __str__(self):
        return f"{self.member_id} in {self.group_id}"
