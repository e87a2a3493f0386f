"""Who edits entries in the Wagtail admin: moderators all of them, a desk those of its own authority, administrators and
whoever was given the model's permissions as everywhere. Nobody else deletes one: it is closed, or hidden."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.permission_policies import ModelPermissionPolicy

from community.moderation.access import may_moderate, moderators
from community.tickets.desk.sitting import sitting_of

MODERATORS, DESKS = {"add", "change", "view"}, {"change", "view"}


class EntryPolicy(ModelPermissionPolicy):
    def user_has_permission(self, user, action):
        return self._all(user, action) or (action in DESKS and bool(sitting_of(user).seats))

    def user_has_permission_for_instance(self, user, action, instance):
        if self._all(user, action):
            return True
        return action in DESKS and instance.official_id in [one.pk for one in sitting_of(user).authorities]

    def instances_user_has_any_permission_for(self, user, actions):
        if any(self._all(user, action) for action in actions):
            return self.model.objects.all()
        return self.model.objects.filter(official__in=sitting_of(user).authorities if DESKS & set(actions) else ())

    def users_with_any_permission(self, actions):
        may = Q(pk__in=super().users_with_any_permission(actions))
        if MODERATORS & set(actions):
            may |= Q(pk__in=moderators())
        if DESKS & set(actions):
            may |= Q(seats__isnull=False)
        return get_user_model().objects.filter(may, is_active=True).distinct()

    def _all(self, user, action):
        return super().user_has_permission(user, action) or (action in MODERATORS and may_moderate(user))
