"""For whom a call or a page acts: the account, and the gates before its rights.

An API call's token and Login-As are resolved in one round trip. Rights are read
from the database at every call, so that a disabled account or a withdrawn
profile counts from the next call on.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import LiteralString

from django.conf import settings

from claims_portal import database
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.granting import TOKEN
from claims_portal.accounts.models import User
from claims_portal.accounts.once import Answered
from claims_portal.accounts.rate_limits import CLIENTS, Allowance
from claims_portal.accounts.secrets import digest
from claims_portal.accounts.user_ids import fold
from claims_portal.claims.process.calendar import london_date
from claims_portal.organisations import agreements

RESOLVE: LiteralString = """
SELECT client.id, client.enabled AND organisation.enabled, token.expires_at, organisation.kind,
       account.id, account.user_name, account.organisation_id, account.branch_id,
       account.enabled, account.active, account.expires_on,
       ARRAY(SELECT profile FROM accounts_userprofile WHERE user_id = account.id),
       organisation.id, client.client_id,
       COALESCE(organisation.agreement_version = (
           SELECT version FROM organisations_useragreement
           WHERE in_force_from <= %(at)s::timestamptz
           ORDER BY in_force_from DESC LIMIT 1), TRUE),
       account.last_used_at > %(at)s::timestamptz - interval '1 day',
       client.calls_per_second, token.scopes,
       answered.key, answered.fingerprint, answered.claim_number, answered.event_number,
       answered.sealed_answer
FROM accounts_apitoken token
JOIN accounts_apiclient client ON client.id = token.client_id
JOIN organisations_organisation organisation ON organisation.id = client.organisation_id
LEFT JOIN accounts_user account
       ON upper(account.user_name) = %(login_as)s
      AND account.organisation_id = organisation.id
LEFT JOIN accounts_answeredcall answered
       ON answered.client_id = client.id AND answered.key = %(once_key)s::text
WHERE token.digest = %(digest)s
"""


# Learned from good tokens, and asked for nothing but who must wait.
_CLIENTS_OF_TOKENS: dict[str, int] = {}
_MOST_TOKENS_KNOWN = 10_000


class NotAuthenticated(Exception):
    """The bearer token is missing, unknown, expired or its client disabled."""


class CannotActAs(Exception):
    """The Login-As account may not be acted for; the reason is said.

    The call counts as one of its client all the same.
    """

    def __init__(self, reason: str, *, client_pk: int, allowance: Allowance) -> None:
        super().__init__(reason)
        self.client_pk, self.allowance = client_pk, allowance


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
    client_id: str
    agreement_accepted: bool
    used_today: bool | None
    calls_per_second: int | None
    scopes: list[str]
    answered: Answered | None


@dataclass(frozen=True, slots=True)
class Call:
    """For whom a call of the API acts, and how its token may be used."""

    actor: Actor
    scopes: list[str]
    allowance: Allowance
    answered: Answered | None
    """What is kept of the call where it was done before."""


def resolve(
    *,
    token: str,
    login_as: str,
    at: datetime,
    today: date,
    address: str = "",
    once_key: str | None = None,
) -> Call:
    """The actor of a call, or NotAuthenticated, TooManyCalls, or CannotActAs.

    An account of another organisation is answered like one that does not exist. A client
    that must wait is told so without asking the database.
    """
    kept_as = digest(token, purpose=TOKEN)
    CLIENTS.must_have_some(_CLIENTS_OF_TOKENS.get(kept_as))
    found = _look_up(kept_as, login_as, at, once_key)
    if found is None or not found.client_usable or found.token_expires_at <= at:
        raise NotAuthenticated("The access token is unknown or has expired.")
    _remember(kept_as, found.client_pk)
    rate = found.calls_per_second or settings.CALLS_PER_SECOND
    allowance = CLIENTS.take(found.client_pk, rate)
    reason = _why_not(found, today)
    if reason or found.user_pk is None:
        raise CannotActAs(reason, client_pk=found.client_pk, allowance=allowance)
    if not found.used_today:
        # Working through the API is use too, or the account would be disabled as unused.
        User.objects.filter(pk=found.user_pk).update(last_used_at=at)
    return Call(_actor(found, address), found.scopes, allowance, found.answered)


def on_page(user: User, *, stands_in_for: User | None, at: datetime, address: str) -> Actor:
    """For whom a page acts: the account that signed in, or the one it stands in for.

    Whether it may stand in is asked by `standing_in`, not here.
    """
    if stands_in_for is None:
        actor = user.as_actor(address=address)
    else:
        usable = stands_in_for.is_usable(london_date(at))
        actor = stands_in_for.as_actor(real_user=user, address=address).for_another(usable=usable)
    accepted = agreements.is_accepted(user.organisation, at=at)
    return actor if accepted else actor.without_agreement()


def _actor(found: _Resolved, address: str) -> Actor:
    actor = Actor.holding(
        found.profiles,
        user_pk=found.user_pk,
        user_name=found.user_name,
        organisation_pk=found.organisation_pk,
        organisation_kind=found.organisation_kind,
        branch_pk=found.branch_pk,
        real_user_pk=found.user_pk,
        client_pk=found.client_pk,
        client_name=found.client_id,
        address=address,
    )
    return actor if found.agreement_accepted else actor.without_agreement()


def _why_not(found: _Resolved, today: date) -> str:
    """Why the account may not be acted for; nothing where it may."""
    if found.user_pk is None:
        return "No such User ID in the organisation of this client."
    if not found.active:
        return "This User ID was disabled by an administrator."
    if not found.enabled:
        return "This User ID is disabled."
    if today >= found.expires_on:
        return f"This User ID expired on {found.expires_on:%-d %B %Y}."
    return ""


def _remember(kept_as: str, client_pk: int) -> None:
    if len(_CLIENTS_OF_TOKENS) >= _MOST_TOKENS_KNOWN:
        _CLIENTS_OF_TOKENS.clear()
    _CLIENTS_OF_TOKENS[kept_as] = client_pk


def _look_up(kept_as: str, login_as: str, at: datetime, once_key: str | None) -> _Resolved | None:
    asked = {
        "login_as": fold(login_as),
        "digest": kept_as,
        "at": at,
        "once_key": once_key,
    }
    found = database.rows(RESOLVE, asked)
    if not found:
        return None
    *resolved, key, fingerprint, claim, event, answer = found[0]
    resolved.append(Answered(key, fingerprint, claim, event, answer) if key else None)
    return _Resolved(*resolved)
