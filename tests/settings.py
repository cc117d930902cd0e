"""The portal's settings, with what tests need otherwise."""

from claims_portal.config.settings import *  # noqa: F403

# Pages are rendered without `collectstatic`; the running portal's tests have the real storage.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "claims": STORAGES["claims"],  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DMR_SETTINGS = {"validate_responses": True}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - whitenoise warns where there is none
PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]
