"""Who and what can be chosen in a form: compensators, insurer names, hospitals, addresses."""

from typing import Annotated, ClassVar

import msgspec
from django.db.models import Q

from claims_portal.accounts.profiles import RTA_CLAIMS
from claims_portal.api.controllers import PortalController
from claims_portal.api.parameters import Query
from claims_portal.api.schemas import Answer
from claims_portal.claims import compensators
from claims_portal.organisations import addresses
from claims_portal.organisations.models import Address, Hospital, InsurerName, Organisation

MOST = 100
Name = Annotated[str, msgspec.Meta(description="Part of the name", max_length=100)]
POSTCODE = "^([A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}|[Gg][Ii][Rr] ?0[Aa]{2})$"
ClaimType = Annotated[str, msgspec.Meta(pattern="^(rta|el|eld|pl)$")]


class CompensatorLine(Answer):
    organisation_id: str
    organisation_path: str
    name: str
    kind: Annotated[str, msgspec.Meta(description="insurer or mib")]


class CompensatorsAnswer(Answer):
    compensators: list[CompensatorLine]


class InsurerLine(Answer):
    insurer_name: Annotated[str, msgspec.Meta(description="The name to write in the form")]
    compensator: CompensatorLine


class InsurersAnswer(Answer):
    insurers: list[InsurerLine]


class HospitalLine(Answer):
    name: str
    postcode: str
    address_lines: list[str]


class HospitalsAnswer(Answer):
    hospitals: list[HospitalLine]


class AddressLine(Answer):
    """As the forms ask for it; what the list does not say is empty."""

    building_name: str
    building_number: str
    street: str
    street_second_line: str
    district: str
    town: str
    county: str
    postcode: str
    country: str


class AddressesAnswer(Answer):
    addresses: list[AddressLine]


class NameQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    name: Name = ""
    claim_type: ClaimType = "rta"


class HospitalQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    name: Name = ""
    postcode: Annotated[str, msgspec.Meta(description="Or how it begins", max_length=8)] = ""


class AddressQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    postcode: Annotated[
        str,
        msgspec.Meta(
            description="A whole one, with or without its blank, in capitals or not",
            pattern=POSTCODE,
        ),
    ]


class Compensators(PortalController):
    tags: ClassVar = ("Directory",)

    def get(self, parsed_query: Query[NameQuery]) -> CompensatorsAnswer:
        """Compensators that take claims of a type, by part of their name or by their ID."""
        found = compensators.search(parsed_query.name, parsed_query.claim_type, most=MOST)
        return CompensatorsAnswer(compensators=[_compensator(one) for one in found])


class InsurerIndex(PortalController):
    tags: ClassVar = ("Directory",)

    def get(self, parsed_query: Query[NameQuery]) -> InsurersAnswer:
        """Names under which insurance is sold, each with the compensator that deals with it."""
        name = parsed_query.name
        if "\x00" in name:
            return InsurersAnswer(insurers=[])
        list_of_type = "rta" if parsed_query.claim_type in RTA_CLAIMS else "elpl"
        found = (
            InsurerName.objects.filter(
                claims=list_of_type, organisation__enabled=True, name__icontains=name
            )
            .select_related("organisation")
            .order_by("name")[:MOST]
        )
        return InsurersAnswer(
            insurers=[
                InsurerLine(insurer_name=one.name, compensator=_compensator(one.organisation))
                for one in found
            ]
        )


class Hospitals(PortalController):
    tags: ClassVar = ("Directory",)

    def get(self, parsed_query: Query[HospitalQuery]) -> HospitalsAnswer:
        """Hospitals by part of their name and how their postcode begins."""
        name, postcode = parsed_query.name, parsed_query.postcode.upper()
        if "\x00" in name + postcode:
            return HospitalsAnswer(hospitals=[])
        found = Hospital.objects.filter(Q(name__icontains=name), postcode__startswith=postcode)
        return HospitalsAnswer(
            hospitals=[
                HospitalLine(name=one.name, postcode=one.postcode, address_lines=one.address_lines)
                for one in found.order_by("name")[:MOST]
            ]
        )


class Addresses(PortalController):
    tags: ClassVar = ("Directory",)

    def get(self, parsed_query: Query[AddressQuery]) -> AddressesAnswer:
        """Addresses at a postcode, of the list that the operator loaded; none where it has none."""
        found = addresses.at_postcode(addresses.postcode_of(parsed_query.postcode))
        return AddressesAnswer(addresses=[_address(one) for one in found])


def _address(one: Address) -> AddressLine:
    return AddressLine(
        building_name=one.building_name,
        building_number=one.building_number,
        street=one.street,
        street_second_line=one.street_second_line,
        district=one.district,
        town=one.town,
        county=one.county,
        postcode=one.spaced_postcode,
        country=one.country,
    )


def _compensator(one: Organisation) -> CompensatorLine:
    return CompensatorLine(
        organisation_id=one.code,
        organisation_path=f"/{one.code}",
        name=one.name,
        kind=one.compensator_kind,
    )


DIRECTORY: tuple[tuple[str, type[PortalController], str], ...] = (
    ("compensators", Compensators, "compensators"),
    ("insurer-index", InsurerIndex, "insurer-index"),
    ("hospitals", Hospitals, "hospitals"),
    ("addresses", Addresses, "addresses"),
)
