"""All ads, as moderators look through them in the Wagtail admin: each leads to its page, and to where one decides."""

from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from .holding import topic_of
from .models import Classified


def _is_set(field, label):
    return BooleanFilter(field_name=field, lookup_expr="isnull", exclude=True, label=label)


def _desk(ad):
    """Whoever moderates and flags something goes on to decide about it."""
    return f"/flag/?about={topic_of(ad) if ad.held_at else ad.topic}"


class AdFilter(WagtailFilterSet):
    held = _is_set("held_at", _("Retenue"))
    hidden = _is_set("hidden_at", _("Masquée"))

    class Meta:
        model = Classified
        fields = ["intent", "state", "category"]


class AdViewSet(SnippetViewSet):
    model = Classified
    icon = "list-ul"
    menu_label = _("Toutes les annonces")
    list_display = [
        TitleColumn("title", label=_("Titre"), get_url=Classified.get_absolute_url, sort_key="title"),
        "author",
        Column("intent", label=_("Annonce"), accessor="get_intent_display", sort_key="intent"),
        "category",
        Column("state", label=_("État"), accessor="get_state_display", sort_key="state"),
        DateColumn("published_at", label=_("Publiée"), sort_key="published_at"),
        DateColumn("held_at", label=_("Retenue"), sort_key="held_at"),
        DateColumn("hidden_at", label=_("Masquée"), sort_key="hidden_at"),
        TitleColumn("moderate", label=_("Modération"), accessor=lambda ad: _("Décider"), get_url=_desk),
    ]  # fmt: skip
    filterset_class = AdFilter
    search_fields = ["title", "text", "author__name", "author__handle"]
    ordering = ["-created_at", "-pk"]
    list_per_page = 50

    def get_queryset(self, request):
        return Classified.objects.select_related("author", "category")
