"""Members in the Wagtail admin. Wagtail expects first_name, last_name and username; a member has one displayed name."""

from allauth.account.models import EmailAddress
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from .models import Member

FIELDS = ["name", "email", "language", "is_superuser", "groups"]


class OneName:
    """What both forms share: no first and last name, and an address that counts as confirmed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields.pop(name, None)

    def separate_username_field(self):
        return False

    def clean_email(self):
        return Member.objects.normalize_email(self.cleaned_data["email"]).lower()

    def save(self, commit=True):
        member = super().save(commit=False)
        # Wagtail's own door asks for nothing but a permission; is_staff is what the site's pages look at.
        member.is_staff = member.is_staff or member.is_superuser
        if commit:
            member.save()
            self.save_m2m()
            confirm(member)
        return member


def confirm(member):
    """An administrator vouches for the address: the member need not confirm it to sign in."""
    EmailAddress.objects.filter(user=member, primary=True).exclude(email=member.email).update(primary=False)
    EmailAddress.objects.update_or_create(user=member, email=member.email, defaults={"verified": True, "primary": True})


class MemberCreationForm(OneName, UserCreationForm):
    class Meta:
        model = Member
        fields = FIELDS
        widgets = {"groups": forms.CheckboxSelectMultiple}


class MemberEditForm(OneName, UserEditForm):
    class Meta:
        model = Member
        fields = [*FIELDS, "is_active"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class MemberNameForm(forms.ModelForm):
    class Meta:
        model = Member
        fields = ["name"]


class MembersIndex(IndexView):
    @property
    def search_fields(self):
        return ["name", "email", "handle"]

    def order_queryset(self, queryset):
        if self.ordering in ("name", "-name"):
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class MemberViewSet(UserViewSet):
    index_view_class = MembersIndex
    menu_label = _("Membres")
    ordering = "name"
    create_template_name = "members/admin/create.html"
    edit_template_name = "members/admin/edit.html"

    def get_form_class(self, for_update=False):
        return MemberEditForm if for_update else MemberCreationForm
