""" "Vous l'avez dit, nous l'avons fait": what neighbours said, and what came of it or why nothing did."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from community.posts.cards import cards
from community.posts.follow import followers
from community.posts.models import Post

from ..polls.models import Ballot, PollPage
from . import audience
from .editing import ANSWERS, AUDIENCE, SpokenForm
from .models import Spoken
from .references import PostReference, post_id

DEEDS = [("done", _("C'est fait")), ("going", _("C'est en route")), ("not_done", _("Cela ne se fera pas, parce que"))]


class Deed(blocks.StructBlock):
    said = blocks.TextBlock(label=_("Vous l'avez dit"), max_length=600)
    answer = blocks.ChoiceBlock(label=_("Ce qu'il en est"), choices=DEEDS, default="done")
    text = blocks.TextBlock(label=_("Ce que nous avons fait, ou pourquoi non"), max_length=2000)
    posts = blocks.ListBlock(PostReference(), label=_("Publications concernées"), default=[])

    class Meta:
        label = _("Dit et fait")
        icon = "tick"


class OutcomePage(Spoken, Page):
    summary = models.CharField(_("résumé"), max_length=300)
    poll = models.ForeignKey(
        PollPage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("suite de ce sondage")
    )
    deeds = StreamField([("deed", Deed())], verbose_name=_("dit et fait"))

    template = "home/outcome_page.html"
    base_form_class = SpokenForm
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels, FieldPanel("summary"), FieldPanel("poll"), FieldPanel("deeds"), AUDIENCE, ANSWERS
    ]  # fmt: skip
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("deeds")]

    kind_code = "outcome"

    class Meta:
        verbose_name = _("vous l'avez dit, nous l'avons fait")
        verbose_name_plural = _("vous l'avez dit, nous l'avons fait")

    @property
    def words(self):
        said = [f"{deed.value['said']} {deed.value['text']}" for deed in self.deeds]
        return "\n\n".join([self.summary, *said])

    @cached_property
    def post_ids(self):
        """The public posts it speaks of, in order. A query for each reference."""
        named = [str(text) for deed in self.deeds for text in deed.value["posts"]]
        return [pk for pk in dict.fromkeys(map(post_id, named)) if pk]

    def listeners(self, post):
        """The ids of those who took part: they answered the poll, wrote or follow what it is about, or follow it."""
        told = set()
        for about in Post.objects.filter(pk__in=[*self.post_ids, post.pk]):
            told |= set(followers(about).values_list("pk", flat=True))
        if self.poll:
            of_poll = Ballot.objects.filter(post__translation_key=self.poll.translation_key, member__is_active=True)
            told |= set(of_poll.values_list("member", flat=True))
        return sorted(told)

    @classmethod
    def of_poll(cls, poll):
        """What came of a poll, the newest first."""
        return cls.objects.live().filter(poll__translation_key=poll.translation_key).order_by("-first_published_at")

    def get_context(self, request, *args, **kwargs):
        rows = Post.objects.visible_to(request.user).filter(pk__in=self.post_ids).values_list("pk", "sequence")
        about = {"about": cards(list(rows), get_language()), "place_words": audience.in_words(self)}
        return super().get_context(request, *args, **kwargs) | about
