"""Badges, who holds them, and the names nobody takes: edited in the admin by those whom the town lets."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Award, Badge, Member, ReservedName


class MemberByHandle(forms.CharField):
    """A member, by handle or e-mail address: a town has too many for a list."""

    def prepare_value(self, value):
        return Member.objects.filter(pk=value).values_list("handle", flat=True).first() if _is_id(value) else value

    def clean(self, value):
        said = super().clean(value).strip().lstrip("@").lower()
        by = {"email__iexact": said} if "@" in said else {"handle": said}
        member = Member.objects.filter(is_active=True, **by).first()
        if member is None:
            raise ValidationError(_("Aucun membre n'a cet identifiant ou cette adresse."))
        return member


def _is_id(value):
    return isinstance(value, int)


class AwardForm(WagtailAdminModelForm):
    member = MemberByHandle(label=_("Membre"), help_text=_("Son identifiant (après @) ou son adresse e-mail."))

    def save(self, commit=True):
        if self.instance.given_by_id is None:
            self.instance.given_by = self.for_user
        return super().save(commit)


class BadgeViewSet(SnippetViewSet):
    model = Badge
    icon = "tag"
    menu_label = _("Badges")
    list_display = ["name_fr", "name_en", "icon", "position"]
    panels = [
        FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("icon")]),
        FieldPanel("position"),
    ]


class AwardViewSet(SnippetViewSet):
    model = Award
    icon = "user"
    menu_label = _("Badges donnés")
    list_display = ["member", "badge", "detail", "since", "until", "given_by"]
    list_filter = ["badge"]
    search_fields = ["member__name", "member__handle", "detail"]
    panels = [
        HelpPanel(_("Un badge dit un rôle réel. Il paraît à côté du nom partout, jusqu'à sa date de fin.")),
        FieldPanel("member"),
        FieldRowPanel([FieldPanel("badge"), FieldPanel("detail")]),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
    ]

    def get_edit_handler(self):
        return ObjectList(self.panels, base_form_class=AwardForm).bind_to_model(self.model)


class ReservedNameViewSet(SnippetViewSet):
    model = ReservedName
    icon = "lock"
    menu_label = _("Noms réservés")
    list_display = ["words", "why"]
    search_fields = ["words"]
    panels = [
        HelpPanel(_("Aucun membre ne peut se nommer ainsi. Les noms des autorités et des badges le sont déjà.")),
        FieldPanel("words"),
        FieldPanel("why"),
    ]


class RolesGroup(SnippetViewSetGroup):
    """Who is who: real roles, and the names that would pretend to one."""

    items = (AwardViewSet, BadgeViewSet, ReservedNameViewSet)
    menu_label = _("Rôles et noms")
    menu_icon = "group"
    menu_order = 520
    menu_name = "roles"
