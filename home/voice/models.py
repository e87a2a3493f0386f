"""What a public body says: pages that editors write, and the post by which each is followed, found and discussed."""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from community.places.models import Place, Territory
from community.posts.models import Post
from community.tickets.models import Authority
from community.visitors import kept_for_visitors

KEPT = 5  # seconds that a page stands for visitors


class Severity(models.TextChoices):
    INFO = "info", _("Information")
    WARNING = "warning", _("Vigilance")
    DANGER = "danger", _("Danger")


class Audience(models.TextChoices):
    TOWN = "town", _("Toute la ville, ou tout le territoire de l'organisme qui parle")
    QUARTERS = "quarters", _("Des quartiers choisis")
    ZONE = "zone", _("Une zone dessinée sur la carte")
    PLACE = "place", _("Les personnes qui suivent un lieu")


class Announcement(Post):
    """The post of a page that editors wrote: one for all of its translations. It has no author, but a voice."""

    translation_key = models.UUIDField(unique=True, editable=False)
    voice = models.CharField(_("voix"), max_length=120)
    severity = models.CharField(max_length=10, choices=Severity.choices, blank=True, help_text="of an alert only")
    ends_at = models.DateTimeField(null=True, blank=True, help_text="an alert's end, a poll's closing")
    # How many times neighbours were told on purpose, and for which revision of the page the last time.
    told = models.PositiveIntegerField(default=0)
    told_revision = models.BigIntegerField(null=True)
    # Hidden because no page stands any more; whatever else is hidden was so by moderation, and stays so.
    hushed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("parole officielle")
        verbose_name_plural = _("paroles officielles")

    @property
    def is_over(self):
        return self.ends_at is not None and self.ends_at <= timezone.now()


class Spoken(models.Model):
    """What news, polls and outcomes share: who speaks, to whom, and whether neighbours may answer.

    Where a page has translations, the choices of the one in the site's first language hold for all."""

    authority = models.ForeignKey(
        Authority, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("qui parle"),
        help_text=_("Vide : la ville."),
    )  # fmt: skip
    audience = models.CharField(_("à qui"), max_length=10, choices=Audience.choices, default=Audience.TOWN)
    quarters = ParentalManyToManyField(Territory, blank=True, related_name="+", verbose_name=_("quartiers"))
    zone = models.JSONField(_("zone"), null=True, blank=True)
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lieu suivi")
    )
    comments = models.BooleanField(
        _("commentaires ouverts"), default=True,
        help_text=_("Décoché : ce qui a été dit reste lisible, personne ne peut plus répondre."),
    )  # fmt: skip
    tell_again = models.BooleanField(
        _("mise à jour : prévenir de nouveau"), default=False,
        help_text=_("À la première publication, chacun est prévenu une fois. Cochez pour prévenir encore."),
    )  # fmt: skip

    kind_code = "news"

    class Meta:
        abstract = True

    @property
    def severity_now(self):
        """How grave an alert is; "" for whatever is not an alert."""
        return ""

    @property
    def ends_at(self):
        return None

    @property
    def words(self):
        """All it says, as plain text, for search."""
        return self.summary

    @cached_property
    def announcement(self):
        """Its post, or None when it has none yet. One query."""
        return Announcement.objects.select_related("territory").filter(translation_key=self.translation_key).first()

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "post": self.announcement,
            "foreign": self.locale.language_code != (get_language() or "fr")[:2],
        }

    def serve(self, request, *args, **kwargs):
        """Nobody needs an account to read it, and visitors all get the same bytes."""
        if getattr(request, "is_preview", False):
            return super().serve(request)
        return kept_for_visitors(KEPT)(self._rendered)(request)

    def _rendered(self, request):
        return super().serve(request).render()
