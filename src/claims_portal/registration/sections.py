"""What an applicant is asked, section by section, and how each answer must be.

Identity facts 4.1: organisation data, a named administrator, wished branches, regulator's and
ICO numbers, web or API with the software house. A claimant without a representative is a
person: no regulator, and any e-mail address.

A section takes what was typed and gives what is kept; AccountRefusal says all that is wrong.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.organisations.models import Organisation, OrganisationKind
from claims_portal.refusing import refuse_all
from claims_portal.registration import answers as check
from claims_portal.registration.models import Application
from claims_portal.registration.refusals import AnswerRefused
from claims_portal.registration.registers import COMPANIES_HOUSE, ICO, SELF_INSURED, folded
from claims_portal.sentences import said

Given = Mapping[str, Any]
Answers = dict[str, Any]
REPRESENTATIVE = OrganisationKind.CLAIMANT_REPRESENTATIVE
COMPENSATOR = OrganisationKind.COMPENSATOR
UNREPRESENTED = OrganisationKind.UNREPRESENTED_CLAIMANT
FIRMS = frozenset({REPRESENTATIVE, COMPENSATOR})
WEB, API = "web", "api"
MOST_BRANCHES = 50


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    hint: str
    kinds: frozenset[OrganisationKind]
    take: Callable[[Given, OrganisationKind], Answers]
    compulsory: bool = True
    hint_alone: str = ""
    """For whoever has no firm, where the hint speaks of one."""

    def hint_for(self, kind: str) -> str:
        return (kind == UNREPRESENTED and self.hint_alone) or self.hint


def of_kind(kind: str) -> list[Section]:
    return [one for one in SECTIONS if kind in one.kinds]


def find(slug: str, kind: str) -> Section | None:
    return next((one for one in of_kind(kind) if one.slug == slug), None)


def missing(application: Application) -> list[Section]:
    """The sections that must still be answered."""
    return [
        one
        for one in of_kind(application.kind)
        if one.compulsory and one.slug not in application.answers
    ]


def no_longer_right(application: Application) -> list[Section]:
    """Those whose kept answers would not be taken today: rules and lists change."""
    return [
        one
        for one in of_kind(application.kind)
        if one.slug in application.answers and not _is_taken(one, application)
    ]


def branch(given: Given, kind: OrganisationKind) -> Answers:
    """One wished branch; empty contact details are the organisation's (identity facts 4.3)."""
    kept = _texts(given, "name", "telephone", "email")
    lines: list[Answers] = []
    refuse_all(
        partial(check.must_be_a_name, "name", kept["name"]),
        *_where(kept["telephone"], partial(check.must_be_telephone, kept["telephone"])),
        *_where(kept["email"], partial(check.must_be_mailbox, kept["email"])),
        partial(_address_into, lines, given, needed=False),
    )
    return {**kept, "address": lines[0]}


def _organisation(given: Given, _kind: OrganisationKind) -> Answers:
    kept = _texts(given, "name", "email", "telephone", "website")
    refuse_all(
        partial(check.must_be_a_name, "name", kept["name"]),
        partial(check.must_be_mailbox, kept["email"]),
        partial(check.must_be_telephone, kept["telephone"]),
        *_where(kept["website"], partial(check.host_of, kept["website"])),
    )
    return {**kept, "website": check.host_of(kept["website"]) if kept["website"] else ""}


def _claimant(given: Given, _kind: OrganisationKind) -> Answers:
    kept = _texts(given, "forename", "surname", "telephone")
    refuse_all(
        partial(check.must_be_persons_name, "forename", kept["forename"]),
        partial(check.must_be_persons_name, "surname", kept["surname"]),
        partial(check.must_be_telephone, kept["telephone"]),
        partial(check.must_be_short_together, kept["forename"], kept["surname"]),
    )
    return kept


