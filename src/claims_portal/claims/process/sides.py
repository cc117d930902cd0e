"""The two sides of a claim."""

from enum import StrEnum


class Side(StrEnum):
    CLAIMANT_REPRESENTATIVE = "claimant-representative"
    COMPENSATOR = "compensator"

    @property
    def other(self) -> "Side":
        if self is Side.COMPENSATOR:
            return Side.CLAIMANT_REPRESENTATIVE
        return Side.COMPENSATOR

    @property
    def label(self) -> str:
        return "Claimant representative" if self is not Side.COMPENSATOR else "Compensator"


class Duty(StrEnum):
    """What kind of work a step is; profiles grant duties, not single steps."""

    RECEIVE = "receive"
    """Take in, refuse or pass on a new claim: a dispatcher's work."""
    HANDLE = "handle"
    """Everything else."""
