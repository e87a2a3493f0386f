"""A short poll: one answer per resident, which they may change until it closes."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from community.places.models import Territory

from ..voice import audience
from ..voice.editing import ANSWERS, AUDIENCE, SpokenForm
from ..voice.models import Announcement, Spoken

FEWEST = 5  # the least that an editor may set as the number of answers from which results are shown


class Asked(blocks.StructBlock):
    """A question. Its id and its choices' ids stay when words change, also in a translation."""

    text = blocks.CharBlock(label=_("Question"), max_length=200)
    required = blocks.BooleanBlock(label=_("réponse obligatoire"), required=False, default=True)


class WithChoices(Asked):
    choices = blocks.ListBlock(blocks.CharBlock(max_length=140), label=_("Réponses possibles"), min_num=2, max_num=12)


class Score(Asked):
    low = blocks.CharBlock(label=_("Ce que veut dire 1"), max_length=60, required=False)
    high = blocks.CharBlock(label=_("Ce que veut dire 5"), max_length=60, required=False)


class Questions(blocks.StreamBlock):
    one = WithChoices(label=_("Une seule réponse"), icon="radio-full")
    several = WithChoices(label=_("Plusieurs réponses"), icon="tick-inverse")
    score = Score(label=_("Une note de 1 à 5"), icon="order")


class AnswersPanel(Panel):
    """For the editor: how many have answered, and the results as a table. Never who."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/answers_panel.html"

        def get_context_data(self, parent_context=None):
            from .results import total

            post = self.instance.announcement if self.instance.pk else None
            known = {"heads": total(post) if post else 0, "poll": self.instance}
            return super().get_context_data(parent_context) | known


class PollPage(Spoken, Page):
    class Results(models.TextChoices):
        VOTED = "voted", _("À qui a répondu, tout de suite ; à tous, à la clôture")
        CLOSED = "closed", _("À tous, à la clôture")

    summary = models.CharField(_("résumé"), max_length=300)
    questions = StreamField(Questions(min_num=1, max_num=5), verbose_name=_("questions"))
    closes_at = models.DateTimeField(_("clôture"))
    verified_only = models.BooleanField(
        _("adresse vérifiée exigée"), default=False,
        help_text=_("Sinon, il suffit d'avoir choisi un quartier de la ville."),
    )  # fmt: skip
    results = models.CharField(_("résultats"), max_length=10, choices=Results.choices, default=Results.VOTED)
    minimum = models.PositiveSmallIntegerField(
        _("réponses au moins"), default=10, validators=[MinValueValidator(FEWEST), MaxValueValidator(1000)],
        help_text=_("En dessous, aucun résultat n'est montré, ni pour la ville ni pour un quartier."),
    )  # fmt: skip

    template = "home/poll_page.html"
    base_form_class = SpokenForm
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("questions"),
        MultiFieldPanel(
            [FieldPanel("closes_at"), FieldPanel("verified_only"), FieldPanel("results"), FieldPanel("minimum")],
            heading=_("Règles"),
        ),
        AUDIENCE,
        ANSWERS,
        AnswersPanel(heading=_("Réponses reçues")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("questions")]

    kind_code = "poll"

    class Meta:
        verbose_name = _("sondage")
        verbose_name_plural = _("sondages")

    @property
    def ends_at(self):
        return self.closes_at

    @property
    def is_closed(self):
        return self.closes_at <= timezone.now()

    @property
    def words(self):
        said = [question["text"] for question in self.asked]
        said += [words for question in self.asked for _id, words in question["choices"]]
        return "\n\n".join([self.summary, *said])

    @property
    def asked(self):
        """The questions as plain values: id, kind, text, required, choices [(id, words)], low, high."""
        return [_plain(block) for block in self.questions]

    def listeners(self, post):
        return audience.hearers(self)

    def get_context(self, request, *args, **kwargs):
        from .showing import shown

        context = super().get_context(request, *args, **kwargs)
        return context | shown(self, context["post"], request)


def _plain(block):
    value = block.value
    if block.block_type == "score":
        choices = [(str(number), str(number)) for number in range(1, 6)]
    else:
        choices = [(child.id, child.value) for child in value["choices"].bound_blocks]
    return {
        "id": block.id,
        "kind": block.block_type,
        "text": value["text"],
        "required": value["required"],
        "choices": choices,
        "low": value.get("low", ""),
        "high": value.get("high", ""),
    }


class Ballot(models.Model):
    """What one resident answered. The member stands here so that they can change it until it closes; no page and no
    export shows it. When their account is deleted, the answer stays and nobody's name with it."""

    post = models.ForeignKey(Announcement, models.CASCADE, related_name="ballots")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="ballots")
    quarter = models.ForeignKey(Territory, models.SET_NULL, null=True, related_name="+")
    answers = models.JSONField(default=dict, help_text="{question's id: [ids of choices]}")
    answered_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("réponse à un sondage")
        verbose_name_plural = _("réponses à un sondage")
        constraints = [models.UniqueConstraint(fields=["post", "member"], name="ballot_once")]

    def __str__(self):
        return f"{self.post_id}/{self.pk}"
