"""Making an organisation of an approved application: record, branches, administrator, client.

All of it happens in the transaction of the decision, or none.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection

from claims_portal.accounts import api_clients, states, users
from claims_portal.accounts.models import ApiClient, User, UserProfile
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.saving import described, save_new
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims import digests
from claims_portal.claims.process.calendar import london_date
from claims_portal.organisations.models import (
    Branch,
    BranchKind,
    CompensatorKind,
    Organisation,
    OrganisationKind,
)
from claims_portal.records import audit
from claims_portal.refusing import refuse_all
from claims_portal.registration.applying import ALPHABET
from claims_portal.registration.models import Application, OrganisationNumber
from claims_portal.registration.sections import API

CODES = {
    # prefix, and digits at least: CR00019, COMP009 (identity facts 4.2)
    OrganisationKind.CLAIMANT_REPRESENTATIVE: ("CR", 5),
    OrganisationKind.COMPENSATOR: ("COMP", 3),
    OrganisationKind.UNREPRESENTED_CLAIMANT: ("LIP", 5),
}
HEAD_OFFICE = "Head office"
LOCK = "SELECT pg_advisory_xact_lock(hashtext('organisation-codes'))"


@dataclass(frozen=True)
class Founded:
    organisation: Organisation
    administrator: User
    client: ApiClient | None


def found(application: Application, *, by: audit.Author, at: datetime) -> Founded:
    """Called in the transaction of the decision, with the application held."""
    organisation = _organisation(application, at)
    _numbers(application, organisation)
    _branches(application, organisation)
    audit.write(
        "organisation:registration:approved", organisation_code=organisation.code,
        subject=organisation.code, by=by, at=at,
        after={"name": organisation.name, "application": application.reference},
    )  # fmt: skip
    administrator = _administrator(application, organisation, by, at)
    return Founded(organisation, administrator, _client(application, organisation, by, at))


def next_code(kind: OrganisationKind) -> str:
    """The ID after the highest; whoever else founds an organisation waits."""
    prefix, digits = CODES[kind]
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    taken = Organisation.objects.filter(code__iregex=rf"^{prefix}[0-9]{{1,8}}$")
    numbers = (int(code[len(prefix) :]) for code in taken.values_list("code", flat=True))
    return f"{prefix}{max(numbers, default=0) + 1:0{digits}d}"


def _organisation(application: Application, at: datetime) -> Organisation:
    kind = OrganisationKind(application.kind)
    record = application.section("organisation") or application.section("claimant")
    claims = application.section("claims")["claims"]
    return Organisation.objects.create(
        code=next_code(kind),
        name=application.name,
        kind=kind,
        compensator_kind=CompensatorKind.INSURER if kind == OrganisationKind.COMPENSATOR else "",
        deals_with_rta="rta" in claims,
        deals_with_elpl="elpl" in claims,
        email=record.get("email", application.email),
        telephone=record["telephone"],
        address=application.section("address")["address"],
        created_at=at,
    )


def _numbers(application: Application, organisation: Organisation) -> None:
    OrganisationNumber.objects.bulk_create(
        OrganisationNumber(organisation=organisation, register=register, number=number)
        for register, _, number in (one.partition(":") for one in application.numbers)
    )


def _branches(application: Application, organisation: Organisation) -> None:
    """The first is the head office; of a compensator the central point (identity facts 4.3).

    Representatives have one too, so that every account has its main branch [our decision].
    """
    compensator = organisation.kind == OrganisationKind.COMPENSATOR
    first = BranchKind.CENTRAL_POINT if compensator else BranchKind.HANDLING_POINT
    wished: list[dict[str, Any]] = [
        {"name": HEAD_OFFICE, "address": organisation.address},
        *application.section("branches").get("branches", ()),
    ]
    Branch.objects.bulk_create(
        Branch(
            organisation=organisation,
            number=f"{number:03d}",
            kind=first if number == 1 else BranchKind.HANDLING_POINT,
            **details,
        )
        for number, details in enumerate(wished, start=1)
    )


def _administrator(
    application: Application, organisation: Organisation, by: audit.Author, at: datetime
) -> User:
    """Without a password: the person chooses it by the way of a first sign-in."""
    person = application.section("administrator") or application.section("claimant")
    profiles = _profiles(organisation)
    account = User(
        user_name=_user_id(),
        organisation=organisation,
        branch=organisation.branches.order_by("number").first(),
        forename=person["forename"],
        surname=person["surname"],
        telephone=person["telephone"],
        email=person.get("email", application.email),
        expires_on=states.default_expiry(london_date(at)),
        created_at=at,
        password=make_password(None),
    )
    refuse_all(*users.checks_of_new(account, "", profiles, at))
    save_new(account)
    UserProfile.objects.bulk_create(UserProfile(user=account, profile=one) for one in profiles)
    if organisation.kind == OrganisationKind.UNREPRESENTED_CLAIMANT:
        # Who has one claim looks in seldom, and time limits do not wait [our decision].
        digests.from_the_start(account, at=at)
    audit.write(
        "account:user:created", organisation_code=organisation.code,
        subject=account.user_name, by=by, at=at, after=described(account),
    )  # fmt: skip
    return account


def _profiles(organisation: Organisation) -> list[Profile]:
    """Of a firm administration alone, which then makes those who work claims (facts 4.1).

    A claimant without a representative is one person, who does both [our decision].
    """
    if organisation.kind == OrganisationKind.COMPENSATOR:
        return [Profile.COMP_ADMINISTRATOR]
    if organisation.kind == OrganisationKind.CLAIMANT_REPRESENTATIVE:
        return [Profile.CR_ADMINISTRATOR]
    handler = (
        Profile.CR_RTA_CLAIM_HANDLER
        if organisation.deals_with_rta
        else Profile.CR_ELPL_CLAIM_HANDLER
    )
    return [Profile.CR_ADMINISTRATOR, handler]


def _user_id() -> str:
    """`ADMIN_` with letters and digits, as first User IDs always were (identity facts 2.2)."""
    while True:
        name = "ADMIN_" + "".join(secrets.choice(ALPHABET) for _ in range(6))
        if not of_user_id(name, among=User.objects.all()).exists():
            return name


def _client(
    application: Application, organisation: Organisation, by: audit.Author, at: datetime
) -> ApiClient | None:
    claims = application.section("claims")
    if claims["access"] != API:
        return None
    return api_clients.open_for(organisation, claims["softwareHouse"], by=by, at=at)
