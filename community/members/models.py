from secrets import randbelow
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from community.places.boundaries import territory_at
from community.places.models import Territory

from . import badges as worn_badges
from .badges import Award, Badge
from .names import OURS, ReservedName, is_kept
from .profile import Audience, FormerHandle, Profile, Skill, Writers

__all__ = [
    "Audience", "Award", "Badge", "Block", "FormerHandle", "Member", "MemberPlace", "Profile", "Reach", "ReservedName",
    "Skill", "Writers",
]  # fmt: skip


def display_name(member):
    return member.name


def known_timezone(value):
    if value not in available_timezones():
        raise ValidationError(_("Fuseau horaire inconnu."))


class Members(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        fields.setdefault("name", email.split("@")[0])
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


def free_handle(name, attempt):
    """The short word others write after @: from the name, numbered when taken, at random when often taken."""
    base = slugify(name)[:30] or "voisin"
    if attempt == 0:
        return base
    return f"{base}-{attempt + 1 if attempt < 5 else randbelow(10**6)}"


class Member(AbstractBaseUser, PermissionsMixin):
    """A person with an account. They are a resident once their address in a neighbourhood is verified."""

    email = models.EmailField(_("adresse e-mail"), unique=True)
    name = models.CharField(_("nom affiché"), max_length=80)
    handle = models.SlugField(_("identifiant pour les mentions"), max_length=40, unique=True)
    language = models.CharField(
        _("langue"), max_length=5, choices=[("fr", "Français"), ("en", "English")], default="fr"
    )
    timezone = models.CharField(_("fuseau horaire"), max_length=50, default="Europe/Paris", validators=[known_timezone])
    neighbourhood = models.ForeignKey(
        Territory, models.SET_NULL, null=True, blank=True, related_name="neighbours", verbose_name=_("quartier")
    )
    verified_at = models.DateTimeField(_("adresse vérifiée le"), null=True, blank=True)
    mail_stopped_at = models.DateTimeField(_("e-mails arrêtés le"), null=True, blank=True)
    is_active = models.BooleanField(_("actif"), default=True)
    is_staff = models.BooleanField(_("accède à l'administration"), default=False)
    date_joined = models.DateTimeField(_("inscrit le"), default=now)
    # What stands beside the name on every page, kept here so that a list of names asks for nothing more.
    face = models.CharField(max_length=200, blank=True, editable=False, help_text="the photo, if everyone may see it")
    worn = models.JSONField(default=list, blank=True, editable=False, help_text="badges (community.members.badges)")
    look = models.PositiveIntegerField(default=0, editable=False, help_text="moves with name, face and badges")

    objects = Members()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if self.handle:
            return super().save(*args, **kwargs)
        for attempt in range(20):
            self.handle = free_handle(self.name, attempt)
            if self._handle_is_taken():
                continue
            try:
                with transaction.atomic():
                    return super().save(*args, **kwargs)
            except IntegrityError:
                if not self._handle_is_taken():  # it was something else
                    raise
        raise IntegrityError("no free handle")

    @transaction.atomic
    def delete(self, *args, **kwargs):
        """What others expect of them ends first, and those hear it (settings.MEMBER_LEAVES). A queryset's `delete` does
        not pass here."""
        for dotted in settings.MEMBER_LEAVES:
            import_string(dotted)(self)
        return super().delete(*args, **kwargs)

    def _handle_is_taken(self):
        if self.handle in OURS or is_kept(self.handle, self):
            return True
        return Member.objects.filter(handle=self.handle).exclude(pk=self.pk).exists()

    @transaction.atomic
    def settle(self, lat, lon):
        """Put one's home at a point in degrees. A verified address is lost by moving to another neighbourhood."""
        neighbourhood = territory_at(lat, lon)
        if neighbourhood != self.neighbourhood:
            self.verified_at = None
        self.neighbourhood = neighbourhood
        self.save(update_fields=["neighbourhood", "verified_at"])
        where = {"territory": neighbourhood, "lat": lat, "lon": lon}
        self.places.update_or_create(label=MemberPlace.Label.HOME, defaults=where)

    @transaction.atomic
    def leave_home(self):
        """Forget where one lives."""
        self.neighbourhood = self.verified_at = None
        self.save(update_fields=["neighbourhood", "verified_at"])
        self.places.filter(label=MemberPlace.Label.HOME).delete()

    @property
    def home(self):
        """The place where one lives, or None. One query."""
        return self.places.filter(label=MemberPlace.Label.HOME).first()

    @property
    def badges(self):
        """The roles that the town has given and that count today, in the active language. No query."""
        return worn_badges.current(self.worn) if self.worn else []

    @property
    def face_url(self):
        """The address of the photo that everyone may see, or ""."""
        return default_storage.url(self.face) if self.face else ""

    @property
    def about_them(self):
        """The profile, or one with the defaults for who has never said anything. One query, once."""
        if not hasattr(self, "_about_them"):
            self._about_them = Profile.objects.filter(member=self.pk).first() or Profile(member=self)
        return self._about_them

    @property
    def messages_from(self):
        """Who may open a conversation with them; `showing.accepts_messages` is the whole question."""
        return self.about_them.messages_from

    def search_text_for_everyone(self):
        """What anybody, signed in or not, may find this member by: name, handle, and of the profile only what is shown
        to everyone. An index that visitors search must hold nothing else. Three queries; empty for who has left."""
        if not self.is_active:
            return ""
        profile, words = self.about_them, [self.name, self.handle]
        if profile.show_about == Audience.EVERYONE:
            words += [profile.about, *profile.spoken]
        if profile.show_skills == Audience.EVERYONE:
            words += self.skills.values_list("name", flat=True)
        return " ".join(filter(None, words))

    def get_absolute_url(self):
        return reverse("members:profile", args=[self.handle])

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]

    @property
    def topic(self):
        return f"member:{self.pk}"

    @property
    def initials(self):
        return "".join(word[0] for word in self.name.split()[:2]).upper() or "?"


class Reach(models.TextChoices):
    """How far around a place its member wants to hear."""

    QUARTER = "quarter", _("ce quartier")
    NEXT = "next", _("ce quartier et les voisins")
    TOWN = "town", _("toute la ville")


class MemberPlace(models.Model):
    """A place that matters to a member. The point is theirs alone; others never see more than the quarter of a home."""

    class Label(models.TextChoices):
        HOME = "home", _("chez moi")
        WORK = "work", _("travail")
        FAMILY = "family", _("famille")
        OTHER = "other", _("autre lieu")

    member = models.ForeignKey(Member, models.CASCADE, related_name="places")
    label = models.CharField(_("genre"), max_length=10, choices=Label.choices, default=Label.OTHER)
    name = models.CharField(_("nom"), max_length=60, blank=True)
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="+", verbose_name=_("quartier"))
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    reach = models.CharField(_("portée"), max_length=10, choices=Reach.choices, default=Reach.NEXT)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("lieu d'un membre")
        verbose_name_plural = _("lieux des membres")
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=models.Q(label="home"), name="one_home"),
        ]
        indexes = [models.Index(fields=["territory", "reach"], name="member_place_reach")]

    def __str__(self):
        return self.name or self.get_label_display()


class Block(models.Model):
    """One member wants nothing to do with another: neither sees the other (community.members.blocks)."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="blocks")
    other = models.ForeignKey(Member, models.CASCADE, related_name="blocked_by")
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("blocage")
        verbose_name_plural = _("blocages")
        constraints = [models.UniqueConstraint(fields=["member", "other"], name="block_once")]

    def __str__(self):
        return f"{self.member_id} / {self.other_id}"
