"""For whom an API call acts: token and Login-As resolved in one round trip.

Rights are read from the database at every call, so that a disabled account or a
withdrawn profile counts from the next call on.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import LiteralString

from claims_portal import database
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.api_clients import TOKEN
from claims_portal.accounts.secrets import digest

RESOLVE: LiteralString = """
SELECT client.id, client.enabled AND organisation.enabled, token.expires_at, organisation.kind,
       account.id, account.user_name, account.organisation_id, account.branch_id,
       account.enabled, account.active, account.expires_on,
       ARRAY(SELECT profile FROM accounts_userprofile WHERE user_id = account.id),
       organisation.id
FROM accounts_apitoken token
JOIN accounts_apiclient client ON client.id = token.client_id
JOIN organisations_organisation organisation ON organisation.id = client.organisation_id
LEFT JOIN accounts_user account
       ON upper(account.user_name) = upper(%(login_as)s)
      AND account.organisation_id = organisation.id
WHERE token.digest = %(digest)s
"""


class NotAuthenticated(Exception):
    """The bearer token is missing, unknown, expired or its client disabled."""


class CannotActAs(Exception):
    """The Login-As account may not be acted for; the reason is said."""


@dataclass(frozen=True, slots=True)
class _Resolved:
    client_pk: int
    client_usable: bool
    token_expires_at: datetime
    organisation_kind: str
    user_pk: int | None
    user_name: str
    organisation_pk: int
    branch_pk: int | None
    enabled: bool
    active: bool
    expires_on: date
    profiles: list[str]
    client_organisation_pk: int


def resolve(*, token: str, login_as: str, at: datetime, today: date) -> Actor:
    """The actor of a call, or NotAuthenticated, or CannotActAs.

    An account of another organisation is answered like one that does not exist.
    """
    found = _look_up(token, login_as)
    if found is None or not found.client_usable or found.token_expires_at <= at:
        raise NotAuthenticated("The access token is unknown or has expired.")
    if found.user_pk is None:
        raise CannotActAs("No such User ID in the organisation of this client.")
    _must_be_usable(found, today)
    return Actor.holding(
        found.profiles,
        user_pk=found.user_pk,
        user_name=found.user_name,
        organisation_pk=found.organisation_pk,
        organisation_kind=found.organisation_kind,
        branch_pk=found.branch_pk,
        real_user_pk=found.user_pk,
        client_pk=found.client_pk,
    )


def _must_be_usable(found: _Resolved, today: date) -> None:
    if not found.active:
        raise CannotActAs("This User ID was disabled by an administrator.")
    if not found.enabled:
        raise CannotActAs("This User ID is disabled.")
    if today >= found.expires_on:
        raise CannotActAs(f"This User ID expired on {found.expires_on:%-d %B %Y}.")


def _look_up(token: str, login_as: str) -> _Resolved | None:
    if "\x00" in login_as:
        raise CannotActAs("No such User ID in the organisation of this client.")
    found = database.rows(RESOLVE, {"login_as": login_as, "digest": digest(token, purpose=TOKEN)})
    return _Resolved(*found[0]) if found else None
