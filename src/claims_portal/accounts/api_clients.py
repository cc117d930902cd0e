"""API clients: made, named, given secrets, rotated, limited, revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.granting import SECRET, TOKEN
from claims_portal.accounts.models import ApiClient, ApiClientSecret, ApiToken
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import AccountRefusal, NotAnAdministrator
from claims_portal.accounts.saving import author, must_be_as_seen, must_fit_text, version_of_what
from claims_portal.accounts.scopes import TokenScope
from claims_portal.accounts.secrets import digest, new_secret
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit
from claims_portal.sentences import said

LONGEST_NAME = 100
LIVE_SECRETS = 2
"""How many secrets of a client may live at once, so that one can be replaced without a gap."""


class NoSuchClient(AccountRefusal):
    code = "no-such-client"

    def __init__(self) -> None:
        super().__init__("There is no such API client in your organisation.")


class TooManySecrets(AccountRefusal):
    code = "too-many-secrets"

    def __init__(self) -> None:
        super().__init__("This client has two live secrets. Revoke the old one first.")


class ClientRevoked(AccountRefusal):
    code = "client-revoked"

    def __init__(self) -> None:
        super().__init__("This client was revoked for good. Create a new one.")


class ScopesRefused(AccountRefusal):
    code = "scopes-refused"
    field = "scopes"

    def __init__(self) -> None:
        super().__init__(
            said(
                "Choose one or more of these, and no other: %(these)s.", these=", ".join(TokenScope)
            )
        )


class ClientNameMissing(AccountRefusal):
    code = "client-name-missing"
    field = "name"

    def __init__(self) -> None:
        super().__init__("Name the program or the software house that will use the client.")


@dataclass(frozen=True)
class NewClient:
    """A client with its secret, which is shown this once."""

    client: ApiClient
    secret: str
    """Empty where the same form made the client before."""


@transaction.atomic
def create(
    *,
    organisation: Organisation,
    name: str,
    at: datetime,
    by: Actor | None = None,
    form: UUID | None = None,
) -> NewClient:
    """A new client. `by` is nobody when the portal itself makes one (demo, tests)."""
    if by is not None and not _runs(by, organisation):
        raise NotAnAdministrator
    client = _new(organisation, name, at, form)
    secret = _add_secret(client, at)
    _note("account:client:created", client, by, at)
    return NewClient(client, secret)


@transaction.atomic
def open_for(organisation: Organisation, name: str, *, by: audit.Author, at: datetime) -> ApiClient:
    """A client for an organisation that has nobody yet: its administrator gives it a secret."""
    client = _new(organisation, name, at)
    audit.write(
        "account:client:created", organisation_code=organisation.code, subject=client.client_id,
        by=by, at=at, after={"name": client.name},
    )  # fmt: skip
    return client


@transaction.atomic
def create_own(*, name: str, by: Actor, at: datetime, form: UUID | None = None) -> NewClient:
    """A new client of the administrator's own organisation; one only of a form sent twice."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=by.organisation_pk)
    if form and (made := of(by).filter(made_by_form=form).first()):
        return NewClient(made, "")
    return create(organisation=organisation, name=name, by=by, at=at, form=form)


def of(by: Actor) -> QuerySet[ApiClient]:
    """The clients of this administrator's organisation, the newest first."""
    if not by.may(Right.MANAGE_ORGANISATION):
        raise NotAnAdministrator
    clients = ApiClient.objects.filter(organisation_id=by.organisation_pk)
    return (
        clients.select_related("organisation").prefetch_related("secrets", "keys").order_by("-pk")
    )


def find(by: Actor, client_id: str) -> ApiClient:
    """The client of this administrator's organisation, or NoSuchClient."""
    clients = of(by)
    client = clients.filter(client_id=client_id).first() if "\x00" not in client_id else None
    if client is None:
        raise NoSuchClient
    return client


@transaction.atomic
def add_secret(
    client: ApiClient, *, at: datetime, by: Actor | None = None, form: UUID | None = None
) -> str:
    """A second secret beside the first; TooManySecrets when two live already.

    Empty for a form that was sent twice: the first time gave the secret.
    """
    client = ApiClient.objects.select_for_update().get(pk=client.pk)
    if form and client.secrets.filter(made_by_form=form).exists():
        return ""
    if not client.enabled:
        raise ClientRevoked
    if client.secrets.filter(revoked_at=None).count() >= LIVE_SECRETS:
        raise TooManySecrets
    secret = _add_secret(client, at, form)
    _note("account:client:secret-added", client, by, at)
    return secret


@transaction.atomic
def rename(client: ApiClient, name: str, *, by: Actor, at: datetime, seen: str = "") -> ApiClient:
    """Another name for people; the client id that programs use stays.

    `seen` is the `version_of` the client on the page, where there was one; so it is below.
    """
    client = ApiClient.objects.select_for_update().get(pk=client.pk)
    before, version = client.name, version_of(client)
    client.name = _fitting(name)
    if client.name != before:
        must_be_as_seen(version, seen)
        client.save(update_fields=["name"])
        _note("account:client:renamed", client, by, at, before=before)
    return client


