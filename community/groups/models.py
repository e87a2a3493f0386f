"""Neighbours who meet around something: a group has its own feed and conversation, rules and roles."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.places.models import Territory
from community.places.words import fold


class Openness(models.TextChoices):
    """Who sees the group and how one comes in."""

    PUBLIC = "public", _("Public : tout le monde lit, chacun peut entrer")
    CLOSED = "closed", _("Fermé : tout le monde le voit, on demande à entrer, les membres lisent")
    HIDDEN = "hidden", _("Caché : seuls les membres le voient, on entre sur invitation")


class GroupQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Those that everyone may know of, and the hidden ones that a member belongs to or is invited to; an ended
        one is there for its members only. What moderation took out of sight is there for staff alone."""
        if not member or not member.is_authenticated:
            return self.filter(ended_at=None, hidden_at=None).exclude(openness=Openness.HIDDEN)
        mine = Membership.objects.filter(group=models.OuterRef("pk"), member=member, banned_at=None)
        inside = models.Exists(mine.filter(joined_at__isnull=False))
        known = ~models.Q(openness=Openness.HIDDEN) | models.Exists(mine.filter(invited_at__isnull=False))
        rows = self.filter(inside | models.Q(known, ended_at=None))
        return rows if member.is_staff else rows.filter(hidden_at=None)


class Role(models.TextChoices):
    MEMBER = "member", _("membre")
    MODERATOR = "moderator", _("modérateur")
    ORGANISER = "organiser", _("responsable")


class Group(models.Model):
    folded = models.TextField(editable=False, blank=True, help_text="name, subject and place without accents or case")
    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=80)
    about = models.TextField(_("de quoi il s'agit"), max_length=2000, blank=True)
    rules = models.TextField(_("règles à accepter"), max_length=4000, blank=True)
    rules_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    openness = models.CharField(_("ouverture"), max_length=10, choices=Openness.choices, default=Openness.PUBLIC)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="groups", verbose_name=_("territoire"))
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="joined_groups")
    founded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    client_key = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    hidden_at = models.DateTimeField(_("masqué le"), null=True, blank=True, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("groupe")
        verbose_name_plural = _("groupes")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["founded_by", "client_key"], name="group_founded_once")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.folded = fold(f"{self.name} {self.about} {self.territory.name}")
        super().save(*args, **kwargs)

    @property
    def topic(self):
        return f"group:{self.pk}"

    def get_absolute_url(self):
        return reverse("home:group", args=[self.slug])

    @property
    def is_public(self):
        return self.openness == Openness.PUBLIC


class Membership(models.Model):
    """A member in a group; who has asked, was invited or is kept out has no `joined_at`. Leaving deletes the row."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("rôle"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    asked_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    word = models.CharField(max_length=300, blank=True, help_text="what who asks to come in says")
    accepted_at = models.DateTimeField(null=True, blank=True, help_text="when they accepted the rules")
    banned_at = models.DateTimeField(null=True, blank=True, help_text="put out for good")

    class Meta:
        verbose_name = _("appartenance à un groupe")
        verbose_name_plural = _("appartenances à un groupe")
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="membership_once")]

    def __str__(self):
        return f"{self.member_id} in {self.group_id}"
