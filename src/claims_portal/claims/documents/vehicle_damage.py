"""Vehicle damage and the replacement vehicle (tab 3 of form RTA1)."""

import datetime
from typing import Annotated

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Group
from claims_portal.claims.documents.codes import OwnMotorCover, RepairState, YesNoDontKnow
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.parties import (
    OrganisationName,
    Reference,
    Telephone,
    Vehicle,
)


class RepairCompany(Group, kw_only=True, frozen=True):
    organisation_name: OrganisationName | None = None
    address: Annotated[str, text("Address", wire="@Address", most=500)] | None = None
    telephone: Telephone | None = None
    reference: Reference | None = None


class Repairs(Group, kw_only=True, frozen=True):
    own_vehicle_damaged: Annotated[
        bool,
        fields.flag("Damage to the claimant's own vehicle", wire="@ClaiimingDamageOwnVehicle"),
    ]
    own_motor_cover: (
        Annotated[
            OwnMotorCover,
            fields.code("Claimant's own motor cover", wire="@DetailsOfTheInsurance"),
        ]
        | None
    ) = None
    other_cover: Annotated[str, text("Other cover", wire="@OtherDetails", most=50)] | None = None
    through_claimants_insurer: (
        Annotated[
            bool,
            fields.flag("Repairs through the claimant's insurer", wire="@ThroughClaimantInsurer"),
        ]
        | None
    ) = None
    through_another_company: (
        Annotated[
            bool, fields.flag("Repairs through another company", wire="@ThroughAlternatieCompany")
        ]
        | None
    ) = None
    company: (
        Annotated[RepairCompany, fields.group("Repair company", wire="AlternativeCompany")] | None
    ) = None
    total_loss: (
        Annotated[YesNoDontKnow, fields.code("Vehicle is a total loss", wire="@TotalLoss")] | None
    ) = None
    state: (
        Annotated[RepairState, fields.code("State of the repairs", wire="@RepairsPosition")] | None
    ) = None
    compensator_may_inspect: (
        Annotated[
            bool,
            fields.flag("Compensator may inspect the vehicle", wire="@DefendantInsInspection"),
        ]
        | None
    ) = None
    inspection_place: (
        Annotated[str, text("Where the vehicle can be inspected", wire="@Location", most=100)]
        | None
    ) = None
    inspection_contact: (
        Annotated[str, text("Contact for inspecting the vehicle", wire="@ContactDetails", most=100)]
        | None
    ) = None


class HireProvider(Group, kw_only=True, frozen=True):
    name: Annotated[str, text("Provider name", wire="@ProviderName", most=100)]
    reference: Reference
    address: Annotated[str, text("Provider address", wire="@ProviderAddress", most=500)] | None = (
        None
    )
    start_date: Annotated[datetime.date, fields.date("Start date of the hire", wire="@StartDate")]
    end_date: Annotated[
        str,
        text("End date of the hire", wire="@EndDate", most=50, hint="A date, or “ongoing”."),
    ]
    vehicle: Annotated[Vehicle, fields.group("Hired vehicle", wire="Vehicle")] | None = None


class ReplacementVehicle(Group, kw_only=True, frozen=True):
    entitled: Annotated[
        bool,
        fields.flag("Claimant is entitled to a replacement vehicle", wire="@ClaimantEntitled"),
    ]
    needed: (
        Annotated[bool, fields.flag("Claimant needs a replacement vehicle", wire="@AVRequiredByCL")]
        | None
    ) = None
    provided: (
        Annotated[bool, fields.flag("Replacement vehicle already provided", wire="@AVProvided")]
        | None
    ) = None
    provider: Annotated[HireProvider, fields.group("Provider", wire="Provider")] | None = None
    hire_continues: (
        Annotated[bool, fields.flag("The need for hire continues", wire="@HireNeed")] | None
    ) = None
    asked_of_compensator: (
        Annotated[
            bool,
            fields.flag("Compensator is asked for a replacement vehicle", wire="@AVRequiredByCR"),
        ]
        | None
    ) = None
    kind_of_vehicle: (
        Annotated[str, text("Kind of replacement vehicle", wire="@VehicleType", most=50)] | None
    ) = None
    contact_name: Annotated[str, text("Contact name", wire="@ContactName", most=50)] | None = None
    telephone: Telephone | None = None
