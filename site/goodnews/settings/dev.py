"""A developer's machine and the demo: SQLite, e-mail on the console, nothing to install."""

from .base import *  # noqa: F403
from .base import VAR_DIR, caches, database, env

# ``demo`` serves with DEBUG=false, so that visitors meet the real error pages.
DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = "for development only"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
INTERNAL_IPS = ["127.0.0.1"]

SERVES_MEDIA = True

DATABASES = {
    "default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}"))
}
CACHES = caches(env.str("REDIS_URL", default=""), VAR_DIR)

if DEBUG:
    PAGE_CACHE_ENABLED = env.bool("PAGE_CACHE_ENABLED", default=False)
    WHITENOISE_USE_FINDERS = True
    STORAGES = {
        "default": {"BACKEND": "goodnews.images.storage.WholeFileSystemStorage"},
        "private": {"BACKEND": "goodnews.consents.storage.PrivateFileStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"


# Passkeys are tried on http://localhost here; everywhere else they need https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
