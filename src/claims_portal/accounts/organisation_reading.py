"""What an administrator reads of the organisation: its record, branches and agreement."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from claims_portal.accounts import profile_rules
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Profile, Right
from claims_portal.accounts.refusals import NoSuchBranch, NotAnAdministrator
from claims_portal.organisations import agreements
from claims_portal.organisations.models import Branch, Organisation, UserAgreement


@dataclass(frozen=True)
class AgreementState:
    """The version in force, if any was published, and what the organisation accepted."""

    in_force: UserAgreement | None
    accepted: bool
    accepted_version: str
    accepted_at: datetime | None


def record(by: Actor) -> Organisation:
    if not by.may(Right.MANAGE_ORGANISATION):
        raise NotAnAdministrator
    return Organisation.objects.get(pk=by.organisation_pk)


def branches(by: Actor) -> QuerySet[Branch]:
    return record(by).branches.order_by("number")


def branch(by: Actor, number: str) -> Branch:
    """The branch of this ID; one of another organisation does not exist."""
    found = branches(by).filter(number=number).first() if "\x00" not in number else None
    if found is None:
        raise NoSuchBranch
    return found


def agreement(by: Actor, *, at: datetime) -> AgreementState:
    organisation = record(by)
    return AgreementState(
        in_force=agreements.in_force(at=at),
        accepted=agreements.is_accepted(organisation, at=at),
        accepted_version=organisation.agreement_version,
        accepted_at=organisation.agreement_accepted_at,
    )


def possible_profiles(by: Actor) -> list[Profile]:
    """The profiles that accounts of this account's organisation may hold; anybody may know."""
    return profile_rules.possible_for(Organisation.objects.get(pk=by.organisation_pk))
