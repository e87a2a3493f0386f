"""What every installation shares. Each value that an operator may set is read from the environment
here and explained in docs/settings.md; `dev`, `test` and `production` only choose defaults. What the rooms plug into
one another, which nobody sets, is in `seams`."""

from pathlib import Path

import environ
from csp.constants import NONCE, SELF
from django.utils.translation import gettext_lazy as _

from .seams import *

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"
env = environ.Env()
env.read_env(BASE_DIR / ".env")

# --- What runs -------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "daphne",
    "channels",
    "demo",
    "home",
    "classifieds",
    "directory",
    "discussions",
    "incidents",
    "lost_found",
    "community.handovers",
    "community.conversations",
    "community.tickets",
    "community.moderation",
    "community.newspaper",
    "community.posts",
    "community.groups",
    "community.notifications",
    "community.members",
    "community.places",
    "community.upkeep",
    "community",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.sites",
    "community.members.wagtail_users.Users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.contrib.redirects",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "template_partials",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

# Static files are served around these (community.pages); a WSGI server leaves them to the proxy.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "community.urls"
ASGI_APPLICATION = "community.asgi.application"
WSGI_APPLICATION = "community.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "home.context.town",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "community.templatetags.parvis",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Where things are kept ---------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'parvis.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        # A solid disk's. At PostgreSQL's own 4, a turning one's, a rare word is looked for in every text instead of in
        # the index of words: its planner takes whatever begins with a word for one text in two hundred.
        "options": "-c random_page_cost=1.1",
        "pool": {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL", default=20),
            "timeout": env.int("DATABASE_PATIENCE", default=10),
        },
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [REDIS_URL], "prefix": env("REDIS_PREFIX", default="parvis")},
        }
    }
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": env("REDIS_PREFIX", default="parvis"),
        }
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 10_000}}}
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 1500},  # of up to 70 kB: kept pages must not eat the machine
        }
    }

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

MEDIA_ROOT = env.path("MEDIA_ROOT", default=VAR_DIR / "media")
MEDIA_URL = "/media/"
S3_BUCKET = env("S3_BUCKET", default="")


def _storage(folder, **options):
    """A room of the members' files: a folder below MEDIA_ROOT, or the same prefix in the S3 bucket."""
    if S3_BUCKET:
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": S3_BUCKET,
                "location": folder,
                "endpoint_url": env("S3_ENDPOINT", default=None),
                "region_name": env("S3_REGION", default=None),
                "access_key": env("S3_ACCESS_KEY", default=None),
                "secret_key": env("S3_SECRET_KEY", default=None),
                "file_overwrite": False,
                "querystring_auth": folder == "private",
            },
        }
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(Path(MEDIA_ROOT) / folder), **options},
    }


STORAGES = {
    "default": _storage("public", base_url=MEDIA_URL),
    "private": _storage("private", file_permissions_mode=0o600),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "collected"
STATICFILES_DIRS = [BASE_DIR / "community" / "static", VAR_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]

# --- Addresses and safety ----------------------------------------------------------------------------

SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
LIVE_ORIGINS = env.list("LIVE_ORIGINS", default=[SITE_URL, *CSRF_TRUSTED_ORIGINS])
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024  # what community.intake lets through: the form itself says "too long"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
PERMISSIONS_POLICY = {"camera": "self", "geolocation": "self", "microphone": [], "payment": []}

MAP_TILES_URL = env(
    "MAP_TILES_URL",
    default="https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"
    "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
)
MAP_TILES_ATTRIBUTION = env("MAP_TILES_ATTRIBUTION", default="© IGN, Plan IGN v2")
_tiles_origin = "/".join(MAP_TILES_URL.split("/")[:3]) if MAP_TILES_URL.startswith("http") else None

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],  # Wagtail's admin still needs inline script
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *([_tiles_origin] if _tiles_origin else [])],
        "connect-src": [SELF],
        "font-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    },
}

