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
from claims_portal.accounts.actor import Actor, Covered
from claims_portal.accounts.granting import TOKEN
from claims_portal.accounts.models import User
from claims_portal.accounts.once import Answered
from claims_portal.accounts.rate_limits import CLIENTS, Allowance
from claims_portal.accounts.secrets import digest
from claims_portal.accounts.user_ids import fold
from claims_portal.claims.process.calendar import london_date

# Whom the account covers today: as three columns, in one order.
_COVERING: LiteralString = """
LEFT JOIN LATERAL (
    SELECT array_agg(away.id ORDER BY away.id) AS ids,
           array_agg(away.user_name ORDER BY away.id) AS user_names,
           array_agg(concat_ws(' ', NULLIF(away.forename, ''), NULLIF(away.second_name, ''),
                               NULLIF(away.surname, '')) ORDER BY away.id) AS names
    FROM accounts_absence absence JOIN accounts_user away ON away.id = absence.user_id
    WHERE absence.cover_id = account.id AND away.organisation_id = account.organisation_id
      AND %(today)s::date BETWEEN absence.first_day AND absence.last_day
) covering ON TRUE
"""
# Whether the organisation accepted the agreement in force, where there is one.
_ACCEPTED: LiteralString = """
       COALESCE(organisation.agreement_version = (
           SELECT version FROM organisations_useragreement
           WHERE in_force_from <= %(at)s::timestamptz
           ORDER BY in_force_from DESC LIMIT 1), TRUE)"""
_OF_ACCOUNT: LiteralString = f"""
SELECT ARRAY(SELECT profile FROM accounts_userprofile WHERE user_id = account.id), {_ACCEPTED},
       covering.ids, covering.user_names, covering.names
FROM accounts_user account
JOIN organisations_organisation organisation ON organisation.id = account.organisation_id
{_COVERING} WHERE account.id = %(user)s
"""  # noqa: S608 - composed of constants
RESOLVE: LiteralString = f"""
SELECT client.id, client.enabled AND organisation.enabled, token.expires_at, organisation.kind,
       account.id, account.user_name, account.organisation_id, account.branch_id,
       account.enabled, account.active, account.expires_on,
       ARRAY(SELECT profile FROM accounts_userprofile WHERE user_id = account.id),
       organisation.id, client.client_id, {_ACCEPTED},
       account.last_used_at > %(at)s::timestamptz - interval '1 day',
       client.calls_per_second, token.scopes,
       answered.key, answered.fingerprint, answered.claim_number, answered.event_number,
       answered.sealed_answer, covering.ids, covering.user_names, covering.names
FROM accounts_apitoken token
JOIN accounts_apiclient client ON client.id = token.client_id
JOIN organisations_organisation organisation ON organisation.id = client.organisation_id
LEFT JOIN accounts_user account
       ON upper(account.user_name) = %(login_as)s
      AND account.organisation_id = organisation.id
{_COVERING}
LEFT JOIN accounts_answeredcall answered
       ON answered.client_id = client.id AND answered.key = %(once_key)s::text
WHERE token.digest = %(digest)s
"""  # noqa: S608 - composed of constants


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
    covers: tuple[Covered, ...]


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
    found = _look_up(kept_as, login_as, at, today, once_key)
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
    today = london_date(at)
    actor, accepted = _on_page(stands_in_for or user, user, at, address)
    if stands_in_for is not None:
        actor = actor.for_another(usable=stands_in_for.is_usable(today))
    return actor if accepted else actor.without_agreement()


def _on_page(account: User, real_user: User, at: datetime, address: str) -> tuple[Actor, bool]:
    """As `User.as_actor`, with whom the account covers, and whether the agreement was accepted,
    in one round trip."""
    asked = {"user": account.pk, "at": at, "today": london_date(at)}
    [(profiles, accepted, *covering)] = database.rows(_OF_ACCOUNT, asked)
    actor = Actor.holding(
        profiles,
        user_pk=account.pk,
        user_name=account.user_name,
        organisation_pk=account.organisation_id,
        organisation_kind=account.organisation.kind,
        branch_pk=account.branch_id,
        real_user_pk=real_user.pk,
        real_user_name=real_user.user_name if real_user.pk != account.pk else "",
        address=address,
        covers=_covers(*covering),
    )
    return actor, accepted


def _covers(
    pks: list[int] | None, user_names: list[str] | None, names: list[str] | None
) -> tuple[Covered, ...]:
    return tuple(map(Covered, pks or (), user_names or (), names or ()))


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
        covers=found.covers,
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


def _look_up(
    kept_as: str, login_as: str, at: datetime, today: date, once_key: str | None
) -> _Resolved | None:
    asked = {
        "login_as": fold(login_as),
        "digest": kept_as,
        "at": at,
        "today": today,
        "once_key": once_key,
    }
    found = database.rows(RESOLVE, asked)
    if not found:
        return None
    *resolved, key, fingerprint, claim, event, answer, pks, user_names, names = found[0]
    resolved.append(Answered(key, fingerprint, claim, event, answer) if key else None)
    resolved.append(_covers(pks, user_names, names))
    return _Resolved(*resolved)
