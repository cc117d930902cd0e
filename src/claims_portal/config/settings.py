"""Django settings. What differs from place to place comes from the environment (see README)."""

from datetime import timedelta
from pathlib import Path

from claims_portal.config import environment

ROOT = Path(environment.text("PORTAL_ROOT", str(Path.cwd())))
STATE_DIR = Path(environment.text("PORTAL_STATE_DIR", str(ROOT / "var")))
# A portal to try programs on; `serve --sandbox` switches it on. Nothing of it exists otherwise.
SANDBOX = environment.switch("PORTAL_SANDBOX", default=False)
# Whether a new sandbox begins with claims to look at.
SANDBOX_CLAIMS = environment.switch("PORTAL_SANDBOX_CLAIMS", default=True)
DEMO = SANDBOX or environment.switch("PORTAL_DEMO", default=False)

SECRET_KEY = environment.secret_key(STATE_DIR)
DEBUG = False
ALLOWED_HOSTS = environment.words("PORTAL_ALLOWED_HOSTS", "127.0.0.1,localhost")
HTTPS = environment.switch("PORTAL_HTTPS", default=False)
# How many proxies of one's own stand in front and add to X-Forwarded-For.
PROXIES = environment.number("PORTAL_PROXIES", 1 if HTTPS else 0)
# What links in mails begin with; also what passkeys are bound to.
BASE_URL = environment.text("PORTAL_URL", "http://localhost:8000").rstrip("/")
# A sandbox that the operator runs beside this portal, for those who are registered to program.
SANDBOX_URL = environment.text("PORTAL_SANDBOX_URL", BASE_URL if SANDBOX else "").rstrip("/")
# To whom users' questions are mailed; without it they are not asked for any.
SUPPORT_ADDRESS = environment.text("PORTAL_SUPPORT_ADDRESS", "")
# Where the web processes listen, for the worker, which asks each minute whether they answer.
OWN_ADDRESS = environment.text("PORTAL_OWN_ADDRESS", "").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "procrastinate.contrib.django",
    "claims_portal.config",
    "claims_portal.records",
    "claims_portal.notices",
    "claims_portal.organisations",
    "claims_portal.accounts",
    "claims_portal.claims",
    "claims_portal.operators",
    "claims_portal.files",
    "claims_portal.figures",
    "claims_portal.webhooks",
    "claims_portal.migration",
    "claims_portal.retention",
    "claims_portal.registration",
    "claims_portal.sandbox",
    "claims_portal.transfers",
    "claims_portal.api",
    "claims_portal.web",
]

MIDDLEWARE = [
    "claims_portal.config.garbage.between_pages",
    "claims_portal.config.correlating.correlated",
    "claims_portal.config.tracing.traced",
    "claims_portal.config.health.metrics.measured",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "claims_portal.config.content_security_policy.content_security_policy",
    "claims_portal.config.languages.in_the_chosen_language",
    "claims_portal.config.closed_for_the_move.closed_for_the_move",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "claims_portal.web.sessions.Sessions",
    # Deny by default: a page without a sign-in says so itself.
    "claims_portal.web.resuming.SignInFirst",
    "claims_portal.web.gates.Gates",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# What of it the API needs, which has tokens and no sessions (see wsgi.py).
API_MIDDLEWARE = [
    "claims_portal.config.correlating.correlated",
    "claims_portal.config.tracing.traced",
    "claims_portal.config.health.metrics.measured",
    "django.middleware.security.SecurityMiddleware",
    "claims_portal.config.content_security_policy.content_security_policy",
    "claims_portal.config.closed_for_the_move.closed_for_the_move",
    "claims_portal.config.caching.never_kept",
]

if SANDBOX:
    MIDDLEWARE.append("claims_portal.config.sandboxed.sandboxed")
    API_MIDDLEWARE.append("claims_portal.config.sandboxed.sandboxed")

ROOT_URLCONF = "claims_portal.config.sandbox_urls" if SANDBOX else "claims_portal.config.urls"
WSGI_APPLICATION = "claims_portal.config.wsgi.application"

DATABASE_URL = environment.text("DATABASE_URL", "")
# Set by the command line when it starts the embedded server; then `serve` makes its own role.
EMBEDDED_DATABASE = environment.switch("PORTAL_EMBEDDED_DATABASE", default=False)
DATABASES = {
    "default": environment.database(DATABASE_URL or "postgresql:///postgres")
    | {
        "ENGINE": "claims_portal.config.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}
# A cursor of the server does not outlast a transaction behind PgBouncer.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = environment.switch(
    "PORTAL_POOLED", default=False
)
# How many requests a web process works on at once, each with a connection of its own.
WEB_LANES = environment.number("PORTAL_WEB_THREADS", 3)
# Lets `claims_portal.database` prepare its statements; Django's own are bound by the client.
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["claims_portal.web.sessions.AccountBackend"]
LOGIN_URL = "sign-in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "claims_portal.web.context.portal",
            ],
            "builtins": ["claims_portal.web.templatetags.written_dates"],
            "libraries": {"i18n": "claims_portal.web.templatetags.fixed_texts"},
        },
    }
]

