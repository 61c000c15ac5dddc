"""Production: everything comes from the environment.

Where something needed is missing or wrong, the site refuses to start and
lists all of it at once. See ``site/docs/operate.md`` for each variable.
"""

import os
from email.utils import parseaddr
from pathlib import Path

from botocore.config import Config
from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import NGINX_CACHE_DIR, STORAGES, VAR_DIR, caches, database, env

NEEDED = {
    "SECRET_KEY": "a long random text, the same for all servers",
    "ALLOWED_HOSTS": "the site's host names, separated by commas",
    "DATABASE_URL": "postgres://user:password@host:5432/name (or sqlite:////path/db.sqlite3)",
    "WAGTAILADMIN_BASE_URL": "https://the-site's-host, for links in e-mails",
    "DEFAULT_FROM_EMAIL": "the sender of the site's e-mails",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
}
SHORTEST_SECRET_KEY = 50


def faults() -> list[str]:
    """Return a line for each variable that is missing or cannot be right."""
    found = [
        f"{name} is missing: {meaning}"
        for name, meaning in NEEDED.items()
        if not env.str(name, default="").strip()
    ]
    if 0 < len(env.str("SECRET_KEY", default="")) < SHORTEST_SECRET_KEY:
        found.append(f"SECRET_KEY is shorter than {SHORTEST_SECRET_KEY} characters")
    if any(len(key) < SHORTEST_SECRET_KEY for key in env.list("SECRET_KEY_FALLBACKS", default=[])):
        found.append(
            f"SECRET_KEY_FALLBACKS has a key shorter than {SHORTEST_SECRET_KEY} characters"
        )
    if "*" in env.list("ALLOWED_HOSTS", default=[]):
        found.append("ALLOWED_HOSTS must name the hosts: * lets anyone forge links in e-mails")
    base_url = env.str("WAGTAILADMIN_BASE_URL", default="https://")
    if base_url and not base_url.startswith("https://"):
        found.append("WAGTAILADMIN_BASE_URL must begin with https://")
    if env.str("S3_BUCKET", default="") and not env.str("S3_REGION", default=""):
        found.append("S3_REGION is missing: the region of S3_BUCKET")
    return found + [
        f"{name}: {folder} cannot be written to by the user that this runs as"
        for name, folder in written_folders()
        if not is_writable(folder)
    ]


def written_folders() -> list[tuple[str, Path]]:
    """Return the folders that the site writes to, each with the variable that names it."""
    # Files that were put back from a backup often belong to somebody else.
    found = [("GOODNEWS_VAR_DIR", VAR_DIR / name) for name in ("", "media", "private")]
    if NGINX_CACHE_DIR:
        found += [("NGINX_CACHE_DIR", Path(NGINX_CACHE_DIR) / name) for name in ("", "pages")]
    return found


def is_writable(folder: Path) -> bool:
    """Tell whether something can be written below ``folder``, which may still have to be made."""
    while not folder.exists():
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


if _faults := faults():
    raise ImproperlyConfigured("The site cannot start in production:\n- " + "\n- ".join(_faults))

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL")

DATABASES = {"default": database(env.str("DATABASE_URL"))}
CACHES = caches(env.str("REDIS_URL", default=""), VAR_DIR)
# Survives a lost cache: nothing that counts lives in Redis.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- E-mail ---------------------------------------------------------------------------------

_email = env.email_url("EMAIL_URL")
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL")
SERVER_EMAIL = parseaddr(DEFAULT_FROM_EMAIL)[1]

# --- Files ----------------------------------------------------------------------------------

MEDIA_URL = env.str("MEDIA_URL", default="/media/")
# boto3 waits 140 s by default.
S3_PATIENCE = Config(connect_timeout=1, read_timeout=2, retries={"max_attempts": 2})
if env.str("S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("S3_BUCKET"),
            "region_name": env.str("S3_REGION"),
            "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
            "custom_domain": env.str("S3_CUSTOM_DOMAIN", default=None),
            "querystring_auth": False,
            "file_overwrite": False,
            "client_config": S3_PATIENCE,
        },
    }
# Another bucket, which nobody may list or read; without it proofs stay in PRIVATE_ROOT.
if env.str("S3_PRIVATE_BUCKET", default=""):
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("S3_PRIVATE_BUCKET"),
            "region_name": env.str("S3_REGION"),
            "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
            "client_config": S3_PATIENCE,
        },
    }

# --- Security -------------------------------------------------------------------------------

# nginx stands in front: without its word, whatever is limited by address would be limited for
# all readers together.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
REQUIRE_MFA_FOR_STAFF = env.bool("REQUIRE_MFA_FOR_STAFF", default=True)
