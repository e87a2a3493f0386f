"""What editors write: home, news and help pages, pictures, and the site's settings."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page
from wagtail.search import index

from . import town
from .forms import TownForm

NEWS_PER_PAGE = 10


class EditorImage(AbstractImage):
    """A picture that editors put on their pages (members' photos are community.posts.Photo)."""

    credit = models.CharField(_("crédit"), max_length=200, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class EditorRendition(AbstractRendition):
    image = models.ForeignKey(EditorImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="editor_rendition_once")
        ]


class Story(blocks.StreamBlock):
    """The blocks an editor may put into a page."""

    heading = blocks.CharBlock(label=_("Intertitre"), icon="title", template="home/blocks/heading.html")
    text = blocks.RichTextBlock(
        label=_("Texte"), features=["bold", "italic", "link", "ol", "ul"], template="home/blocks/text.html"
    )
    image = ImageBlock(label=_("Image"), template="home/blocks/image.html")
    callout = blocks.StructBlock(
        [("title", blocks.CharBlock(label=_("Titre"))), ("text", blocks.TextBlock(label=_("Texte")))],
        label=_("Encadré"),
        icon="help",
        template="home/blocks/callout.html",
    )
    steps = blocks.ListBlock(
        blocks.StructBlock(
            [("title", blocks.CharBlock(label=_("Titre"))), ("text", blocks.TextBlock(label=_("Texte")))]
        ),
        label=_("Étapes"),
        icon="list-ol",
        template="home/blocks/steps.html",
    )


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


class NewsIndexPage(Page):
    template = "home/news_index.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]

    def get_context(self, request, *args, **kwargs):
        news = Paginator(NewsPage.newest(self), NEWS_PER_PAGE).get_page(request.GET.get("p"))
        return super().get_context(request, *args, **kwargs) | {"news": news}


class NewsPage(Page):
    date = models.DateField(_("date"))
    summary = models.CharField(_("résumé"), max_length=300)
    image = models.ForeignKey(EditorImage, models.SET_NULL, null=True, blank=True, related_name="+")
    body = StreamField(Story(), verbose_name=_("contenu"))

    template = "home/news_page.html"
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    @classmethod
    def newest(cls, above):
        """The published news below a page, the newest first, with their pictures."""
        pages = cls.objects.descendant_of(above).live().order_by("-date", "-pk")
        return pages.select_related("image").prefetch_related("image__renditions")


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
