from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_delete


class Community(AppConfig):
    name = "community"

    def ready(self):
        """Signing out and ending a session are others' acts: their signals are the only way to hear of them."""
        from allauth.usersessions.models import UserSession

        from . import keys  # noqa: F401  before any module of addresses says <key:…>

        user_logged_out.connect(_signed_out, dispatch_uid="live")
        post_delete.connect(_session_ended, sender=UserSession, dispatch_uid="live")


def _signed_out(sender, request, **_):
    _leave(request.session.session_key)


def _session_ended(sender, instance, **_):
    _leave(instance.session_key)


def _leave(session_key):
    from community import live
    from community.notifications.devices import forget_session

    live.leave(session_key)
    forget_session(session_key)
