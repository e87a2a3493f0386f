"""News and alerts, and the page above them."""

from django.db import models
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from ..pictures import EditorImage
from ..story import Story
from . import audience
from .editing import ANSWERS, AUDIENCE, SpokenForm
from .models import Severity, Spoken


def today():
    return timezone.localdate()


class NewsIndexPage(Page):
    """What stands above the news. Readers find them all at /news/."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage", "home.PollPage", "home.OutcomePage"]

    def serve(self, request, *args, **kwargs):
        query = request.GET.urlencode()
        return redirect("/news/" + (f"?{query}" if query else ""))


class NewsPage(Spoken, Page):
    class Sort(models.TextChoices):
        NEWS = "news", _("Actualité")
        ALERT = "alert", _("Alerte : bandeau sur toutes les pages, et prévenir même qui a tout mis en sourdine")

    sort = models.CharField(_("genre"), max_length=10, choices=Sort.choices, default=Sort.NEWS)
    severity = models.CharField(
        _("gravité"), max_length=10, choices=Severity.choices, default=Severity.WARNING,
        help_text=_("Pour une alerte seulement."),
    )  # fmt: skip
    date = models.DateField(_("date"), default=today)
    summary = models.CharField(
        _("résumé"), max_length=300, help_text=_("Ce que liront les notifications et le bandeau.")
    )
    image = models.ForeignKey(EditorImage, models.SET_NULL, null=True, blank=True, related_name="+")
    body = StreamField(Story(), verbose_name=_("contenu"))

    template = "home/news_page.html"
    base_form_class = SpokenForm
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("sort"), FieldPanel("severity")],
            heading=_("Genre"),
            help_text=_("La fin d'une alerte est la date d'expiration, réglée avec la publication."),
        ),
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
        AUDIENCE,
        ANSWERS,
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    kind_code = "news"

    @classmethod
    def newest(cls, above):
        """The published news below a page, the newest first, with their pictures."""
        pages = cls.objects.descendant_of(above).live().order_by("-date", "-pk")
        return pages.select_related("image").prefetch_related("image__renditions")

    @property
    def severity_now(self):
        return self.severity if self.sort == self.Sort.ALERT else ""

    @property
    def ends_at(self):
        return self.expire_at if self.severity_now else None

    @property
    def words(self):
        return f"{self.summary}\n\n{strip_tags(str(self.body))}"

    def listeners(self, post):
        """The ids of those who are told of it."""
        return audience.hearers(self)
