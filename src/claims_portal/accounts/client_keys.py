"""The keys of API clients: uploaded, revoked, or published by the client at an address."""

from datetime import datetime

from django.db import transaction

from claims_portal import outgoing
from claims_portal.accounts import api_clients, public_keys
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.api_clients import ClientRevoked, NoSuchClient
from claims_portal.accounts.models import ApiClient, ApiClientKey
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.accounts.saving import must_be_as_seen
from claims_portal.sentences import said

LIVE_KEYS = 5


class TooManyKeys(AccountRefusal):
    code = "too-many-keys"

    def __init__(self) -> None:
        super().__init__(
            said(
                "This client has %(live_keys)s keys. Revoke one of them first.", live_keys=LIVE_KEYS
            )
        )


class KeyKnown(AccountRefusal):
    code = "key-known"
    field = "key"

    def __init__(self) -> None:
        super().__init__("This client has this key already, or one of this name.")


class KeyAddressRefused(AccountRefusal):
    code = "key-address-refused"
    field = "jwksUrl"


@transaction.atomic
def add(client: ApiClient, text: str, *, by: Actor, at: datetime) -> ApiClientKey:
    """Take a public key, PEM or JWK. Raises KeyRefused, KeyKnown or TooManyKeys."""
    key = public_keys.read(text)
    client = api_clients.hold(client)
    if not client.enabled:
        raise ClientRevoked
    live = client.keys.filter(revoked_at=None)
    if any(key.thumbprint == one.thumbprint or key.kid == one.kid for one in live):
        raise KeyKnown
    if len(live) >= LIVE_KEYS:
        raise TooManyKeys
    made = client.keys.create(kid=key.kid, thumbprint=key.thumbprint, jwk=key.jwk, created_at=at)
    api_clients.note("account:client:key-added", client, by, at, after={"key": key.kid})
    return made


@transaction.atomic
def revoke(client: ApiClient, key_pk: int, *, by: Actor, at: datetime) -> None:
    """A key proves nothing from now on, and every token of the client is gone."""
    client = api_clients.hold(client)
    key = client.keys.filter(pk=key_pk, revoked_at=None).first()
    if key is None:
        raise NoSuchClient
    key.revoked_at = at
    key.save(update_fields=["revoked_at"])
    client.tokens.all().delete()
    api_clients.note("account:client:key-revoked", client, by, at, before={"key": key.kid})


@transaction.atomic
def publish_at(
    client: ApiClient, address: str, *, by: Actor, at: datetime, seen: str = ""
) -> ApiClient:
    """Where the client publishes its keys from now on, or nowhere: its tokens are gone."""
    address = address.strip()
    if address:
        try:
            outgoing.must_be_askable(address)
        except outgoing.AddressRefused as refused:
            raise KeyAddressRefused(str(refused)) from refused
    client = api_clients.hold(client)
    if not client.enabled:
        raise ClientRevoked
    version = api_clients.version_of(client)
    before, client.jwks_url = client.jwks_url, address
    if address != before:
        must_be_as_seen(version, seen)
        client.save(update_fields=["jwks_url"])
        client.tokens.all().delete()
        api_clients.note(
            "account:client:key-address-changed",
            client, by, at, before={"jwks_url": before}, after={"jwks_url": address},
        )  # fmt: skip
    return client
