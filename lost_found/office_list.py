"""What the town's offices keep, in the Wagtail admin: each leads to its page, where it is put right and given back."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from community.moderation.policies import LookedThrough
from community.tickets.desk.sitting import sitting_of
from community.tickets.editing.columns import yes

from .models import Item


def _seated():
    return get_user_model().objects.filter(seats__isnull=False, is_active=True).distinct()


class ItemFilter(WagtailFilterSet):
    closed = BooleanFilter(field_name="closed_at", lookup_expr="isnull", exclude=True, label=_("Clos"))

    class Meta:
        model = Item
        fields = ["what", "returned", "authority"]


class ItemViewSet(SnippetViewSet):
    model = Item
    icon = "key"
    menu_label = _("Objets trouvés")
    menu_order = 512
    add_to_admin_menu = True
    list_display = [
        TitleColumn("title", label=_("Titre"), get_url=Item.get_absolute_url, sort_key="title"),
        Column("what", label=_("Quoi"), accessor="get_what_display", sort_key="what"),
        "office", "authority",
        DateColumn("happened_on", label=_("Trouvé le"), sort_key="happened_on"),
        DateColumn("closed_at", label=_("Clos le"), sort_key="closed_at"),
        yes(Item, "returned"),
    ]  # fmt: skip
    filterset_class = ItemFilter
    search_fields = ["title", "text", "office", "brand", "source_key"]
    ordering = ["-happened_on", "-pk"]
    list_per_page = 50

    def get_queryset(self, request):
        """Those of the authorities at whose desks one sits; of members' own things the office knows no more than
        everybody."""
        return Item.objects.filter(authority__in=sitting_of(request.user).authorities).select_related("authority")


register_permission_policy(Item, LookedThrough(Item, lambda member: bool(sitting_of(member).seats), _seated))
register_snippet(ItemViewSet)
