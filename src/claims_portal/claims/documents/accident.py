"""The accident: roles, circumstances, police, bus or coach (tab 4 of form RTA1)."""

import datetime
from typing import Annotated

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Group
from claims_portal.claims.documents.codes import ClaimantRole, SeatBelt, YesNoNotKnown
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.parties import Driver, InsuranceCompany, Vehicle, VehicleOwner

OtherDetails = Annotated[str, text("Other details", wire="@OtherDetails", most=50)]


class Weather(Group, kw_only=True, frozen=True):
    sun: Annotated[bool, fields.flag("Sun", wire="@Sun")] | None = None
    rain: Annotated[bool, fields.flag("Rain", wire="@Rain")] | None = None
    snow: Annotated[bool, fields.flag("Snow", wire="@Snow")] | None = None
    ice: Annotated[bool, fields.flag("Ice", wire="@Ice")] | None = None
    fog: Annotated[bool, fields.flag("Fog", wire="@Fog")] | None = None
    other: Annotated[bool, fields.flag("Other weather", wire="@Other")] | None = None
    other_details: OtherDetails | None = None


class RoadConditions(Group, kw_only=True, frozen=True):
    dry: Annotated[bool, fields.flag("Dry road", wire="@Dry")] | None = None
    wet: Annotated[bool, fields.flag("Wet road", wire="@Wet")] | None = None
    snow: Annotated[bool, fields.flag("Snow", wire="@Snow")] | None = None
    ice: Annotated[bool, fields.flag("Ice", wire="@Ice")] | None = None
    mud: Annotated[bool, fields.flag("Mud", wire="@Mud")] | None = None
    oil: Annotated[bool, fields.flag("Oil", wire="@Oil")] | None = None
    other: Annotated[bool, fields.flag("Other road conditions", wire="@Other")] | None = None
    other_details: OtherDetails | None = None


class AccidentCircumstances(Group, kw_only=True, frozen=True):
    hit_from_side_road: (
        Annotated[bool, fields.flag("Hit by a vehicle from a side road", wire="@VhclHitSideRoad")]
        | None
    ) = None
    hit_in_rear: Annotated[bool, fields.flag("Hit in the rear", wire="@VhclHitInRear")] | None = (
        None
    )
    hit_while_parked: (
        Annotated[bool, fields.flag("Hit while parked", wire="@VhclHitWhilstParked")] | None
    ) = None
    car_park: (
        Annotated[bool, fields.flag("Happened in a car park", wire="@AccidCarPark")] | None
    ) = None
    roundabout: (
        Annotated[bool, fields.flag("Happened at a roundabout", wire="@AccidRoundabout")] | None
    ) = None
    changing_lanes: (
        Annotated[bool, fields.flag("Happened while changing lanes", wire="@AccidChangingLanes")]
        | None
    ) = None
    concertina: (
        Annotated[bool, fields.flag("Concertina collision", wire="@ConcertinaCollision")] | None
    ) = None
    other: Annotated[bool, fields.flag("Other circumstances", wire="@Other")] | None = None


class Police(Group, kw_only=True, frozen=True):
    station: Annotated[str, text("Police station", wire="@StationName", most=100)] | None = None
    station_address: (
        Annotated[str, text("Police station address", wire="@StationAddress", most=100)] | None
    ) = None
    reporting_officer: (
        Annotated[str, text("Reporting officer", wire="@ReportingOfficerName", most=50)] | None
    ) = None
    reference: Annotated[str, fields.reference("Police reference", most=20)] | None = None


class Accident(Group, kw_only=True, frozen=True):
    claimant_role: Annotated[
        ClaimantRole,
        fields.code("Role of the claimant in the accident", wire="@ClaimantType"),
    ]
    other_role: Annotated[str, text("Other role", wire="@OtherType", most=20)] | None = None
    occupants: (
        Annotated[
            int,
            fields.whole("Number of people in the vehicle", wire="@OccupantsNumber"),
        ]
        | None
    ) = None
    seat_belt: Annotated[SeatBelt, fields.code("Seat belt worn", wire="@Seatbelt")] | None = None
    driver_is_defendant: (
        Annotated[bool, fields.flag("The driver is the defendant", wire="@DriverIsDefendant")]
        | None
    ) = None
    driver: Annotated[Driver, fields.group("Driver", wire="Driver")] | None = None
    owner: Annotated[VehicleOwner, fields.group("Vehicle owner", wire="Owner")] | None = None
    vehicle: (
        Annotated[Vehicle, fields.group("Vehicle the claimant was in", wire="Vehicle")] | None
    ) = None
    insurance_company: (
        Annotated[
            InsuranceCompany,
            fields.group("Insurance company", wire="InsuranceCompanyInformatiion"),
        ]
        | None
    ) = None
    date: Annotated[datetime.date, fields.date("Date of accident", wire="@AccidentDate")]
    time: Annotated[str, fields.time("Time of accident", wire="@AccidentTime")]
    place: Annotated[str, text("Where the accident happened", wire="@AccidentLocation", most=100)]
    description: Annotated[
        str, text("How the accident happened", wire="@AccidentDescription", most=500)
    ]
    weather: Annotated[Weather, fields.group("Weather", wire="WeatherConditions")] | None = None
    road: Annotated[RoadConditions, fields.group("Road", wire="RoadConditions")] | None = None
    circumstances: (
        Annotated[
            AccidentCircumstances, fields.group("Circumstances", wire="AccidentCircumstances")
        ]
        | None
    ) = None
    reported_to_police: (
        Annotated[YesNoNotKnown, fields.code("Reported to the police", wire="@PoliceReported")]
        | None
    ) = None
    police: Annotated[Police, fields.group("Police", wire="PoliceDetails")] | None = None


class BusOrCoach(Group, kw_only=True, frozen=True):
    involved: Annotated[bool, fields.flag("A bus or coach was involved", wire="@BussOrCoach")]
    driver_name: Annotated[str, text("Driver name", wire="@DriverName", most=50)] | None = None
    driver_identification: (
        Annotated[str, text("Driver identification number", wire="@DriverID", most=20)] | None
    ) = None
    driver_description: (
        Annotated[str, text("Driver description", wire="@DriverDescription", most=500)] | None
    ) = None
    vehicle_description: (
        Annotated[str, text("Vehicle description", wire="@VehicleDescription", most=500)] | None
    ) = None
    passengers: (
        Annotated[int, fields.whole("Number of passengers", wire="@NumberOfPassengers")] | None
    ) = None
    evidence_on_board: (
        Annotated[bool, fields.flag("Evidence that the claimant was on board", wire="@Evidence")]
        | None
    ) = None
    comments: Annotated[str, text("Comments", wire="@Comments", most=500)] | None = None
