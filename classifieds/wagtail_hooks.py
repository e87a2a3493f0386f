"""Categories of ads and rules about goods, edited in the admin; all ads, for who moderates."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from community.moderation.access import may_moderate, moderators
from community.moderation.policies import LookedThrough
from community.tickets.editing.columns import yes

from .ads_list import AdViewSet
from .goods import GoodsRule
from .models import Category, Classified, Intent


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
    menu_label = _("Catégories d’annonces")
    list_display = ["name_fr", "parent", yes(Category, "bulky"), "days", "co2_kg", yes(Category, "active")]
    list_filter = ["parent", "bulky", "active"]
    search_fields = ["name_fr", "name_en", "synonyms_fr"]
    ordering = ["parent__position", "position"]
    panels = [
        FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("parent")]),
        FieldRowPanel([FieldPanel("icon"), FieldPanel("position")]),
        FieldPanel("synonyms_fr"),
        FieldPanel("synonyms_en"),
        FieldRowPanel([FieldPanel("days"), FieldPanel("bulky"), FieldPanel("active")]),
        MultiFieldPanel(
            [
                HelpPanel(_("Seulement des chiffres publiés par qui les a comptés. Sans source, laissez vide.")),
                FieldRowPanel([FieldPanel("kg"), FieldPanel("co2_kg")]),
                FieldPanel("source"),
                FieldPanel("source_url"),
            ],
            heading=_("Ce que donner évite"),
        ),
    ]  # fmt: skip


class GoodsRuleForm(WagtailAdminModelForm):
    intents = forms.MultipleChoiceField(
        label=_("Seulement pour"),
        choices=Intent.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Rien de coché : pour toutes les annonces."),
    )


class GoodsRuleViewSet(SnippetViewSet):
    model = GoodsRule
    icon = "warning"
    menu_label = _("Règles sur les objets")
    list_display = ["title_fr", "act", "source", yes(GoodsRule, "active")]
    list_filter = ["act", "active"]
    search_fields = ["title_fr", "words", "title_words"]
    panels = [
        FieldRowPanel([FieldPanel("title_fr"), FieldPanel("title_en")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("act")]),
        MultiFieldPanel(
            [FieldPanel("words"), FieldPanel("title_words"), FieldPanel("unless")], heading=_("À quoi on le reconnaît")
        ),
        FieldRowPanel([FieldPanel("intents"), FieldPanel("categories", widget=forms.CheckboxSelectMultiple)]),
        MultiFieldPanel(
            [FieldPanel("reason_fr"), FieldPanel("reason_en"), FieldPanel("source"), FieldPanel("source_url")],
            heading=_("Pourquoi, et qui le dit"),
        ),
        FieldRowPanel([FieldPanel("position"), FieldPanel("active")]),
    ]

    def get_edit_handler(self):
        return ObjectList(self.panels, base_form_class=GoodsRuleForm).bind_to_model(self.model)


class ClassifiedsGroup(SnippetViewSetGroup):
    menu_label = _("Annonces")
    menu_icon = "tag"
    menu_order = 530
    items = (AdViewSet, CategoryViewSet, GoodsRuleViewSet)


register_permission_policy(Classified, LookedThrough(Classified, may_moderate, moderators))
register_snippet(ClassifiedsGroup)
