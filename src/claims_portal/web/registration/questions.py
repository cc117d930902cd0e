"""The questions of each section: its fields filled in, and what was typed into them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from claims_portal.organisations.models import OrganisationKind
from claims_portal.registration.models import ClaimTypes
from claims_portal.registration.registers import (
    COMPANIES_HOUSE,
    ICO,
    REGISTERS,
    REGULATORS,
    SELF_INSURED,
)
from claims_portal.registration.sections import API, WEB
from claims_portal.web.console import address_fields
from claims_portal.web.console.asking import Asked, shown, text
from claims_portal.web.fields import Choice, Field
from claims_portal.web.fields import typed as typed_text

Kept = Mapping[str, Any]
Questions = Callable[[OrganisationKind, Kept, QueryDict | None], list[Asked]]
CLAIMS = {
    ClaimTypes.RTA: "Road traffic accidents (RTA)",
    ClaimTypes.ELPL: "Accidents and disease at work, and public liability (EL, ELD, PL)",
}


def asked(
    slug: str, kind: OrganisationKind, kept: Kept, given: QueryDict | None = None
) -> list[Asked]:
    return _QUESTIONS[slug](kind, kept, given)


def typed(given: QueryDict) -> dict[str, Any]:
    """Whatever was typed; a section takes its own."""
    texts = {name: typed_text(given.get(name)) for name in given if "/" not in name}
    return {
        **texts,
        "claims": given.getlist("claims"),
        "address": {
            name: typed_text(line) for name, line in address_fields.typed_address(given).items()
        },
    }


def _organisation(_kind: OrganisationKind, kept: Kept, given: QueryDict | None) -> list[Asked]:
    return [
        _filled(_text("name", _("Name of the organisation"), kept, given,
                      hint=_("As your regulator has it on record.")), "organization"),
        _text("email", _("E-mail address of the organisation"), kept, given, type="email",
              hint=_("A mailbox that several people read is best here, such as info@.")),
        _filled(_text("telephone", _("Telephone"), kept, given, width="20", type="tel"), "tel"),
        _text("website", _("Website"), kept, given, required=False,
              hint=_("We compare its domain with the e-mail addresses.")),
    ]  # fmt: skip


def _claimant(_kind: OrganisationKind, kept: Kept, given: QueryDict | None) -> list[Asked]:
    return [
        _filled(_text("forename", _("Forename"), kept, given), "given-name"),
        _filled(_text("surname", _("Surname"), kept, given), "family-name"),
        _filled(_text("telephone", _("Telephone"), kept, given, width="20", type="tel"), "tel"),
    ]


def _administrator(_kind: OrganisationKind, kept: Kept, given: QueryDict | None) -> list[Asked]:
    return [
        _text("forename", _("Forename"), kept, given),
        _text("surname", _("Surname"), kept, given),
        _text("email", _("Own business e-mail address"), kept, given, type="email",
              hint=_("Of this one person. No shared mailbox like info@, and no free mail.")),
        _text("telephone", _("Telephone"), kept, given, width="20", type="tel"),
    ]  # fmt: skip


def _registrations(kind: OrganisationKind, kept: Kept, given: QueryDict | None) -> list[Asked]:
    known = {SELF_INSURED: _("Nobody: the body pays claims against itself")}
    choices = [
        Choice(
            one, known.get(one) or REGISTERS[one].label, "" if one in known else REGISTERS[one].like
        )
        for one in REGULATORS[kind]
    ]
    needs_none = SELF_INSURED in REGULATORS[kind]
    return [
        Asked(Field("regulator", _("Who authorises the organisation?"), shown(given, "regulator",
              kept.get("regulator", "")), choices=choices), "radios"),
        _text("regulatorNumber", _("Its number there"), kept, given, width="20",
              hint=_("Empty where nobody authorises it.") if needs_none else ""),
        _text("companyNumber", _("Company number"), kept, given, width="10", required=False,
              hint=_has(COMPANIES_HOUSE)),
        _text("icoNumber", _("ICO registration number"), kept, given, width="10",
              hint=_has(ICO)),
    ]  # fmt: skip


def _address(kind: OrganisationKind, kept: Kept, given: QueryDict | None) -> list[Asked]:
    asked = address_fields.asked(kept.get("address", {}), given, compulsory=True)
    optional = {"buildingName", "buildingNumber", "streetSecondLine", "district", "county",
                "country"}  # fmt: skip
    return [
        replace(
            one, field=replace(one.field, required=one.field.name.split("/")[1] not in optional)
        )
        for one in asked
    ]


def _claims(kind: OrganisationKind, kept: Kept, given: QueryDict | None) -> list[Asked]:
    one_alone = kind == OrganisationKind.UNREPRESENTED_CLAIMANT
    chosen = kept.get("claims", []) if given is None else given.getlist("claims")
    choices = [Choice(one.value, _(label)) for one, label in CLAIMS.items()]
    if one_alone:
        field = Field("claims", _("What is your claim about?"), "".join(chosen[:1]),
                      choices=choices)  # fmt: skip
        return [Asked(field, "radios")]
    access = [
        Choice(WEB, _("In the browser")),
        Choice(API, _("By a program (REST API), and in the browser")),
    ]
    return [
        Asked(Field("claims", _("Which claims will you deal with?"), chosen, choices=choices,
                    hint=_("Another kind can be added later.")), "checkboxes"),
        Asked(Field("access", _("How will you use the portal?"), shown(given, "access",
              kept.get("access", "")), choices=access), "radios"),
        _text("softwareHouse", _("Program or software house"), kept, given,
              hint=_("Only where you chose the API.")),
    ]  # fmt: skip


def branch(given: QueryDict | None) -> list[Asked]:
    """One wished branch."""
    empty = _("Empty: the organisation’s")
    return [
        _text("name", _("Name"), {}, given, hint=_("A place or a team, never a person.")),
        _text("telephone", _("Telephone"), {}, given, width="20", type="tel", required=False,
              hint=empty),
        _text("email", _("E-mail address"), {}, given, type="email", required=False, hint=empty),
        *address_fields.asked({}, given, compulsory=False),
    ]  # fmt: skip


def _text(
    name: str, label: str, kept: Kept, given: QueryDict | None, *, hint: str = "",
    required: bool = True, width: str = "30", type: str = "text",
) -> Asked:  # fmt: skip
    value = shown(given, name, kept.get(name, ""))
    return text(name, label, value, hint=hint, required=required, width=width, type=type)


def _has(register: str) -> str:
    known = REGISTERS[register]
    return _("%(register)s: %(like)s.") % {"register": known.label, "like": known.like}


def _marked(one: Asked, *, required: bool) -> Asked:
    return replace(one, field=replace(one.field, required=required))


def _filled(one: Asked, autocomplete: str) -> Asked:
    """What is about the applicant may be filled in by the browser (WCAG 1.3.5)."""
    return replace(one, autocomplete=autocomplete)


_QUESTIONS: dict[str, Questions] = {
    "claimant": _claimant,
    "organisation": _organisation,
    "registrations": _registrations,
    "address": _address,
    "claims": _claims,
    "administrator": _administrator,
}
