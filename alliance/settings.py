"""All settings, from the environment alone; ``.env.example`` lists every variable."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any

import environ
from django.utils.csp import CSP

from alliance import embedded, env
from alliance.secret import local_secret

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", BASE_DIR / "var"))

# Where the portal is, and how far that is from a visitor's own machine

DEBUG = env.flag("DEBUG")
PORT = env.number("PORT", 8000)
SITE = env.origin("SITE_URL", f"http://127.0.0.1:{PORT}")
SITE_URL = SITE.geturl()
_host = SITE.hostname or ""
IS_SECURE = SITE.scheme == "https"
try:
    IS_LOOPBACK = ip_address(_host).is_loopback
except ValueError:
    IS_LOOPBACK = _host == "localhost"
# The loopback names are for monitors on the same machine.
ALLOWED_HOSTS = [
    f"[{_host}]" if ":" in _host else _host,
    *("127.0.0.1", "localhost", "[::1]"),
    *env.words("ALLOWED_HOSTS"),
]

# Database: embedded by default, else any PostgreSQL from 15 on

DATABASE_URL = env.text("DATABASE_URL", "")
IS_EMBEDDED = not DATABASE_URL
CLUSTER = embedded.cluster(VAR_DIR / "postgres")
_statement_timeout = env.number("STATEMENT_TIMEOUT_MS", 3000)
_SESSION = {
    "statement_timeout": _statement_timeout,
    # A command that may take its time may also think between two statements.
    "idle_in_transaction_session_timeout": 15_000 if _statement_timeout else 0,
    "lock_timeout": 2000,
}
_database: dict[str, Any] = (
    CLUSTER.parameters
    if IS_EMBEDDED
    else env.server(
        "DATABASE_URL", "", ["postgres", "postgresql"], environ.Env.db_url_config
    )
)
_options = _database.get("OPTIONS", {})
_session = [f"-c {name}={value}" for name, value in _SESSION.items()]
# Whoever finds no free connection gets an answer before two seconds are over.
_pool = {"min_size": 1, "max_size": env.number("DATABASE_POOL", 8), "timeout": 1.5}
DATABASES = {
    "default": _database
    | {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0,
        "OPTIONS": _options
        | {
            "connect_timeout": 2,
            "options": " ".join([*_options.get("options", "").split(), *_session]),
            "pool": _pool,
        },
    }
}
# Each process keeps a connection that tells it of changes to public data.
LISTENS_FOR_CHANGES = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# On a server a missing key refuses the start (alliance.checks), not every command.
SECRET_KEY = env.text("SECRET_KEY", "") or (
    local_secret(VAR_DIR / "secret-key") if IS_EMBEDDED else ""
)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")

INSTALLED_APPS = [
    "alliance",
    "networks",
    "members",
    "news",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks_db",
    "networks.apps.OfficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    # What every answer bears, whoever gives it
    "alliance.middleware.headers",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "news.redirects.middleware",
    "alliance.middleware.AnswerErrors",
    "alliance.middleware.RefuseNul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # What a page needs
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alliance.sessions.EndSessions",
    "alliance.kept.KeepForms",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "members.viewing.ViewAs",
    "alliance.middleware.TellStatus",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "alliance.urls"
WSGI_APPLICATION = "alliance.wsgi.application"
FORM_RENDERER = "alliance.forms.FormRenderer"
# What the office's texts may count; from an app that this one may not import.
PAGE_FIGURES = "members.figures.figures"
# Whether this is a demo, and what the account page says of the second factor.
IS_DEMO = "members.demo.is_demo"
SECOND_FACTOR = "networks.second_factor.demand"
# What holds data about people, and forgets them.
PERSONAL_DATA = [
    "alliance.personal",
    "networks.personal",
    "members.personal",
    "news.personal",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "alliance.templatetags.components",
                "alliance.templatetags.head",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# What must be counted exactly is counted in the database (alliance.attempts).
CACHES = {
    "default": env.server(
        "CACHE_URL",
        "locmemcache://?max_entries=100000",
        ["locmemcache", "dbcache", "filecache"],
        environ.Env.cache_url_config,
    )
}

# Who signs in, and how

AUTH_USER_MODEL = "alliance.User"
AUTHENTICATION_BACKENDS = [
    "alliance.accounts.EmailBackend",
    "networks.access.OfficeBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "members:arrival"
PASSWORD_HASHERS = ["alliance.hashing.GuardedArgon2Hasher"]
PASSWORD_RESET_TIMEOUT = 60 * 60
_checks = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "alliance.passwords.LengthValidator"},
    {
        "NAME": f"{_checks}.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": f"{_checks}.CommonPasswordValidator"},
    {"NAME": f"{_checks}.NumericPasswordValidator"},
    {
        "NAME": f"{_checks}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "alliance.passwords.ContextValidator",
        "OPTIONS": {
            "words": [
                *(
                    "weiterbildung",
                    "fortbildung",
                    "ausbildung",
                    "bildung",
                    "ruhrgebiet",
                ),
                *("ruhr", "bündnis", "netzwerk", "anbieter", "koordination", "portal"),
                *("geschäftsstelle", "passwort", "password", "kennwort", "willkommen"),
                *("duisburg", "gelsenkirchen", "oberhausen", "mülheim", "essen"),
                *("bochum", "dortmund", "hamm", "schalke", "borussia", "qwertz"),
                *("sommer", "winter", "herbst", "frühling", "hallo", "asdfgh"),
            ]
        },
    },
]
ACCOUNT_ADAPTER = "alliance.accounts.Adapter"
ACCOUNT_FORMS = {
    "login": "alliance.account_forms.SignInForm",
    "reauthenticate": "alliance.account_forms.ReauthenticateForm",
    "change_password": "alliance.account_forms.ChangePasswordForm",
    "set_password": "alliance.account_forms.SetPasswordForm",
    "reset_password": "alliance.account_forms.ResetForm",
    "reset_password_from_key": "alliance.account_forms.ChosenPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = (
    "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 (its name)
)
# Until the browser is closed; alliance.sessions says when at the latest.
ACCOUNT_SESSION_REMEMBER = False
# allauth counts in the cache, alliance.attempts exactly and for all processes.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_ADAPTER = "alliance.second_factor.Adapter"
MFA_FORMS = {
    "authenticate": "alliance.second_factor.CodeAtSignIn",
    "reauthenticate": "alliance.second_factor.CodeAgain",
    "activate_totp": "alliance.second_factor.FirstCode",
    "add_webauthn": "alliance.second_factor.NewPasskey",
    "authenticate_webauthn": "alliance.second_factor.PasskeyAtSignIn",
    "reauthenticate_webauthn": "alliance.second_factor.PasskeyAgain",
    "login_webauthn": "alliance.second_factor.PasskeyAlone",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
# Who has an account came by a letter to the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# On one's own machine http is as good; browsers see to the rest.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IS_LOOPBACK and not IS_SECURE

# What every answer says about security

# Nothing is inline, so nothing needs a nonce, which no two visitors could share.
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^gesund/"]
IS_BEHIND_PROXY = env.flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_PROXY else None
)
ALLAUTH_TRUSTED_PROXY_COUNT = int(IS_BEHIND_PROXY)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_prefix = "__Host-" if IS_SECURE else ""
SESSION_COOKIE_NAME = f"{_prefix}sitzung"
SESSION_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = f"{_prefix}csrftoken"
CSRF_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "alliance.errors.csrf_failure"
# In the session, for a cookie of its own could not bear the prefix.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

# Over http on one's own machine there is nothing to encrypt and nobody to mail.
SILENCED_SYSTEM_CHECKS = (
    [
        "mail.E001",  # letters stay here, where a page shows them
        "security.W004",  # no HSTS
        "security.W008",  # no redirect to https
        "security.W012",  # a session cookie that http sends, too
        "security.W016",  # the same for CSRF
        "security.W018",  # DEBUG
    ]
    if IS_LOOPBACK
    else []
)

# Work outside the request, and mail

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
_email = env.server(
    "EMAIL_URL",
    "consolemail://",
    ["consolemail", "smtp", "smtp+tls", "smtp+ssl"],
    environ.Env.email_url_config,
)
_smtp = {
    "host": _email["EMAIL_HOST"],
    "port": _email["EMAIL_PORT"],
    "username": _email["EMAIL_HOST_USER"],
    "password": _email["EMAIL_HOST_PASSWORD"],
    "use_tls": _email.get("EMAIL_USE_TLS", False),
    "use_ssl": _email.get("EMAIL_USE_SSL", False),
    "timeout": 10,
}
_smtp_server = {"BACKEND": "alliance.smtp.EmailBackend", "OPTIONS": _smtp}
_nowhere = {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
_terminal = {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
_is_named = bool(env.text("EMAIL_URL", ""))
MAILERS: dict[str, dict[str, Any]] = {
    "default": _smtp_server
    if _email["EMAIL_HOST"]
    else (_terminal if _is_named else _nowhere)
}
# On one's own machine letters stay in the database, and a page shows them.
HAS_OUTBOX = IS_LOOPBACK and not _is_named
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "portal@weiterbildung.ruhr")
# Whom to tell of a weakness of the portal.
SECURITY_CONTACT = env.contact("SECURITY_CONTACT", f"mailto:{DEFAULT_FROM_EMAIL}")

# What the calendar does, each hour; functions that take the time and decide by it.
DAILY = [
    "alliance.delivery.send_due",
    "members.calendar.refresh_directory",
    "members.calendar.prune_media",
    "members.exchange.tidying.tidy",
    "members.applications.retention.keep_in_time",
    "members.removal.erase_due",
    "members.reminders.remind",
    "members.exporting.prune",
    "members.reports.escalate",
    "members.reports.prune",
    "members.freshness.reminding.remind",
    "alliance.people.erase_due",
    "alliance.retention.prune",
    "alliance.attempts.prune",
    "alliance.sessions.prune",
]

# What the worker does each minute beside its letters.
MINUTELY = ["news.publishing.notice_due"]
# What later apps add: to the map for search engines, to what waits for a decision, to
# the files that somebody names, to what goes along when two organisations become one.
SITEMAPS = {"aktuelles": "news.sitemaps.PostsSitemap"}
WAITING = {"meldung": "news.cosigning.WAITING"}
SHELVES = ["news.pictures.SHELF"]
UNITING = ["news.uniting.follow"]

# Language, files, log

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "alliance" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Proofs, which only their editors and coordinators may read.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR_DIR / "private",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # What is made from the files of the first, and can be made again.
    "renditions": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"allow_overwrite": True},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "webp", "jpg", "woff2", "gz", "br"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "alliance.logs.LineFormatter"}},
    "filters": {"brief": {"()": "alliance.logs.BriefOutages"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["brief"],
        },
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},
        # alliance.errors names what was refused, without what was sent.
        "django.security": {"level": "CRITICAL"},
        # The worker says each second that it found nothing.
        "django.tasks": {"level": "ERROR"},
        "django_tasks_db": {"level": "ERROR"},
        # Each request that found no connection says so itself.
        "psycopg.pool": {"level": "ERROR"},
    },
}
