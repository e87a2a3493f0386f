"""A town's installation. It refuses to start with an unsafe value and says which (docs/settings.md)."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import ALLOWED_HOSTS, DATABASES, EMAIL_BACKEND, REDIS_URL, SITE_URL, STORAGES, env

DEBUG = False
EMBEDDED = False
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env("SECRET_KEY", default="")

_wrong = [
    message
    for unsafe, message in [
        (env.bool("DEBUG", default=False), "DEBUG must not be set: it shows settings to strangers"),
        (
            len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5,
            "SECRET_KEY must be a random text of at least 50 characters",
        ),
        ("ALLOWED_HOSTS" not in env.ENVIRON, "ALLOWED_HOSTS must list the site's host names"),
        ("*" in ALLOWED_HOSTS, "ALLOWED_HOSTS must not contain *: any Host header would be believed"),
        (not SITE_URL.startswith("https://"), "SITE_URL must be the site's https:// address"),
        (DATABASES["default"]["ENGINE"].endswith("sqlite3"), "DATABASE_URL must name a PostgreSQL database"),
        (not REDIS_URL, "REDIS_URL must name a Redis: several processes share the live updates through it"),
        ("console" in EMAIL_BACKEND, "EMAIL_URL must name a mail server: people sign in by mail"),
        ("EMAIL_FROM" not in env.ENVIRON, "EMAIL_FROM must be the address mails come from"),
    ]
    if unsafe
]
if _wrong:
    raise ImproperlyConfigured("Parvis does not start:\n  - " + "\n  - ".join(_wrong))

STORAGES["staticfiles"] = {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"}
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=30 * 86400)
# Subdomains and preload lists bind the town's other sites too: that is not ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
SESSION_COOKIE_NAME = "__Host-sessionid"
