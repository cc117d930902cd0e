"""API clients: made, given secrets and tokens, and recognised again."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from claims_portal.accounts.models import ApiClient, ApiClientSecret, ApiToken
from claims_portal.accounts.secrets import digest, matches, new_secret
from claims_portal.organisations.models import Organisation

SECRET = "client secret"
TOKEN = "bearer token"


@dataclass(frozen=True)
class NewClient:
    """A client with its secret, which is shown this once."""

    client: ApiClient
    secret: str


@transaction.atomic
def create(*, organisation: Organisation, name: str, at: datetime) -> NewClient:
    client = ApiClient.objects.create(
        organisation=organisation,
        client_id=f"{organisation.code.lower()}-{new_secret()[:12]}",
        name=name,
        created_at=at,
    )
    return NewClient(client, add_secret(client=client, at=at))


def add_secret(*, client: ApiClient, at: datetime) -> str:
    secret = new_secret()
    ApiClientSecret.objects.create(
        client=client, digest=digest(secret, purpose=SECRET), created_at=at
    )
    return secret


def recognise(client_id: str, secret: str) -> ApiClient | None:
    """The enabled client with this id and one of its live secrets."""
    if "\x00" in client_id:
        return None
    client = (
        ApiClient.objects.select_related("organisation")
        .filter(client_id=client_id, enabled=True, organisation__enabled=True)
        .first()
    )
    kept = client.secrets.filter(revoked_at=None).values_list("digest", flat=True) if client else ()
    # Every kept digest is compared, and one where there is no client, so that time tells nothing.
    found = [matches(secret, one, purpose=SECRET) for one in kept or ("0" * 64,)]
    return client if client and any(found) else None


def issue_token(*, client: ApiClient, at: datetime) -> str:
    """A new bearer token, valid for settings.TOKEN_LIFETIME."""
    token = new_secret()
    ApiToken.objects.create(
        client=client,
        digest=digest(token, purpose=TOKEN),
        created_at=at,
        expires_at=at + settings.TOKEN_LIFETIME,
    )
    return token
