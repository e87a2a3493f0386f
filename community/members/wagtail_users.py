from wagtail.users.apps import WagtailUsersAppConfig


class Users(WagtailUsersAppConfig):
    """Wagtail's user admin, for members: they have one name, and sign in by e-mail."""

    user_viewset = "community.members.admin.MemberViewSet"
