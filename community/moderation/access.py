"""Who moderates. Strangers get 404, from whoever asks these."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Q

GROUP = "Modération"
PERMISSION = "moderation.moderate"


def may_moderate(member):
    return member.is_authenticated and member.is_active and member.has_perm(PERMISSION)


def check(member):
    """Raises PermissionDenied unless `may_moderate`."""
    if not may_moderate(member):
        raise PermissionDenied


def moderators():
    """Everybody who moderates: by a group's permission, by their own, or as administrators."""
    by_right = {"content_type__app_label": "moderation", "codename": "moderate"}
    groups = Group.objects.filter(**{f"permissions__{name}": value for name, value in by_right.items()})
    own = {f"user_permissions__{name}": value for name, value in by_right.items()}
    found = get_user_model().objects.filter(is_active=True)
    return found.filter(Q(is_superuser=True) | Q(groups__in=groups) | Q(**own)).distinct()


def let_in(member):
    """Make a member a moderator."""
    member.groups.add(Group.objects.get(name=GROUP))