# English until the reader chooses another of these; the API, mails and downloads stay English.
LANGUAGES = environment.languages("PORTAL_LANGUAGES", "en")
LANGUAGE_CODE = "en-gb"
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
LANGUAGE_COOKIE_SECURE = HTTPS
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "claims": environment.file_store(STATE_DIR / "files"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_ENGINE = "claims_portal.web.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
# Longer than any sign-in lasts (LONGEST_SESSION): what was typed in a form that stood open
# overnight is still there after the next sign-in.
SESSION_COOKIE_AGE = int(timedelta(days=7).total_seconds())
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "claims_portal.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
# Asked from inside, past the proxy.
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = environment.number("PORTAL_MAX_BODY_BYTES", 1_000_000)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# Attachments: 4 MB a file as the old interface had it; the rest is our decision.
FILE_UPLOAD_HANDLERS = ["claims_portal.files.uploading.BoundedUpload"]
LARGEST_ATTACHMENT = environment.number("PORTAL_LARGEST_ATTACHMENT", 4 * 1024**2)
ATTACHMENT_BYTES_OF_A_CLAIM = environment.number("PORTAL_ATTACHMENT_BYTES", 20 * 1024**2)
ATTACHMENTS_BY_REPRESENTATIVE = environment.number("PORTAL_ATTACHMENTS_BY_REPRESENTATIVE", 40)
ATTACHMENTS_BY_COMPENSATOR = environment.number("PORTAL_ATTACHMENTS_BY_COMPENSATOR", 10)
# Of ClamAV's daemon: host:port, or its socket's path. Without it only the test virus is found.
CLAMD_ADDRESS = environment.text("PORTAL_CLAMD", "")

DEFAULT_FROM_EMAIL = environment.text("PORTAL_MAIL_FROM", "noreply@portal.example.org")
EMAIL_HOST = environment.text("PORTAL_MAIL_HOST", "localhost")
EMAIL_PORT = environment.number("PORTAL_MAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("PORTAL_MAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("PORTAL_MAIL_PASSWORD", "")
EMAIL_USE_TLS = environment.switch("PORTAL_MAIL_TLS", default=False)
# In the demo mail is written to files, so that a second-factor code can be read without a server.
EMAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend"
    if DEMO
    else "django.core.mail.backends.smtp.EmailBackend"
)
EMAIL_FILE_PATH = environment.text("PORTAL_MAIL_DIR", str(ROOT / "build" / "mail"))

# Networks to which webhooks are posted though they are private, and without TLS too.
WEBHOOK_NETWORKS = environment.networks(
    "PORTAL_WEBHOOK_NETWORKS", "127.0.0.0/8,::1/128" if DEMO else ""
)

# Answers are checked against the OpenAPI document in tests, not at each call in production.
DMR_SETTINGS = {"validate_responses": False}

# Rules of accounts: stated where the facts state them, our decision otherwise.
ACCOUNT_YEARS = 2
UNUSED_DAYS_BEFORE_DISABLING = 90
EXPIRY_NOTICES_DAYS_BEFORE = (30, 14, 7, 1)
MONTHS_DISABLED_BEFORE_DELETION = 12
ACCESS_REVIEW_EVERY = timedelta(days=91)
# Between the closing of the intake and the first look at the data: requests under way end.
CUT_OVER_WAITS_FOR_OPEN_REQUESTS = timedelta(seconds=3)
COMBINING_MAY_BE_UNDONE_FOR = timedelta(days=14)
ADDRESS_VERIFICATION_LIFETIME = timedelta(hours=24)
ADDRESS_VERIFICATION_RESEND_AFTER = timedelta(seconds=60)
ALLOWED_MAIL_HOSTS = environment.words("PORTAL_ALLOWED_MAIL_HOSTS", "")
PASSWORD_LENGTH = 12
PASSWORD_LIFETIME = timedelta(days=60)
PASSWORD_HISTORY = 12

ADDRESS_VERIFICATION_PAGE = f"{BASE_URL}/verify-address"

# The second factor. An organisation may ask for more than the operator, never for less.
REQUIRE_STRONG_FACTOR = environment.switch("PORTAL_REQUIRE_STRONG_FACTOR", default=False)
RECOVERY_CODES = 10
SIGN_IN_CODE_LIFETIME = timedelta(minutes=10)
SIGN_IN_CODE_TRIES = 5
SIGN_IN_CODE_RESEND_AFTER = timedelta(seconds=60)
FAILED_SIGN_INS_BEFORE_DISABLING = 5
SIGN_IN_HASHES_OF_AN_ADDRESS = 3
# By network address, whatever was tried: more than one office may stand behind one.
SIGN_IN_FAILURES_FROM_AN_ADDRESS = environment.number("PORTAL_FAILURES_FROM_AN_ADDRESS", 30)
SIGN_IN_FAILURES_COUNTED_FOR = timedelta(minutes=15)
TOKEN_LIFETIME = timedelta(seconds=3600)
# Of each API client, where the operator has not set another for it; ten seconds' worth at once.
CALLS_PER_SECOND = max(1, environment.number("PORTAL_CALLS_PER_SECOND", 100))
# Keys are fetched from addresses that clients choose; they lead to public networks alone.
OUTGOING_TO_PRIVATE_NETWORKS = environment.switch("PORTAL_OUTGOING_PRIVATE", default=False)
# Of a network address that asks for tokens with wrong secrets.
WRONG_SECRETS_PER_SECOND = 1
# Whoever repeats a call after a day of outage still has it done once.
IDEMPOTENCY_KEYS_KEPT_FOR = timedelta(hours=environment.number("PORTAL_IDEMPOTENCY_KEYS_HOURS", 48))
LOCK_LEASE = timedelta(minutes=30)
# When a claim only waits for an acknowledgement with which it ends, the portal gives it.
FINAL_ACKNOWLEDGEMENT_AFTER = timedelta(
    days=environment.number("PORTAL_FINAL_ACKNOWLEDGEMENT_DAYS", 30)
)
IDLE_SESSION_LIMIT = timedelta(minutes=30)
LONGEST_SESSION = timedelta(hours=12)
# Files of accounts that the operator's staff upload; web processes and worker share it.
UPLOADS_DIR = environment.text("PORTAL_UPLOADS_DIR", str(STATE_DIR / "uploads"))
# Directories of old claims, for the cut-over to choose from.
MOVE_DIR = environment.text("PORTAL_MOVE_DIR", str(STATE_DIR / "move"))
ACCOUNT_FILE_MOST_BYTES = 2_000_000_000
# The operator's own staff: shorter than for organisations, since they see more [our decision].
STAFF_IDLE_LIMIT = timedelta(minutes=15)
STAFF_LONGEST_SESSION = timedelta(hours=8)
STAFF_SET_UP_LIFETIME = timedelta(hours=24)
STAFF_WAITS_AFTER_FAILURES = timedelta(minutes=15)
STAFF_WRONG_CODES_BEFORE_DISABLING = 10
# Of what was typed when the session ended, which waits for the next sign-in; in characters.
KEPT_FORM_LIMIT = 200_000

# User IDs are unique by a constraint that ignores case, which the first cannot see; the second
# says that `fixed_texts` stands in the place of Django's own.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "templates.W003"]

# Prometheus asks /metrics with this token; without one there is no such page.
METRICS_TOKEN = environment.text("PORTAL_METRICS_TOKEN", "")
# Where spans of requests go (OTLP by HTTP, …/v1/traces); needs the extra claims-portal[tracing].
OTLP_ENDPOINT = environment.text("PORTAL_OTLP_ENDPOINT", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "claims_portal.config.json_lines.JsonLines"},
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(correlation)s] %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": environment.choice("PORTAL_LOG_FORMAT", ("line", "json")),
            "filters": ["correlation"],
        }
    },
    # What callers did wrong is in the answers they get; what broke is an error.
    # That is also a body too large or a form without its token: Django would write a traceback
    # for each, and anybody could fill the log.
    "loggers": {
        "django.request": {"level": "ERROR", "filters": ["broken"]},
        "django.security": {"level": "CRITICAL"},
        "django.security.DisallowedHost": {"level": "WARNING", "filters": ["refused_hosts"]},
    },
    "filters": {
        "broken": {"()": "claims_portal.config.broken.Broken"},
        "refused_hosts": {"()": "claims_portal.config.refused_hosts.RefusedHosts"},
        "correlation": {"()": "claims_portal.config.correlating.WithCorrelation"},
    },
    "root": {"handlers": ["console"], "level": environment.text("PORTAL_LOG_LEVEL", "WARNING")},
}
