"""Tests: SQLite by default, PostgreSQL and Redis where DATABASE_URL and REDIS_URL are given."""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from .base import *  # noqa: F403
from .base import caches, database, env

DEBUG = False
SECRET_KEY = "for tests only"  # noqa: S105
ALLOWED_HOSTS = ["*"]

VAR_DIR = (
    Path(env.str("GOODNEWS_VAR_DIR", default=""))
    if env.str("GOODNEWS_VAR_DIR", default="")
    else Path(tempfile.mkdtemp(prefix="goodnews-test-"))
)
VAR_DIR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = VAR_DIR / "test-media"
PRIVATE_ROOT = VAR_DIR / "test-private"
SERVES_MEDIA = True
STATIC_ROOT = VAR_DIR / "test-static"

DATABASES = {
    "default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'unused.sqlite3'}"))
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: browser journeys serve from another thread.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    # Nothing of a test outlives a crash: no commit waits for the disk.
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"


# As Redis has without any settings of its own.
REDIS_DATABASES = 16


def own_redis(url: str) -> str:
    """Return ``url`` with a Redis database of its own for each process of pytest-xdist.

    They would otherwise empty each other's caches in the middle of a test.
    """
    worker = env.str("PYTEST_XDIST_WORKER", default="")
    if not url or not worker:
        return url
    parts = urlsplit(url)
    number = int(parts.path.strip("/") or 0) + int(worker.removeprefix("gw"))
    return parts._replace(path=f"/{number % REDIS_DATABASES}").geturl()


CACHES = caches(own_redis(env.str("REDIS_URL", default="")), VAR_DIR)
if not env.str("REDIS_URL", default=""):
    CACHES["pages"] = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
    }
# Each test says itself when counts are written.
CONTEST_COUNTS_SECONDS = 0
# Each test says itself when it wants pages cached.
PAGE_CACHE_ENABLED = False

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "goodnews.images.storage.WholeFileSystemStorage"},
    "private": {"BACKEND": "goodnews.consents.storage.PrivateFileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
TASKS = {"default": {"BACKEND": "tests.late_indexes.LateIndexBackend"}}
