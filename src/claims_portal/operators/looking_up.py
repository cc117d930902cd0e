"""What support may see without a reason: where a user, an organisation or a claim stands.

Of a claim only its state: phase, dates, whose turn, which organisations. Never who was
hurt, how, or what was written. That somebody was looked up stands in the operator's audit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Lower, Trim, Upper

from claims_portal.accounts import administrators
from claims_portal.accounts.models import User
from claims_portal.accounts.second_factors import factors
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.states import Plain, plain_state
from claims_portal.accounts.user_ids import fold, of_user_id
from claims_portal.claims.models import Claim
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.noting import note
from claims_portal.operators.refusals import OperatorRefusal
from claims_portal.operators.roles import Right
from claims_portal.organisations.models import Organisation

MOST = 50
LEAST_LETTERS = 3
GREATEST_APPLICATION_ID = 10**16 - 1


class NotFound(OperatorRefusal):
    code = "not-found"

    def __init__(self) -> None:
        super().__init__("There is nothing of this name or number.")


@dataclass(frozen=True)
class Found:
    """What a search found; no more than MOST of each."""

    users: Sequence[User] = ()
    organisations: Sequence[Organisation] = ()
    claim: int | None = None


@dataclass(frozen=True)
class UserState:
    account: User
    state: Plain
    profiles: Sequence[str]
    factors: Sequence[Kind]
    administrators: Sequence[User]
    """Who of the organisation could help: administrators who can sign in, without the account."""


@dataclass(frozen=True)
class OrganisationState:
    organisation: Organisation
    administrators: Sequence[User]
    accounts: int
    usable_accounts: int
    open_claims: int
    claims: int


@dataclass(frozen=True)
class ClaimState:
    """Nothing of what the claim says."""

    application_id: str
    claim_type: str
    phase: str
    meaning: str
    turn: str
    """The side whose turn it is; nothing where the claim has ended."""
    last_day: date | None
    representative: Organisation
    compensator: Organisation | None
    created_at: datetime
    sent_at: datetime | None
    updated_at: datetime
    ended_at: datetime | None
    is_locked: bool
    is_hidden: bool
    """Deleted under data protection law, and still to be had back (decision 0022)."""


def search(text: str, *, by: StaffActor) -> Found:
    """Users by User ID, address or name, organisations by ID or name, a claim by its number."""
    by.must(Right.LOOK_UP)
    text = text.strip()
    if not text:
        return Found()
    return Found(_users(text), _organisations(text), _claim_number(text))


@transaction.atomic
def user(user_name: str, *, by: StaffActor, at: datetime) -> UserState:
    by.must(Right.LOOK_UP)
    accounts = User.objects.select_related("organisation", "branch").prefetch_related("profiles")
    account = of_user_id(user_name, among=accounts).first()
    if account is None:
        raise NotFound
    note("operator:user:looked-up", account.user_name, by=by.author, at=at)
    helpers = administrators.usable(account.organisation_id, at=at)
    return UserState(
        account,
        plain_state(account, at=at),
        sorted(one.profile for one in account.profiles.all()),
        factors.kinds_of([account])[account.pk],
        _by_user_id(one for one in helpers if one.pk != account.pk),
    )


@transaction.atomic
def organisation(code: str, *, by: StaffActor, at: datetime) -> OrganisationState:
    by.must(Right.LOOK_UP)
    found = organisation_of(code)
    note("operator:organisation:looked-up", found.code, by=by.author, at=at)
    usable = Q(enabled=True, active=True, expires_on__gt=at.date())
    accounts = User.objects.filter(organisation=found).aggregate(
        every=Count("pk"), usable=Count("pk", filter=usable)
    )
    ours = Q(representative=found) | Q(compensator=found, sent_at__isnull=False)
    claims = Claim.objects.filter(ours).aggregate(
        every=Count("pk"), open=Count("pk", filter=~Q(turn=""))
    )
    return OrganisationState(
        found,
        _by_user_id(administrators.usable(found.pk, at=at)),
        accounts["every"], accounts["usable"], claims["open"], claims["every"],
    )  # fmt: skip


@transaction.atomic
def claim(number: int, *, by: StaffActor, at: datetime) -> ClaimState:
    by.must(Right.LOOK_UP)
    found = claim_of(number)
    note("operator:claim:looked-up", found.application_id, by=by.author, at=at)
    return ClaimState(
        application_id=found.application_id,
        claim_type=found.process.claim_type,
        phase=found.phase_row.name,
        meaning=found.phase_row.meaning,
        turn=found.turn,
        last_day=found.times_out_on - timedelta(days=1) if found.times_out_on else None,
        representative=found.representative,
        compensator=found.compensator,
        created_at=found.created_at,
        sent_at=found.sent_at,
        updated_at=found.updated_at,
        ended_at=found.ended_at,
        is_locked=found.locked_until is not None and found.locked_until > at,
        is_hidden=found.claim_type != found.process.claim_type,
    )


def organisation_of(code: str) -> Organisation:
    """The organisation of this ID, however it is spelt; NotFound."""
    may_be = code.isascii() and code.isprintable()
    found = Organisation.objects.filter(code__iexact=code).first() if may_be else None
    if found is None:
        raise NotFound
    return found


def claim_of(number: int) -> Claim:
    """The claim of this application ID, whoever's it is; NotFound."""
    found = (
        Claim.objects.select_related("representative", "compensator").filter(pk=number).first()
        if 0 < number <= GREATEST_APPLICATION_ID
        else None
    )
    if found is None:
        raise NotFound
    return found


def _users(text: str) -> list[User]:
    accounts = User.objects.select_related("organisation")
    if "@" in text:
        folded = accounts.alias(folded=Lower(Trim("email"))).filter(folded=text.lower())
        return list(folded.order_by("user_name")[:MOST])
    exact = list(of_user_id(text, among=accounts))
    if exact or len(text) < LEAST_LETTERS:
        return exact
    named = Q()
    for word in text.split():
        own_id = Q(upper__contains=fold(word) or word)
        named &= Q(forename__icontains=word) | Q(surname__icontains=word) | own_id
    found = accounts.alias(upper=Upper("user_name")).filter(named)
    return list(found.order_by("user_name")[:MOST])


def _organisations(text: str) -> list[Organisation]:
    if "@" in text or len(text) < LEAST_LETTERS:
        return []
    found = Organisation.objects.filter(Q(code__icontains=text) | Q(name__icontains=text))
    return list(found.order_by("code")[:MOST])


def _claim_number(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(10**15))
    number = int(text) if is_number else 0
    return number if number and Claim.objects.filter(pk=number).exists() else None


def _by_user_id(accounts: object) -> list[User]:
    return sorted(accounts, key=lambda one: one.user_name)  # type: ignore[call-overload, no-any-return]
