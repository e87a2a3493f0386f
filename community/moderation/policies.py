"""What staff look through in the Wagtail admin and do not edit there: its own page has the acts, which give reasons."""

from wagtail.permission_policies import BasePermissionPolicy


class LookedThrough(BasePermissionPolicy):
    """`may` is (member) -> whether they may look, `who` is () -> all who may, as a queryset."""

    def __init__(self, model, may, who):
        super().__init__(model)
        self.may, self.who = may, who

    def user_has_permission(self, user, action):
        return action == "view" and self.may(user)

    def users_with_any_permission(self, actions):
        return self.who() if "view" in actions else self.who().none()