# --- People --------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "community.members.adapter.Adapter"
ACCOUNT_FORMS = {"signup": "community.members.signup.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # without a password one signs in by code
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_USER_DISPLAY = "community.members.models.display_name"
# Beside allauth's own and counted the same way: what one address may ask of the geocoder, and send of photos.
ACCOUNT_RATE_LIMITS = {"places": "120/m/ip", "photo": "120/10m/ip", "suggest": "120/m/ip", "flag": "20/h/ip",
                       "comment": "30/5m/user", "number": "20/h/user"}  # fmt: skip
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Parvis"

# --- Languages and time ----------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "community.formats"  # English dates are not American ones
TIME_ZONE = env("TIME_ZONE", default="Europe/Paris")
USE_TZ = True
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Mail ----------------------------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
# Where answers to the mail of a message come in (`manage.py receive_mail`); without it such mails ask for no answer.
INBOUND_MAIL_DOMAIN = env("INBOUND_MAIL_DOMAIN", default="")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM", default="Parvis <ne-pas-repondre@parvis.example>")

# --- Other sites -----------------------------------------------------------------------------------------------

# The key by which push services know this site; empty: one is made once and kept in the database.
VAPID_PRIVATE_KEY = env("VAPID_PRIVATE_KEY", default="")
# Networks of one's own that requests to other sites may reach all the same (community.outgoing).
OUTGOING_ALLOWED = env.list("OUTGOING_ALLOWED", default=[])

# --- Work that happens by itself (which: seams.py) ---------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- How much of what --------------------------------------------------------------------------------------------

# How many sockets one member and one address may hold.
LIVE_SOCKETS_PER_MEMBER = env.int("LIVE_SOCKETS_PER_MEMBER", default=30)
LIVE_SOCKETS_PER_ADDRESS = env.int("LIVE_SOCKETS_PER_ADDRESS", default=300)
DIGEST_HOUR = env.int("DIGEST_HOUR", default=7)  # o'clock where each member lives
THREAD_EDIT_MINUTES = 15  # how long a neighbour may correct a comment
PHOTO_ROOM_LEFT = env.int("PHOTO_ROOM_LEFT", default=500_000_000)  # bytes free on the disk, below which none is taken
PHOTO_ORIGINALS_DAYS = env.int("PHOTO_ORIGINALS_DAYS", default=180)
# So many different members' flags hide a thing until a moderator decides, of accounts at least so many days old.
FLAGS_TO_HIDE = env.int("FLAGS_TO_HIDE", default=3)
FLAG_STANDING_DAYS = env.int("FLAG_STANDING_DAYS", default=3)
# A promise without an appointment is released after so many hours; half of them in, a reminder.
HANDOVER_ANSWER_HOURS = env.int("HANDOVER_ANSWER_HOURS", default=48)
# How many ads a member may send in 24 hours: while the account is new, for so many days, and afterwards.
ADS_NEWCOMER_DAYS = env.int("ADS_NEWCOMER_DAYS", default=7)
ADS_A_DAY_AT_FIRST = env.int("ADS_A_DAY_AT_FIRST", default=3)
ADS_A_DAY = env.int("ADS_A_DAY", default=20)
# The category of reports by which the city is asked to collect something bulky that nobody took (home.collecting).
COLLECTION_CATEGORY = env("COLLECTION_CATEGORY", default="depot-sauvage")
# In which category of the directory the town's lost-property office is looked for.
LOST_OFFICE_CATEGORY = env("LOST_OFFICE_CATEGORY", default="objets-trouves")
# How long a found thing stands: a year and a day, as long as most towns' offices keep one.
LOST_FOUND_KEPT_DAYS = env.int("LOST_FOUND_KEPT_DAYS", default=366)

# --- Places --------------------------------------------------------------------------------------------------

GEOCODER = env("GEOCODER", default="offline")  # offline | geoplateforme | nominatim
GEOCODER_URL = env("GEOCODER_URL", default="")
TOWN_CODE = env("TOWN_CODE", default="92040")  # the territory whose map and name a visitor sees first

# --- Wagtail -------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Parvis"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français"), ("en", "English")]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_IMAGE_MODEL = "home.EditorImage"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "community.posts.backend", "AUTO_UPDATE": True, "SEARCH_CONFIG": "french_unaccent"}
}
TAGGIT_CASE_INSENSITIVE = True

# --- Logs: ids, never words or addresses of people -----------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.channels.server": {"level": "WARNING"},
        "daphne": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "PIL": {"level": "WARNING"},
    },
}
