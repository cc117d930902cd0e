"""What forms come to, as far as the process decides by it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from claims_portal.claims.process.money import after_contribution, total


def requested(pack: Any) -> Decimal:
    """Pounds that an interim pack asks for: the heads pursued, after contribution.

    A head counts as pursued unless the form says that it is not.
    """
    return total(
        _after(loss.gross_value_claimed, loss) for loss in pack.losses if loss.pursued is not False
    )


def offered(response: Any) -> Decimal:
    """Pounds that an interim response offers, after contribution, before CRU deductions."""
    return _offers(response.losses)


def payable(response: Any) -> Decimal:
    """Pounds to be paid on an interim response: offered less CRU deductions, never negative."""
    return max(offered(response) - Decimal(response.cru_deductions), Decimal(0))


def in_all(offer: Any) -> Decimal:
    """Pounds that a pack or an offer comes to, of either side: what was entered for the whole,
    or else its heads after contribution, with interest.
    """
    entered = getattr(getattr(offer, "agreement", None), "gross_amount", None)
    if entered is not None:
        return Decimal(entered)
    return total(
        _after(_gross(loss), loss) + Decimal(getattr(loss, "interest", None) or "0")
        for loss in offer.losses
    )


def _gross(loss: Any) -> str:
    offered: str | None = getattr(loss, "gross_value_offered", None)
    return loss.gross_value_claimed if offered is None else offered


def _offers(losses: Iterable[Any]) -> Decimal:
    return total(_after(loss.gross_value_offered, loss) for loss in losses)


def _after(gross: str, loss: Any) -> Decimal:
    """EL and PL forms have no contributory negligence: any ends the claim (row E4)."""
    percentage = getattr(loss, "contributory_negligence", None) or "0"
    return after_contribution(Decimal(gross), Decimal(percentage))
