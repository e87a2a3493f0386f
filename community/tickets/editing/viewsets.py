"""Categories and who answers for them, edited in the admin."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from community.places.models import Territory

from ..models import Authority, Category, CategoryGroup, Competence, Seat, Service
from .fields import check_answers, check_natures, check_questions


class Readable(json.JSONEncoder):
    """JSON as an editor reads it: one thing a line, accents as they are."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "indent": 2, "ensure_ascii": False})


def json_field(label, text="", required=False, rows=4):
    return forms.JSONField(
        label=label,
        help_text=text,
        required=required,
        encoder=Readable,
        widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "false", "class": "monospace"}),
        error_messages={"invalid": _("Ce n'est pas du JSON : vérifiez les guillemets, les virgules et les crochets.")},
    )


class CategoryForm(WagtailAdminModelForm):
    natures = json_field(_("Genres permis"), '["problem", "suggestion", "compliment"]', required=True, rows=2)
    questions = json_field(
        _("Questions"),
        _(
            "Par exemple : [{“key”: “numero”, “type”: “text”, “label_fr”: “Numéro du mât”, “label_en”: “Pole number”, "
            "“required”: false}]. Types : text, number, date, one, several ; one et several ont des “choices”."
        ),
        rows=12,
    )

    def clean_natures(self):
        check_natures(self.cleaned_data["natures"])
        return self.cleaned_data["natures"]

    def clean_questions(self):
        questions = self.cleaned_data["questions"] or []
        check_questions(questions)
        return questions


class CompetenceForm(WagtailAdminModelForm):
    territory = forms.ModelChoiceField(Territory.objects.defer("boundary").order_by("name"), label=_("Territoire"))
    area = json_field(
        _("Zone dessinée"),
        _("Facultatif : un Polygon ou MultiPolygon GeoJSON, en degrés (longitude, latitude). La règle vaut dedans."),
        rows=8,
    )
    answers = json_field(
        _("Réponses exigées"), _("Facultatif : {“question”: “réponse”}, avec les mots-clés de la catégorie.")
    )

    def clean(self):
        said = super().clean()
        said["answers"] = said.get("answers") or {}
        try:
            check_answers(said["answers"], said.get("category"))
        except ValidationError as fault:
            self.add_error("answers", fault)
        if said.get("area") and not isinstance(said["area"], dict):
            self.add_error("area", _("Une géométrie GeoJSON est un objet entre accolades."))
        return said


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
    menu_label = _("Catégories")
    list_display = ["name_fr", "group", "escalation", "active"]
    list_filter = ["group", "escalation", "active"]
    search_fields = ["name_fr", "name_en", "synonyms_fr"]
    ordering = ["group__position", "position"]
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")]),
                FieldRowPanel([FieldPanel("code"), FieldPanel("group")]),
                FieldRowPanel([FieldPanel("icon"), FieldPanel("position")]),
                FieldPanel("synonyms_fr"),
                FieldPanel("synonyms_en"),
                FieldPanel("natures"),
                FieldPanel("active"),
            ],
            heading=_("Ce que lisent les habitants"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("escalation"),
                FieldRowPanel([FieldPanel("confirmations"), FieldPanel("within_days"), FieldPanel("radius")]),
                FieldPanel("without_account"),
            ],
            heading=_("Quand cela devient une demande"),
        ),
        FieldPanel("questions"),
        MultiFieldPanel(
            [FieldPanel("danger_fr"), FieldPanel("danger_en"), FieldPanel("danger_phone")],
            heading=_("En cas de danger"),
        ),
    ]

    def get_edit_handler(self):
        return _bound(self, CategoryForm)


class GroupViewSet(SnippetViewSet):
    model = CategoryGroup
    icon = "folder-open-inverse"
    menu_label = _("Familles")
    list_display = ["name_fr", "code", "position"]
    panels = [FieldPanel(name) for name in ("name_fr", "name_en", "code", "icon", "position")]


class AuthorityViewSet(SnippetViewSet):
    model = Authority
    icon = "site"
    menu_label = _("Autorités")
    list_display = ["name", "prefix", "territory"]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("short"), FieldPanel("prefix")]),
        FieldPanel("territory"),
        FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
        FieldPanel("website"),
    ]


class ServiceViewSet(SnippetViewSet):
    model = Service
    icon = "group"
    menu_label = _("Services")
    list_display = ["name_fr", "authority", "triage"]
    list_filter = ["authority", "triage"]
    panels = [
        FieldPanel("authority"),
        FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("email")]),
        FieldPanel("triage"),
    ]


class SeatViewSet(SnippetViewSet):
    model = Seat
    icon = "user"
    menu_label = _("Places au guichet")
    list_display = ["member", "authority", "service"]
    list_filter = ["authority"]
    panels = [
        HelpPanel(
            _("Une place ouvre au membre l'administration et le guichet de l'autorité : tout, ou un seul service.")
        ),
        FieldPanel("member"),
        FieldPanel("authority"),
        FieldPanel("service"),
    ]


class CompetenceViewSet(SnippetViewSet):
    model = Competence
    icon = "redirect"
    menu_label = _("Compétences")
    list_display = ["category", "territory", "area_name", "service", "days"]
    list_filter = ["category", "service", "territory"]
    panels = [
        HelpPanel(
            _(
                "La règle la plus précise l'emporte : réponses exigées, puis zone dessinée, "
                "puis catégorie, puis territoire."
            )
        ),
        FieldRowPanel([FieldPanel("category"), FieldPanel("service")]),
        FieldRowPanel([FieldPanel("territory"), FieldPanel("days")]),
        MultiFieldPanel([FieldPanel("area_name"), FieldPanel("area")], heading=_("Zone dessinée")),
        FieldPanel("answers"),
        MultiFieldPanel([FieldPanel("reason_fr"), FieldPanel("reason_en")], heading=_("Pourquoi, en mots")),
    ]

    def get_edit_handler(self):
        return _bound(self, CompetenceForm)


def _bound(viewset, form):
    """The viewset's panels over a form of our own."""
    from wagtail.admin.panels import ObjectList

    return ObjectList(viewset.panels, base_form_class=form).bind_to_model(viewset.model)


class AnsweringGroup(SnippetViewSetGroup):
    """Who answers for what: one menu for all of it."""

    items = (CategoryViewSet, GroupViewSet, AuthorityViewSet, ServiceViewSet, CompetenceViewSet, SeatViewSet)
    menu_label = _("Qui fait quoi")
    menu_icon = "sliders"
    menu_order = 500
    menu_name = "answering"