def _registrations(given: Given, kind: OrganisationKind) -> Answers:
    kept = _texts(given, "regulator", "regulatorNumber", "companyNumber", "icoNumber")
    regulator = kept["regulator"]
    if regulator == SELF_INSURED:
        kept["regulatorNumber"] = ""
    for field, register in (
        ("regulatorNumber", regulator), ("companyNumber", COMPANIES_HOUSE), ("icoNumber", ICO),
    ):  # fmt: skip
        kept[field] = folded(register, kept[field])
    refuse_all(
        partial(check.must_be_regulator, regulator, kind),
        partial(check.must_be_regulators_number, regulator, kept["regulatorNumber"]),
        *_where(
            kept["companyNumber"],
            partial(check.must_look_like, COMPANIES_HOUSE, "companyNumber", kept["companyNumber"]),
        ),
        partial(check.must_look_like, ICO, "icoNumber", kept["icoNumber"]),
    )
    return kept


def _address(given: Given, _kind: OrganisationKind) -> Answers:
    return {"address": check.address_of(given.get("address", {}), needed=True)}


def _claims(given: Given, kind: OrganisationKind) -> Answers:
    kept = _texts(given, "access", "softwareHouse")
    claims = sorted(set(given.get("claims", ())))
    if kind == UNREPRESENTED or kept["access"] != API:
        kept["softwareHouse"] = ""
    if kind == UNREPRESENTED:
        kept["access"] = WEB
    refuse_all(
        partial(check.must_be_claims, claims, one_alone=kind == UNREPRESENTED),
        partial(check.must_be_one_of, "access", kept["access"], (WEB, API),
                "Choose how you will use the portal."),
        *_where(kept["access"] == API,
                partial(check.must_be_a_name, "softwareHouse", kept["softwareHouse"])),
    )  # fmt: skip
    return {"claims": claims, **kept}


def _administrator(given: Given, kind: OrganisationKind) -> Answers:
    kept = _texts(given, "forename", "surname", "email", "telephone")
    applying = Organisation(kind=kind, email_domains=[])
    refuse_all(
        partial(check.must_be_persons_name, "forename", kept["forename"]),
        partial(check.must_be_persons_name, "surname", kept["surname"]),
        partial(check.must_be_persons_address, kept["email"], applying),
        partial(check.must_be_telephone, kept["telephone"]),
    )
    return kept


def _branches(given: Given, kind: OrganisationKind) -> Answers:
    branches = [branch(one, kind) for one in given.get("branches", ())]
    if len(branches) > MOST_BRANCHES:
        raise AnswerRefused(
            "name",
            said(
                "Name at most %(most_branches)s branches here. Your administrator adds any number "
                "later.",
                most_branches=MOST_BRANCHES,
            ),
        )
    return {"branches": branches}


# fmt: off
SECTIONS: tuple[Section, ...] = (
    Section("claimant", "You", "Your name, and a telephone number on which we reach you.",
            frozenset({UNREPRESENTED}), _claimant),
    Section("organisation", "Your organisation", "Name, e-mail, telephone, website.",
            FIRMS, _organisation),
    Section("registrations", "Regulator and registrations", "Under which numbers it is known.",
            FIRMS, _registrations),
    Section("address", "Address", "Where letters reach you; of a firm as its regulator has it.",
            FIRMS | {UNREPRESENTED}, _address, hint_alone="Where letters reach you."),
    Section("claims", "Claims and access", "Which claims, and by web or API.",
            FIRMS | {UNREPRESENTED}, _claims, hint_alone="What your claim is about."),
    Section("administrator", "Administrator", "The person who sets up everybody else.",
            FIRMS, _administrator),
    Section("branches", "Branches", "Other offices or teams, if there are any.",
            FIRMS, _branches, compulsory=False),
)
# fmt: on


def _texts(given: Given, *names: str) -> dict[str, str]:
    return {name: str(given.get(name, "")).strip() for name in names}


def _where(wanted: object, refuses: Callable[[], object]) -> list[Callable[[], object]]:
    """A check that is made only where there is something to check."""
    return [refuses] if wanted else []


def _address_into(lines: list[Answers], given: Given, *, needed: bool) -> None:
    lines.append(check.address_of(given.get("address", {}), needed=needed))


def _is_taken(section: Section, application: Application) -> bool:
    kept = application.section(section.slug)
    try:
        section.take(kept, OrganisationKind(application.kind))
    except AccountRefusal:
        return False
    return True
