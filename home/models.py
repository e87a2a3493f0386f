"""What editors write: the home and help pages, and the site's settings. News, polls and outcomes stand in `voice` and
`polls`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from . import town
from .forms import TownForm
from .pictures import EditorImage, EditorRendition
from .polls.models import Ballot, PollPage
from .story import Story
from .voice.models import Announcement
from .voice.outcomes import OutcomePage
from .voice.pages import NewsIndexPage, NewsPage

__all__ = [
    "Announcement",
    "Ballot",
    "EditorImage",
    "EditorRendition",
    "HelpPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "OutcomePage",
    "PollPage",
    "Story",
    "TownSettings",
]


class HomePage(Page):
    """The town's front page; what happens in town comes from the posts, the words from the editor."""

    welcome = models.CharField(_("phrase d'accueil"), max_length=160, blank=True)
    intro = models.CharField(_("sous la phrase d'accueil"), max_length=300, blank=True)
    body = StreamField(Story(), blank=True, verbose_name=_("contenu"))

    template = "home/home_page.html"
    content_panels = [*Page.content_panels, FieldPanel("welcome"), FieldPanel("intro"), FieldPanel("body")]
    subpage_types = ["home.NewsIndexPage", "home.HelpPage"]

    def get_context(self, request, *args, **kwargs):
        from .square import square

        return super().get_context(request, *args, **kwargs) | square(self, request.user)


class HelpPage(Page):
    summary = models.CharField(_("résumé"), max_length=300, blank=True)
    body = StreamField(Story(), blank=True, verbose_name=_("contenu"))

    template = "home/help_page.html"
    parent_page_types = ["home.HomePage", "home.HelpPage"]
    subpage_types = ["home.HelpPage"]
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    @property
    def subjects(self):
        """The help pages below this one."""
        return HelpPage.objects.child_of(self).live()


@register_setting(icon="home")
class TownSettings(BaseSiteSetting):
    """What the town says of itself, and the numbers to call."""

    town_name = models.CharField(_("nom de la ville"), max_length=80, default="Issy-les-Moulineaux")
    emblem = models.ForeignKey(EditorImage, models.SET_NULL, null=True, blank=True, related_name="+")
    emergency_numbers = models.JSONField(
        _("numéros d'urgence"), default=list, blank=True, help_text='[{"number": "18", "fr": "Pompiers", "en": "Fire"}]'
    )
    reopen_by = models.PositiveSmallIntegerField(_("« non » de voisins pour rouvrir"), default=3)
    notice = models.CharField(_("bandeau"), max_length=300, blank=True)

    base_form_class = TownForm

    class Meta:
        verbose_name = _("ville")

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        town.forget()
