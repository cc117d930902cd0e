"""The register numbers of a registered organisation, corrected by a registrar.

What is right for a number is what is right in an application; who has a number keeps it.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from claims_portal.operators import looking_up
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.refusals import NothingToDo
from claims_portal.operators.roles import Right
from claims_portal.organisations.models import Organisation, OrganisationKind
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry
from claims_portal.refusing import refuse_all
from claims_portal.registration import sections
from claims_portal.registration.models import OrganisationNumber
from claims_portal.registration.refusals import AnswerRefused, NumbersChangedMeanwhile
from claims_portal.registration.registers import (
    COMPANIES_HOUSE,
    ICO,
    REGISTERS,
    REGULATORS,
    SELF_INSURED,
)
from claims_portal.sentences import said

SECTION = "registrations"
TAG = "organisation:numbers:corrected"
Numbers = dict[str, str]
"""Number by register."""
MOST_EARLIER = 20


def of(organisation: Organisation) -> Numbers:
    kept = OrganisationNumber.objects.filter(organisation=organisation).order_by("pk")
    return dict(kept.values_list("register", "number"))


def in_words(organisation: Organisation) -> str:
    """A line a number, with the name of its register."""
    return "\n".join(f"{name}: {number}" for name, number in _named(of(organisation)).items())


def version(numbers: Numbers) -> str:
    """What a page was opened on; another one by now means that somebody corrected it."""
    return " ".join(f"{register}:{number}" for register, number in sorted(numbers.items()))


def found(code: str, *, by: StaffActor) -> Organisation:
    """An organisation that may have numbers; NotFound for a claimant alone, who has none."""
    by.must(Right.DECIDE_REGISTRATIONS)
    known = looking_up.organisation_of(code)
    if known.kind not in sections.FIRMS:
        raise looking_up.NotFound
    return known


def answers_of(organisation: Organisation) -> dict[str, str]:
    """The numbers as the questions of an application ask for them."""
    numbers = of(organisation)
    regulators = REGULATORS[OrganisationKind(organisation.kind)]
    named = next((one for one in regulators if one in numbers), "")
    if not named and numbers and SELF_INSURED in regulators:
        named = SELF_INSURED
    return {
        "regulator": named,
        "regulatorNumber": numbers.get(named, ""),
        "companyNumber": numbers.get(COMPANIES_HOUSE, ""),
        "icoNumber": numbers.get(ICO, ""),
    }


def earlier(organisation: Organisation) -> list[AuditEntry]:
    """What was corrected before, the newest first."""
    entries = AuditEntry.objects.filter(
        organisation_code=organisation.code, subject=organisation.code, tag=TAG
    )
    return list(entries.order_by("-number")[:MOST_EARLIER])


@transaction.atomic
def correct(
    code: str, given: Mapping[str, str], *, reason: str, seen: str, by: StaffActor, at: datetime
) -> None:
    """Make these the numbers. `seen` is the version that was looked at."""
    pk = found(code, by=by).pk
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=pk)
    section = sections.find(SECTION, organisation.kind)
    assert section is not None  # noqa: S101 - of firms
    kept: dict[str, str] = {}
    refuse_all(
        lambda: kept.update(section.take(given, OrganisationKind(organisation.kind))),
        lambda: must_be_reason(reason),
    )
    before = of(organisation)
    if seen != version(before):
        raise NumbersChangedMeanwhile
    fields = _fields(kept)
    after = {register: kept[field] for register, field in fields.items() if kept[field]}
    if after == before:
        raise NothingToDo
    refuse_all(*(
        lambda register=register, number=number: _must_be_free(
            register, number, fields[register], organisation
        )
        for register, number in after.items()
    ))  # fmt: skip
    _replace(organisation, after, fields)
    audit.write(
        TAG, organisation_code=organisation.code, subject=organisation.code, by=by.author, at=at,
        before=_named(before), after=_named(after), reason=reason.strip(),
    )  # fmt: skip


def _fields(kept: Mapping[str, str]) -> dict[str, str]:
    """The question by the register that it asks for."""
    fields = {COMPANIES_HOUSE: "companyNumber", ICO: "icoNumber"}
    regulator = kept["regulator"]
    return {regulator: "regulatorNumber", **fields} if regulator in REGISTERS else fields


def _must_be_free(register: str, number: str, field: str, organisation: Organisation) -> None:
    others = OrganisationNumber.objects.exclude(organisation=organisation)
    holder = others.filter(register=register, number=number).select_related("organisation").first()
    if holder is not None:
        raise AnswerRefused(
            field,
            said(
                "%(holder)s is the number of %(organisation)s.",
                holder=holder,
                organisation=holder.organisation,
            ),
        )


def _replace(organisation: Organisation, numbers: Numbers, fields: Mapping[str, str]) -> None:
    OrganisationNumber.objects.filter(organisation=organisation).delete()
    for register, number in numbers.items():
        try:
            with transaction.atomic():
                OrganisationNumber.objects.create(
                    organisation=organisation, register=register, number=number
                )
        except IntegrityError as taken:
            raise AnswerRefused(
                fields[register],
                said("%(number)s has just become another organisation’s.", number=number),
            ) from taken


def _named(numbers: Numbers) -> Numbers:
    """As the audit says it: by the name of the register."""
    return {REGISTERS[register].label: number for register, number in numbers.items()}
