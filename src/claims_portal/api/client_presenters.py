"""API clients as the API tells them."""

from datetime import datetime

from django.conf import settings

from claims_portal.accounts.models import ApiClient
from claims_portal.accounts.scopes import TokenScope
from claims_portal.accounts.usage_reading import Usage
from claims_portal.api import client_schemas as schemas


def client(one: ApiClient, last_used_at: datetime | None) -> schemas.ClientAnswer:
    secrets = [secret for secret in one.secrets.all() if secret.revoked_at is None]
    keys = [key for key in one.keys.all() if key.revoked_at is None]
    return schemas.ClientAnswer(
        client_id=one.client_id,
        name=one.name,
        enabled=one.enabled,
        created_at=one.created_at,
        last_used_at=last_used_at,
        scopes=[TokenScope(scope) for scope in one.scopes],
        calls_per_second=one.calls_per_second or settings.CALLS_PER_SECOND,
        secrets=[
            schemas.SecretAnswer(secret_id=secret.pk, created_at=secret.created_at)
            for secret in sorted(secrets, key=lambda secret: secret.pk)
        ],
        keys=[
            schemas.KeyAnswer(
                key_id=key.pk, kid=key.kid, thumbprint=key.thumbprint, created_at=key.created_at
            )
            for key in sorted(keys, key=lambda key: key.pk)
        ],
        jwks_url=one.jwks_url,
    )


def usage(found: Usage) -> schemas.UsageAnswer:
    return schemas.UsageAnswer(
        since=found.since,
        calls=found.calls,
        errors=found.errors,
        days=[
            schemas.UsageOfDay(
                day=line.name, calls=line.calls, errors=line.errors, last_at=line.last_at
            )
            for line in found.days
        ],
        routes=[
            schemas.UsageOfRoute(
                route=line.name, calls=line.calls, errors=line.errors, last_at=line.last_at
            )
            for line in found.routes
        ],
    )
