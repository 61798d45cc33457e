"""The settings of the portal, whatever the environment says, made quick for tests."""

import os

for name in (
    *("ALLOWED_HOSTS", "BEHIND_PROXY", "CACHE_URL", "DATABASE_POOL", "DEBUG"),
    *("EMAIL_URL", "MAIL_FROM", "PORT", "SECRET_KEY_FALLBACKS", "SITE_URL"),
    "SECURITY_CONTACT",
):
    os.environ.pop(name, None)
os.environ["SECRET_KEY"] = "a key for tests alone, as long as one has to be, 123"
os.environ["STATEMENT_TIMEOUT_MS"] = "0"

from alliance.settings import *  # noqa: E402

if IS_EMBEDDED:
    CLUSTER = embedded.cluster(VAR_DIR / "postgres-test")
    DATABASES["default"] |= CLUSTER.parameters
# One connection for each thread, which the fixtures of the database know.
DATABASES["default"]["OPTIONS"].pop("pool")

# A connection of a thread would keep the test database from being dropped.
LISTENS_FOR_CHANGES = False

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = VAR_DIR / "media-test"
STORAGES["private"]["OPTIONS"]["location"] = VAR_DIR / "private-test"
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
