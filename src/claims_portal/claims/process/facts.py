"""What a claim's process has to remember beside its phase.

Everything a guard or a limit asks is here, so that the state of a claim can be
recomputed from its events and a deadline from its facts.
"""

from datetime import date

import msgspec


class Facts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    claimant_born_on: date | None = None
    sent_on: date | None = None
    """The day of the last sending of the claim notification form, London time."""
    compensator_code: str | None = None
    """The organisation ID to which it was sent last."""
    mib: bool = False
    """The claim was sent to the Motor Insurers' Bureau (compensator type M)."""
    article75: bool = False
    compensator_reference: str | None = None
    child_at_liability_response: bool | None = None
    child_at_settlement_request: bool | None = None
    child_at_settlement_agreement: bool | None = None
    settlement_pack_sent_on: date | None = None
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
