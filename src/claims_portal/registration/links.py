"""The secret link by which an applicant comes back: to go on, to see where it stands, to answer.

It lives as long as the application, so that every mail can hold the same one. Its hash finds
the application; the secret itself is kept sealed, to be mailed again.
"""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings

from claims_portal import sealing
from claims_portal.accounts.secrets import digest, new_secret
from claims_portal.registration.models import Application

PURPOSE = "registration link"
PAGE = "register/open"
AGAIN_AFTER = timedelta(minutes=1)


def give(application: Application, *, at: datetime) -> None:
    """A new secret; the application is not saved here."""
    secret = new_secret()
    application.digest = digest(secret, purpose=PURPOSE)
    application.sealed_secret = sealing.seal(secret, purpose=PURPOSE)
    application.link_sent_at = at


def address_of(application: Application) -> str:
    secret = sealing.unseal(application.sealed_secret, purpose=PURPOSE)
    return f"{settings.BASE_URL}/{PAGE}?{urlencode({'link': secret})}"


def find(secret: str) -> Application | None:
    if not secret.isascii():
        return None
    return Application.objects.filter(digest=digest(secret, purpose=PURPOSE)).first()
