"""What a claim's process has to remember beside its phase.

Everything a guard or a limit asks is here, so that the state of a claim can be
recomputed from its events and a deadline from its facts.
"""

from datetime import date
from decimal import Decimal

import msgspec


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    claimant_born_on: date | None = None
    sent_on: date | None = None
    """The day of the last sending of the claim notification form, London time."""
    notified_on: date | None = None
    """The notification date of an EL, ELD or PL claim, as the form states it."""
    more_than_10000: bool = False
    """The claim is valued at more than £10,000."""
    compensator_code: str | None = None
    """The organisation ID to which it was sent last."""
    mib: bool = False
    """The claim was sent to the Motor Insurers' Bureau (compensator type M)."""
    article75: bool = False
    compensator_reference: str | None = None

    liability_decided_on: date | None = None
    child_at_liability_response: bool | None = None

    interim_packs: int = 0
    """How many interim settlement packs were sent; the number of the last."""
    interim_pack_sent_on: date | None = None
    interim_requested: Decimal | None = None
    """Pounds after contributory negligence, of the last pack."""
    interim_offered: Decimal | None = None
    """Pounds to be paid on the last pack: offered after contribution, less CRU deductions."""
    interim_limit_extended: bool = False
    interim_paid: Decimal = Decimal(0)
    """Pounds, over all interim payments that were confirmed as received."""

    settlement_pack_sent_on: date | None = None
    child_at_settlement_request: bool | None = None
    settlement_limit_agreed: date | None = None
    """The agreed time-out date of the initial consideration."""
    negotiation_limit_agreed: date | None = None
    further_consideration: bool = False
    """An offer came in the last five days: five more follow, without new offers."""
    last_offer: Decimal | None = None
    """Pounds of the pack or offer that was sent last, by either side, as a whole."""
    settled_for: Decimal | None = None
    """Pounds agreed, before CRU deductions and interim payments are taken off."""
    child_at_settlement_agreement: bool | None = None

    additional_damages_sent_on: date | None = None
    additional_damages_limit_agreed: date | None = None
    child_at_additional_damages_agreement: bool | None = None

    court_pack_sent_on: date | None = None
    exited_by: str | None = None

    def with_changes(self, **changes: object) -> "Facts":
        return msgspec.structs.replace(self, **changes)

    def is_child_on(self, day: date) -> bool:
        """Under 18 on that day. A claimant whose birthday is unknown counts as an adult."""
        born = self.claimant_born_on
        if born is None:
            return False
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return years < 18