@transaction.atomic
def limit(client_id: str, calls_per_second: int | None, *, at: datetime) -> ApiClient:
    """The operator's limit of a client, or none: then it has the one that all have."""
    client = (
        ApiClient.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(client_id=client_id)
        .first()
    )
    if client is None:
        raise NoSuchClient
    before, client.calls_per_second = client.calls_per_second, calls_per_second
    client.save(update_fields=["calls_per_second"])
    audit.write(
        "account:client:limit-changed",
        organisation_code=client.organisation.code,
        subject=client.client_id,
        by=audit.Author(client="operator"),
        at=at,
        before={"calls_per_second": before},
        after={"calls_per_second": calls_per_second},
    )
    return client


@transaction.atomic
def revoke_secret(client: ApiClient, secret_pk: int, *, by: Actor, at: datetime) -> None:
    """A secret stops working at once, and with it every token of the client."""
    _hold(client)
    revoked = client.secrets.filter(pk=secret_pk, revoked_at=None).update(revoked_at=at)
    if not revoked:
        raise NoSuchClient
    client.tokens.all().delete()
    _note("account:client:secret-revoked", client, by, at)


@transaction.atomic
def revoke(client: ApiClient, *, by: Actor, at: datetime) -> None:
    """The client stops working at once and for good, with its secrets, keys and tokens."""
    _hold(client)
    if not ApiClient.objects.filter(pk=client.pk, enabled=True).update(enabled=False):
        return
    client.secrets.filter(revoked_at=None).update(revoked_at=at)
    client.keys.filter(revoked_at=None).update(revoked_at=at)
    client.tokens.all().delete()
    _note("account:client:revoked", client, by, at)


@transaction.atomic
def issue_token(*, client: ApiClient, at: datetime) -> str:
    """A new bearer token, valid for settings.TOKEN_LIFETIME."""
    token = new_secret()
    ApiToken.objects.create(
        client=client,
        digest=digest(token, purpose=TOKEN),
        created_at=at,
        expires_at=at + settings.TOKEN_LIFETIME,
        scopes=client.scopes,
    )
    return token


@transaction.atomic
def revoke_tokens(client: ApiClient, *, by: Actor, at: datetime) -> None:
    """Every token of the client stops working at once; with secret or key it gets a new one."""
    _hold(client)
    client.tokens.all().delete()
    _note("account:client:tokens-revoked", client, by, at)


@transaction.atomic
def allow(
    client: ApiClient, scopes: Sequence[str], *, by: Actor, at: datetime, seen: str = ""
) -> ApiClient:
    """What the client's tokens may be for from now on; those it has lose what is taken away."""
    client = ApiClient.objects.select_for_update().get(pk=client.pk)
    chosen, version = _known(scopes), version_of(client)
    before, client.scopes = client.scopes, chosen
    if client.scopes != before:
        must_be_as_seen(version, seen)
        client.save(update_fields=["scopes"])
        for token in client.tokens.all():
            token.scopes = [scope for scope in token.scopes if scope in chosen]
            token.save(update_fields=["scopes"])
        note(
            "account:client:scopes-changed",
            client, by, at, before={"scopes": before}, after={"scopes": chosen},
        )  # fmt: skip
    return client


def version_of(client: ApiClient) -> str:
    """Changes whenever something does that a page of it changes."""
    return version_of_what([client.name, client.scopes, client.jwks_url])


def _known(scopes: Sequence[str]) -> list[str]:
    """These in their own order, each once. Raises ScopesRefused."""
    chosen = [scope.value for scope in TokenScope if scope.value in scopes]
    if not chosen or set(scopes) - set(chosen):
        raise ScopesRefused
    return chosen


def hold(client: ApiClient) -> ApiClient:
    """The client as it is now, held until the transaction ends."""
    held = ApiClient.objects.select_for_update(of=("self",)).select_related("organisation")
    return held.get(pk=client.pk)


def _hold(client: ApiClient) -> None:
    ApiClient.objects.select_for_update().only("pk").get(pk=client.pk)


def _runs(by: Actor, organisation: Organisation) -> bool:
    return by.may(Right.MANAGE_ORGANISATION) and by.organisation_pk == organisation.pk


def _new(
    organisation: Organisation, name: str, at: datetime, form: UUID | None = None
) -> ApiClient:
    return ApiClient.objects.create(
        organisation=organisation,
        client_id=f"{organisation.code.lower()}-{new_secret()[:12]}",
        name=_fitting(name),
        created_at=at,
        made_by_form=form,
    )


def _add_secret(client: ApiClient, at: datetime, form: UUID | None = None) -> str:
    secret = new_secret()
    ApiClientSecret.objects.create(
        client=client,
        digest=digest(secret, purpose=SECRET),
        created_at=at,
        made_by_form=form,
    )
    return secret


def _fitting(name: str) -> str:
    if not name.strip():
        raise ClientNameMissing
    must_fit_text("name", name.strip(), LONGEST_NAME)
    return name.strip()


def _note(tag: str, client: ApiClient, by: Actor | None, at: datetime, *, before: str = "") -> None:
    note(
        tag, client, by, at,
        before={"name": before} if before else {}, after={"name": client.name},
    )  # fmt: skip


def note(
    tag: str,
    client: ApiClient,
    by: Actor | None,
    at: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Tell the audit what happened to a client."""
    audit.write(
        tag,
        organisation_code=client.organisation.code,
        subject=client.client_id,
        by=author(by) if by else audit.THE_PORTAL,
        at=at,
        before=before or {},
        after=after or {},
    )
