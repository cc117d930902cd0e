"""What a form begins with: what the portal knows already and nobody should type twice."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from claims_portal.accounts.models import User
from claims_portal.claims import drafts
from claims_portal.organisations.models import Organisation, OrganisationKind

# The record of an organisation calls the lines of its address as the old portal did.
OF_RECORD = {"street1": "street", "street2": "streetSecondLine", "city": "town"}
ADDRESS = (
    "buildingName", "buildingNumber", "street", "streetSecondLine", "district", "town",
    "county", "postcode", "country", "kind",
)  # fmt: skip


def new_claim(user: User, claim_type: str, today: date) -> dict[str, Any]:
    """A claim notification form with the block of the firm that sends it.

    Where the form asks for the date of notification, it begins as today.
    """
    organisation, branch = user.organisation, user.branch
    alone = organisation.kind == OrganisationKind.UNREPRESENTED_CLAIMANT
    block = {
        "organisationName": organisation.name,
        "branchName": branch.name if branch and not alone else "",
        "contactFirstName": user.forename,
        "contactSurname": user.surname,
        "telephone": user.telephone or (branch and branch.telephone) or organisation.telephone,
        "email": user.email or organisation.email,
        "address": address_of(organisation, branch.address if branch else None),
    }
    form: dict[str, Any] = {"claimType": claim_type, "claimantRepresentative": given(block)}
    if alone:
        form["claimant"] = {"person": _oneself(user)}
    return drafts.notified_on(form, today)


def _oneself(user: User) -> dict[str, Any]:
    """Whoever claims without a lawyer is the claimant, and need not say twice who that is."""
    person = {
        "firstName": user.forename,
        "middleName": user.second_name,
        "surname": user.surname,
        "address": address_of(user.organisation, None),
    }
    return given(person)


def address_of(organisation: Organisation, of_branch: Any) -> dict[str, str]:
    known = of_branch or organisation.address
    if not isinstance(known, Mapping):
        return {}
    named = {OF_RECORD.get(name, name): value for name, value in known.items()}
    return given({name: named.get(name) for name in ADDRESS})


def contact(user: User, reference: str) -> dict[str, Any]:
    return given(
        {
            "contactFirstName": user.forename,
            "contactMiddleName": user.second_name,
            "contactSurname": user.surname,
            "telephone": user.telephone or user.organisation.telephone,
            "email": user.email or user.organisation.email,
            "reference": reference,
        }
    )


def given(block: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in block.items() if value}
