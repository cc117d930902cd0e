"""In which order claims are listed."""

from enum import StrEnum

from django.db.models import Expression, F
from django.db.models.functions import Coalesce

from claims_portal.claims.models import NO_DEADLINE
from claims_portal.claims.process.sides import Side


class Order(StrEnum):
    """In which order claims are listed (process facts 6); a minus turns one round."""

    MOST_URGENT = "deadline"
    """Claims without a running time limit come last."""
    LEAST_URGENT = "-deadline"
    FIRST_BEGUN = "start"
    """For the compensator a claim begins when it is sent; since when it was written is not told."""
    LAST_BEGUN = "-start"
    FIRST_CHANGED = "update"
    LAST_CHANGED = "-update"
    OLDEST = "id"
    NEWEST = "-id"

    @property
    def descending(self) -> bool:
        return self.startswith("-")

    def place(self, side: Side) -> Expression | F:
        """By what a claim of this side's list is sorted."""
        if self.removeprefix("-") == "start":
            return F(BEGINNINGS[side])
        return _PLACES[self.removeprefix("-")]


BEGINNINGS = {Side.CLAIMANT_REPRESENTATIVE: "created_at", Side.COMPENSATOR: "sent_at"}
_PLACES: dict[str, Expression | F] = {
    "deadline": Coalesce("times_out_on", NO_DEADLINE),
    "update": F("updated_at"),
    "id": F("pk"),
}
