"""`make run`: everything in one process, nothing to configure."""

from .base import *
from .base import VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
EMBEDDED = True  # the background worker and the clock live in the web server's own process


def _own_secret_key():
    """A key of this installation's own, made once and kept in var/ (never in the repository)."""
    from django.core.management.utils import get_random_secret_key

    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(exist_ok=True)
        path.write_text(get_random_secret_key())
        path.chmod(0o600)
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _own_secret_key()
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = DEBUG
DEMO = True
FIRST_RUN = ["plant", "load_demo"]
EVERY_RUN = ["demo_accounts"]
