"""The whiplash tariff (Whiplash Injury Regulations 2021, as amended; process facts 7.5).

The day of the accident decides which table holds. New amounts are a new table here.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from claims_portal.claims.documents.amounts import HUNDRED, to_the_penny
from claims_portal.claims.documents.codes import InjuryDuration, TariffType
from claims_portal.claims.documents.pack_rules import TARIFF_BEGINS

MOST_UPLIFT = 20
"""Percent, for exceptional circumstances."""


class Band(NamedTuple):
    """Pounds for one duration of the injury."""

    duration: InjuryDuration
    whiplash: int
    with_psychological: int


class Table(NamedTuple):
    accidents_from: date
    bands: tuple[Band, ...]


# fmt: off
TABLES = (
    Table(TARIFF_BEGINS, (
        Band(InjuryDuration.UP_TO_3, 240, 260),
        Band(InjuryDuration.UP_TO_6, 495, 520),
        Band(InjuryDuration.UP_TO_9, 840, 895),
        Band(InjuryDuration.UP_TO_12, 1_320, 1_390),
        Band(InjuryDuration.UP_TO_15, 2_040, 2_125),
        Band(InjuryDuration.UP_TO_18, 3_005, 3_100),
        Band(InjuryDuration.UP_TO_24, 4_215, 4_345),
    )),
    Table(date(2025, 5, 31), (
        Band(InjuryDuration.UP_TO_3, 275, 300),
        Band(InjuryDuration.UP_TO_6, 565, 595),
        Band(InjuryDuration.UP_TO_9, 965, 1_025),
        Band(InjuryDuration.UP_TO_12, 1_510, 1_595),
        Band(InjuryDuration.UP_TO_15, 2_335, 2_435),
        Band(InjuryDuration.UP_TO_18, 3_445, 3_550),
        Band(InjuryDuration.UP_TO_24, 4_830, 4_975),
    )),
)
# fmt: on


def tariff(accident: date, duration: InjuryDuration, kind: TariffType) -> Decimal | None:
    """Pounds before an uplift; None before the tariff began, and for no band."""
    bands = next((one.bands for one in reversed(TABLES) if one.accidents_from <= accident), ())
    band = next((one for one in bands if one.duration is duration), None)
    if band is None:
        return None
    return Decimal(band.whiplash if kind is TariffType.WHIPLASH else band.with_psychological)


def uplift(amount: Decimal, percentage: int) -> Decimal:
    """What exceptional circumstances add: the tariff × %."""
    if not 0 <= percentage <= MOST_UPLIFT:
        raise ValueError(f"An uplift is from 0 to {MOST_UPLIFT} percent, not {percentage}")
    return to_the_penny(amount * percentage / HUNDRED)
