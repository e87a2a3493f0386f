"""Entries and their categories, edited in the admin by whoever has the permissions of their models."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import EditView, SnippetViewSet, SnippetViewSetGroup

from community.tickets.editing.columns import yes

from .models import Category, Entry


class EditEntry(EditView):
    def get_object(self, queryset=None):
        """Wagtail asks whether one may change entries at all; here it is asked of each."""
        entry = super().get_object(queryset)
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, "change", entry):
            raise PermissionDenied
        return entry


class EntryViewSet(SnippetViewSet):
    model = Entry
    edit_view_class = EditEntry
    icon = "home"
    menu_label = _("Fiches")
    list_display = ["name", "category", "official", "claimed_at", "checked_on"]
    list_filter = ["official", "hidden_at", "closed_on"]
    search_fields = ["name", "address"]
    ordering = ["sort_key", "pk"]
    list_per_page = 50
    panels = [
        HelpPanel(_("Une fiche que personne ne tient redevient, à l’importation suivante, ce que dit sa source.")),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("category")]),
        FieldPanel("text"),
        MultiFieldPanel(
            [FieldPanel("address"), FieldRowPanel([FieldPanel("lat"), FieldPanel("lon")])], heading=_("Où")
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]), FieldPanel("website")], heading=_("Contact")
        ),
        MultiFieldPanel([FieldPanel("hours"), FieldPanel("hours_text")], heading=_("Horaires")),
        MultiFieldPanel([FieldPanel("official"), FieldPanel("desk_for")], heading=_("Service de la ville")),
        FieldRowPanel([FieldPanel("closed_on"), FieldPanel("hidden_at")]),
    ]

    def get_queryset(self, request):
        own = self.permission_policy.instances_user_has_any_permission_for(request.user, {"change", "view"})
        return own.select_related("category", "official")


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "tag"
    menu_label = _("Catégories")
    list_display = ["name_fr", "code", "parent", *[yes(Category, it) for it in ("public", "meeting", "recommendable")]]
    list_filter = ["parent", "public", "recommendable"]
    search_fields = ["name_fr", "name_en", "synonyms_fr"]
    ordering = ["position", "name_fr"]
    panels = [
        FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("parent")]),
        FieldRowPanel([FieldPanel("icon"), FieldPanel("position")]),
        FieldPanel("synonyms_fr"),
        FieldPanel("synonyms_en"),
        FieldPanel("matches"),
        FieldRowPanel([FieldPanel("public"), FieldPanel("meeting"), FieldPanel("recommendable")]),
    ]


class DirectoryGroup(SnippetViewSetGroup):
    items = (EntryViewSet, CategoryViewSet)
    menu_label = _("Annuaire")
    menu_icon = "folder-open-inverse"
    menu_order = 510
    menu_name = "directory"
