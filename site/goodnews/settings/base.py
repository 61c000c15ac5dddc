"""Settings that every environment shares. Values that differ stand in dev, test and production."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from .contests import *  # noqa: F403
from .limits import *  # noqa: F403
from .logs import *  # noqa: F403

env = environ.Env()

ROOT_DIR = Path(__file__).resolve().parents[3]
SITE_DIR = ROOT_DIR / "site"
# Everything the running site writes: database, media, collected files, page cache.
VAR_DIR = Path(env.str("GOODNEWS_VAR_DIR", default=str(ROOT_DIR / "var")))
# Keeps the waiting line of contests where there is no Redis: for the processes of one machine.
CONTEST_LINE_FILE = VAR_DIR / "contest-line"

INSTALLED_APPS = [
    # Upper rooms first, so that their templates win over the packages'.
    "goodnews.demo",
    "goodnews.bench",
    "goodnews.privacy",
    "goodnews.home",
    "goodnews.search",
    "goodnews.reports",
    "news",
    "news.desk",
    "news.planning",
    "exemplars",
    "exemplars.nominations",
    "campaigns",
    "campaigns.reminders",
    "campaigns.contests",
    "quizblocks",
    "goodnews.sharing",
    "goodnews.workflows",
    "goodnews.stats",
    "goodnews.consents",
    "goodnews.accounts",
    "goodnews.units",
    "goodnews.core",
    "goodnews.purges",
    "goodnews.images",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.frontend_cache",
    "wagtail.embeds",
    "wagtail.sites",
    "goodnews.accounts.apps.UsersAppConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    # First, so that a page already made costs nothing more (rule 1).
    "goodnews.core.pagecache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "goodnews.core.middleware.ContentSecurityPolicyMiddleware",
    "goodnews.core.busy.BusyDatabaseMiddleware",
    "goodnews.core.strange_requests.StrangeCookieMiddleware",
    "goodnews.accounts.middleware.LastingSessionMiddleware",
    "goodnews.core.middleware.PathLocaleMiddleware",
    "goodnews.core.strange_requests.LongAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "goodnews.workflows.middleware.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goodnews.accounts.middleware.StaffDoorMiddleware",
    "news.desk.phone_keys.PhoneKeyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    # Inside the redirects: what was withdrawn leads nowhere.
    "goodnews.consents.gone.GoneMiddleware",
    "goodnews.core.middleware.KeptRootMiddleware",
]
# Answers to a quiz or in a contest, sent by a script: see goodnews.core.lean.
LEAN_PATHS = (
    r"/(?:en/)?(?:trac-nghiem|luyen-tap)/"
    r"|/cuoc-thi/[^/]+/vao-thi/vong/[0-9]+/luot/[0-9]+/luu/$"
)
LEAN_PAGES = (
    r"/cuoc-thi/[^/]+/vao-thi/vong/[0-9]+/"
    r"(?:bat-dau|hang-cho|luot/[0-9]+(?:/luu|/bien-nhan)?)/$"
)

ROOT_URLCONF = "goodnews.urls"
WSGI_APPLICATION = "goodnews.wsgi.application"
ASGI_APPLICATION = "goodnews.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database -------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    # Django's DEFERRED default failed 60 % of the requests under load: rule 11.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
POSTGRES_OPTIONS = {
    "connect_timeout": 5,
    # Compiling a statement to machine code took half the time of what it made no quicker.
    "options": "-c statement_timeout=30000 -c lock_timeout=5000 -c jit=off",
}


def database(url: str) -> dict:
    """Return Django's settings for the database at ``url``, with this project's options."""
    config = env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
    else:
        config["OPTIONS"] = {**POSTGRES_OPTIONS, **config.get("OPTIONS", {})}
    # On SQLite too: a new connection runs the PRAGMAs and reads the whole schema,
    # a quarter of the time of a page.
    config["CONN_MAX_AGE"] = 60
    config["CONN_HEALTH_CHECKS"] = True
    return config


# --- Caches ---------------------------------------------------------------------------------


def caches(redis_url: str | None, var_dir: Path) -> dict:
    """Return the two caches: ``default``, and ``pages`` for whole public pages.

    Without Redis the page cache is kept in files, so that every process of one
    machine sees the same purge.
    """
    if redis_url:
        # Redis waits 5 s a call by default; a page must not.
        options = {"socket_timeout": 0.25, "socket_connect_timeout": 0.25}
        redis = {
            "BACKEND": "goodnews.core.redis_cache.ForgivingRedisCache",
            "LOCATION": redis_url,
            "OPTIONS": options,
        }
        return {
            "default": {**redis, "KEY_PREFIX": "goodnews"},
            "pages": {**redis, "KEY_PREFIX": "goodnews-pages"},
        }
    return {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "pages": {
            "BACKEND": "goodnews.core.file_cache.WatchedFileCache",
            "LOCATION": var_dir / "pages",
            "OPTIONS": {"MAX_ENTRIES": 5000},
        },
    }


PAGE_CACHE_ENABLED = env.bool("PAGE_CACHE_ENABLED", default=True)
# A page is made anew after this long even if nothing was published.
PAGE_CACHE_SECONDS = 600
# Folder of nginx's proxy_cache on this machine; emptied when something is published.
NGINX_CACHE_DIR = env.str("NGINX_CACHE_DIR", default="")

# --- People ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# allauth's sign-in by e-mail; a second backend would ask for every right again.
AUTHENTICATION_BACKENDS = ["goodnews.accounts.backends.OneReadBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/gui-bai/"
WAGTAILADMIN_LOGIN_URL = "account_login"

ACCOUNT_ADAPTER = "goodnews.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "goodnews.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
# An administrator enters the addresses; a change by the person is confirmed by mail.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Silence towards addresses that nobody here has.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Tin tốt mỗi ngày] "
# "key" is name and address together: see AccountAdapter. A school shares one address.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/15m/key",
    "reset_password_from_key": "20/m/ip",
}
# How many proxies in front of the site write X-Forwarded-For; 0 believes nobody.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "goodnews.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "goodnews.accounts.forms.RenamePasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tin tốt mỗi ngày"
MFA_TOTP_TOLERANCE = 1
# There is no sign-up, so nobody can enrol on somebody else's address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Staff roles must use a second factor to reach what lies under these paths.
REQUIRE_MFA_FOR_STAFF = env.bool("REQUIRE_MFA_FOR_STAFF", default=False)
SECOND_FACTOR_PREFIXES = ["/admin/", "/gui-bai/", "/en/gui-bai/"]
# Passwords and addresses are changed at /tai-khoan/, with its limits and questions.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- Languages and time ---------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["goodnews.formats"]
# ``packages`` holds the project's Vietnamese for Wagtail, wagtail-localize and allauth.
LOCALE_PATHS = [SITE_DIR / "locale", SITE_DIR / "locale_packages"]

# --- Files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [SITE_DIR / "static"]
STATICFILES_FINDERS = [
    "goodnews.core.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Proofs of consents: no web server and no bucket shows this folder.
PRIVATE_ROOT = VAR_DIR / "private"
# Whether Django itself sends uploaded files; in production nginx or the bucket does.
SERVES_MEDIA = False
STORAGES = {
    "default": {"BACKEND": "goodnews.images.storage.WholeFileSystemStorage"},
    "private": {"BACKEND": "goodnews.consents.storage.PrivateFileStorage"},
    "staticfiles": {"BACKEND": "goodnews.core.static_files.ModuleStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
WHITENOISE_MAX_AGE = 60

# --- Wagtail --------------------------------------------------------------------------------

WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_SITE_NAME = "Tin tốt mỗi ngày"
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# Addresses are Vietnamese without marks; a link must survive Zalo and e-mail.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "goodnews.workflows.actions.publish_approved"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILIMAGES_IMAGE_MODEL = "images.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "goodnews.images.forms.SiteImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "heic", "gif"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "txt"]
WAGTAILSEARCH_BACKENDS = {
    # "simple": English stop words ("do", "an", "the") are Vietnamese syllables.
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}
WAGTAILEMBEDS_FINDERS = []
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
TAGGIT_CASE_INSENSITIVE = True

# --- Background work ------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# --- E-mail ---------------------------------------------------------------------------------

EMAIL_TIMEOUT = 3
EMAIL_SUBJECT_PREFIX = "[Tin tốt mỗi ngày] "
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="tintot@localhost")

# --- Security -------------------------------------------------------------------------------

# Wagtail shows previews in a frame of the same origin, so Django's wish for DENY is silenced.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": ["https://www.youtube-nocookie.com"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
# Wagtail's choosers, panels and date pickers write inline scripts and styles.
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF, "https://www.youtube-nocookie.com"],
}
