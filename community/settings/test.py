"""The test suite: SQLite in memory's place a file, tasks at once, mail in a list, no waiting on hashes."""

import atexit
import os
import shutil
import tempfile
from urllib.parse import urlsplit

os.environ.setdefault("SECRET_KEY", "a-key-for-the-tests-and-nothing-else")
os.environ["EMAIL_URL"] = "memorymail://"
os.environ["GEOCODER"] = "offline"
# TEST_FILES names a folder that stays, for `pytest --reuse-db`; else each run has its own and leaves nothing behind.
_files = os.environ.get("TEST_FILES", "")
if not _files:
    _files = tempfile.mkdtemp(prefix="parvis-tests-")
    atexit.register(shutil.rmtree, _files, ignore_errors=True)
os.environ["MEDIA_ROOT"] = _files  # its own for each worker
# Workers side by side share one Redis and must not hear one another: a prefix each for what is published (which
# knows no database numbers), a database each for the cache (clearing it empties the whole of it).
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
os.environ["REDIS_PREFIX"] = f"parvis-test-{_worker}"
if os.environ.get("REDIS_URL"):
    os.environ["REDIS_URL"] = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{8 + int(_worker[2:])}").geturl()

from .base import *  # noqa: E402
from .base import DATABASES, env  # noqa: E402

DEBUG = False
EMBEDDED = False
DEMO = True
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}
SERVESTATIC_USE_FINDERS = True
ACCOUNT_RATE_LIMITS = False
LOGGING = {"version": 1, "disable_existing_loggers": False}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Real threads and a live server need a database that is a file.
    DATABASES["default"]["TEST"] = {"NAME": f"{_files}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    del DATABASES["default"]["OPTIONS"]["pool"]
