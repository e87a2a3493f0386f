"""`make run`: everything in one process, nothing to configure."""

from django.core.management.utils import get_random_secret_key

from .base import *
from .base import FIRST_RUN, VAPID_PRIVATE_KEY, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
EMBEDDED = True  # the background worker and the clock live in the web server's own process


def _own(name, make):
    """A key of this installation's own, made once and kept in var/ (never in the repository)."""
    path = VAR_DIR / name
    if not path.exists():
        VAR_DIR.mkdir(exist_ok=True)
        path.write_text(make())
        path.chmod(0o600)
    return path.read_text()


def _new_push_key():
    from community.notifications.keys import new_private_key

    return new_private_key()


SECRET_KEY = env("SECRET_KEY", default="") or _own("secret_key", get_random_secret_key)
VAPID_PRIVATE_KEY = VAPID_PRIVATE_KEY or _own("vapid_key", _new_push_key)
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = DEBUG
DEMO = True
FIRST_RUN = [*FIRST_RUN, "load_demo"]
EVERY_RUN = ["demo_accounts"]
