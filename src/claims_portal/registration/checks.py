"""What the portal finds out about an application, for the registrar to weigh.

A finding may be `right`, want a look, or stop an approval. What no program can see stands in
LOOKED_AT: points that the registrar ticks (identity facts 4.1: name, address and telephone
equal to the regulator's record, consent to checks).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from claims_portal.accounts import email_addresses
from claims_portal.accounts.email_addresses import fold
from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.organisations.models import Organisation, OrganisationKind
from claims_portal.registration import sections, similar
from claims_portal.registration.models import (
    OPEN,
    Application,
    ApplicationState,
    OrganisationNumber,
)
from claims_portal.registration.registers import REGISTERS
from claims_portal.sentences import said


class Found(StrEnum):
    RIGHT = "right"
    LOOK = "look"
    STOP = "stop"


@dataclass(frozen=True)
class Check:
    title: str
    found: Found
    says: str
    references: tuple[str, ...] = ()
    """Other applications that it is about."""


LOOKED_AT = {
    OrganisationKind.CLAIMANT_REPRESENTATIVE: (
        ("regulator", "Its regulator’s register shows an authorisation to conduct litigation in "
                      "England and Wales, with this name, address and telephone number"),
        ("ico", "The Information Commissioner’s register shows it"),
        ("person", "The administrator was reached through the number on the register"),
    ),
    OrganisationKind.COMPENSATOR: (
        ("regulator", "Its regulator’s register shows it with this name, address and telephone "
                      "number, or it is known to insure itself"),
        ("ico", "The Information Commissioner’s register shows it"),
        ("person", "The administrator was reached through a number that is publicly known"),
    ),
    OrganisationKind.UNREPRESENTED_CLAIMANT: (
        ("identity", "The claimant is who they say, as far as we decided to check"),
    ),
}  # fmt: skip


def of(application: Application) -> list[Check]:
    return [found for check in _CHECKS for found in check(application)]


def _numbers(application: Application) -> Iterator[Check]:
    title = "Numbers of registers"
    if not application.numbers:
        return
    others = Application.objects.filter(numbers__overlap=application.numbers, state__in=OPEN)
    references = tuple(_references(others, application))
    holders = _holders(application.numbers)
    if holders:
        says = "Registered already: " + "; ".join(holders) + "."
        yield Check(title, Found.STOP, says, references)
    elif references:
        yield Check(title, Found.LOOK, "The same number is in another application.", references)
    else:
        yield Check(title, Found.RIGHT, "Of the right form, and of no other organisation.")


def _holders(numbers: list[str]) -> list[str]:
    held = OrganisationNumber.objects.select_related("organisation").filter(
        number__in=[one.partition(":")[2] for one in numbers]
    )
    return [
        f"{REGISTERS[one.register].label} {one.number} is {one.organisation}"
        for one in held
        if f"{one.register}:{one.number}" in numbers
    ]


def _same_name(application: Application) -> Iterator[Check]:
    title = "Name"
    named = [
        f"{name} ({code})"
        for code, name in Organisation.objects.values_list("code", "name")
        if similar.key(name) == application.name_key
    ]
    others = Application.objects.filter(name_key=application.name_key, state__in=OPEN)
    references = tuple(_references(others, application))
    if named:
        says = "Registered already, or of nearly the same name: " + ", ".join(sorted(named)) + "."
        yield Check(title, Found.LOOK, says, references)
    elif references:
        yield Check(title, Found.LOOK, "Another application bears the same name.", references)
    else:
        yield Check(title, Found.RIGHT, "No organisation has this name.")


def _refused_before(application: Application) -> Iterator[Check]:
    refused = Application.objects.filter(state=ApplicationState.REFUSED)
    references = set(_references(refused.filter(name_key=application.name_key), application))
    references |= set(_references(refused.filter(email=application.email), application))
    if application.numbers:
        same = refused.filter(numbers__overlap=application.numbers)
        references |= set(_references(same, application))
    if references:
        says = "An application of the same name, number or applicant was refused before."
        yield Check("Earlier applications", Found.LOOK, says, tuple(sorted(references)))


def _administrators_address(application: Application) -> Iterator[Check]:
    person = application.section("administrator")
    if not person:
        return
    title = "Administrator’s e-mail"
    applying = Organisation(kind=application.kind, email_domains=[])
    try:
        email_addresses.must_be_usable(person["email"], organisation=applying)
    except AccountRefusal as refusal:
        yield Check(title, Found.STOP, str(refusal))
        return
    yield Check(title, Found.RIGHT, "One person’s own business address.")
    known = User.objects.filter(email__iexact=person["email"], active=True)
    if codes := sorted(set(known.values_list("organisation__code", flat=True))):
        says = f"The address has an account in {', '.join(codes)}; that is allowed."
        yield Check("Administrator’s other accounts", Found.LOOK, says)


def _domains(application: Application) -> Iterator[Check]:
    website = application.section("organisation").get("website", "")
    if application.kind == OrganisationKind.UNREPRESENTED_CLAIMANT:
        return
    if not website:
        says = "No website was given, so that no domain can be compared."
        yield Check("Website and e-mail", Found.LOOK, says)
        return
    addresses = {
        "the administrator": application.section("administrator").get("email", ""),
        "the applicant": application.email,
    }
    strangers = [f"{who}: {one}" for who, one in addresses.items() if not _is_of(one, website)]
    if strangers:
        says = f"Not under the domain of {website}: {', '.join(strangers)}."
        yield Check("Website and e-mail", Found.LOOK, says)
    else:
        yield Check(
            "Website and e-mail",
            Found.RIGHT,
            said("All under the domain of %(website)s.", website=website),
        )


def _is_of(address: str, website: str) -> bool:
    host, site = fold(address).rpartition("@")[2], website.removeprefix("www.")
    return host == site or host.endswith(f".{site}") or site.endswith(f".{host}")


def _branch_names(application: Application) -> Iterator[Check]:
    """A branch named after a person is refused (identity facts 4.1)."""
    person = application.section("administrator")
    names = [one["name"] for one in application.section("branches").get("branches", ())]
    persons = [name for name in names if person and _bears(name, person)]
    if persons:
        says = f"Named after the administrator: {', '.join(persons)}. Ask for another name."
        yield Check("Branches", Found.STOP, says)
    elif names:
        says = f"See that none is named after a person: {', '.join(names)}."
        yield Check("Branches", Found.RIGHT, says)


def _bears(name: str, person: dict[str, str]) -> bool:
    words = similar.key(re.sub(r"['’]s\b", "", name)).split()
    return similar.key(person["forename"]) in words and similar.key(person["surname"]) in words


def _answers(application: Application) -> Iterator[Check]:
    wrong = [*sections.missing(application), *sections.no_longer_right(application)]
    if wrong:
        titles = ", ".join(one.title for one in wrong)
        yield Check(
            "Answers",
            Found.STOP,
            said("No longer as the rules want them: %(titles)s.", titles=titles),
        )
    else:
        yield Check("Answers", Found.RIGHT, "Complete, and the address by the address rules.")


def _references(found: QuerySet[Application], but: Application) -> Iterator[str]:
    yield from found.exclude(pk=but.pk).values_list("reference", flat=True)


_CHECKS: tuple[Callable[[Application], Iterator[Check]], ...] = (
    _answers, _numbers, _same_name, _refused_before, _administrators_address, _domains,
    _branch_names,
)  # fmt: skip
