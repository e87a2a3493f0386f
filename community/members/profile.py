"""What a member says of themselves, and to whom each part of it is shown."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.places.words import fold

MOST_SKILLS = 12
LONGEST_ABOUT = 600  # characters
# Each in its own words: who speaks it recognises it.
TONGUES = {
    "fr": "Français", "en": "English", "ar": "العربية", "bm": "Bamanankan", "de": "Deutsch", "es": "Español",
    "fa": "فارسی", "fsl": "LSF (langue des signes)", "he": "עברית", "hi": "हिन्दी", "hy": "Հայերեն", "it": "Italiano",
    "ja": "日本語", "kab": "Taqbaylit", "ko": "한국어", "nl": "Nederlands", "pl": "Polski", "pt": "Português",
    "ro": "Română", "ru": "Русский", "ta": "தமிழ்", "tr": "Türkçe", "uk": "Українська", "vi": "Tiếng Việt",
    "wo": "Wolof", "zh": "中文",
}  # fmt: skip


class Audience(models.TextChoices):
    """To whom a part of a profile is shown, from the widest."""

    EVERYONE = "everyone", _("tout le monde")
    MEMBERS = "members", _("les membres")
    RESIDENTS = "residents", _("les habitants vérifiés de ma ville")
    NOBODY = "nobody", _("personne")


class Writers(models.TextChoices):
    """Who may open a conversation with a member."""

    EVERYONE = "everyone", _("tous les membres")
    RESIDENTS = "residents", _("les habitants vérifiés de ma ville")
    NOBODY = "nobody", _("personne")


def _audience(label, default=Audience.MEMBERS):
    return models.CharField(label, max_length=10, choices=Audience.choices, default=default)


class Profile(models.Model):
    """A member without a row has the defaults: to members, nothing of what they have not written."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile")
    portrait = models.CharField(max_length=200, blank=True, editable=False, help_text="a square, in public storage")
    about = models.TextField(_("quelques mots sur vous"), max_length=LONGEST_ABOUT, blank=True)
    languages = models.JSONField(_("langues parlées"), default=list, blank=True)
    show_photo = _audience(_("ma photo"))
    show_neighbourhood = _audience(_("mon quartier"))
    show_about = _audience(_("quelques mots et mes langues"))
    show_skills = _audience(_("ce que je peux faire pour mes voisins"))
    show_posts = _audience(_("la liste de mes publications"))
    messages_from = models.CharField(_("qui peut m'écrire"), max_length=10, choices=Writers.choices, default="everyone")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("profil")
        verbose_name_plural = _("profils")

    def __str__(self):
        return f"{self.member_id}"

    @property
    def spoken(self):
        """The names of the languages spoken, each in itself."""
        return [TONGUES[code] for code in self.languages if code in TONGUES]


class Skill(models.Model):
    """Something a member offers to do for neighbours, in a few words."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="skills")
    name = models.CharField(_("savoir-faire"), max_length=40)
    folded = models.CharField(max_length=80, editable=False, help_text="without accents or case")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("savoir-faire")
        verbose_name_plural = _("savoir-faire")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["member", "folded"], name="skill_once")]
        indexes = [models.Index(fields=["folded"], name="skill_folded")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.folded = fold(self.name)[:80]
        super().save(*args, **kwargs)


class FormerHandle(models.Model):
    """A handle that a member has left: for a while nobody else takes it, so that what is meant for them reaches no
    other. It leads nowhere: who changed it may have wanted to be out of somebody's reach."""

    handle = models.SlugField(max_length=40, unique=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="former_handles")
    left_at = models.DateTimeField()

    def __str__(self):
        return self.handle
