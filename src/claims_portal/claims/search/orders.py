"""In which order claims are listed."""

from enum import StrEnum

from django.db.models import Expression, F
from django.db.models.functions import Coalesce

from claims_portal.claims.claim_indexes import NO_DEADLINE


class Order(StrEnum):
    """In which order claims are listed (process facts 6); a minus turns one round."""

    MOST_URGENT = "deadline"
    """Claims without a running time limit come last."""
    LEAST_URGENT = "-deadline"
    FIRST_BEGUN = "start"
    LAST_BEGUN = "-start"
    FIRST_CHANGED = "update"
    LAST_CHANGED = "-update"
    OLDEST = "id"
    NEWEST = "-id"

    @property
    def descending(self) -> bool:
        return self.startswith("-")

    @property
    def place(self) -> Expression | F:
        return _PLACES[self.removeprefix("-")]


_PLACES: dict[str, Expression | F] = {
    "deadline": Coalesce("times_out_on", NO_DEADLINE),
    "start": F("created_at"),
    "update": F("updated_at"),
    "id": F("pk"),
}
