"""How much of a subscription is under way at once: more while its receiver keeps up.

A receiver that answers at once is sent hundreds together; one that takes long has a few
under way, so that it fills neither the process nor its own machine.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

AT_FIRST, LEAST, MOST = 16, 4, 256
SLOW_AFTER_SECONDS = 1.0


@dataclass(frozen=True)
class Load:
    """Of one subscription: what is under way, and how much may be."""

    under_way: int
    share: int


class Shares:
    """The shares that the subscriptions of one process have come to."""

    def __init__(self) -> None:
        self._shares: dict[int, int] = {}

    def adapt(self, *, ended: Iterable[int], slow: Iterable[int]) -> None:
        """Double the share of who answered, halve that of who lets us wait."""
        waits = set(slow)
        for one in {*ended, *waits}:
            share = self._shares.get(one, AT_FIRST)
            self._shares[one] = max(LEAST, share // 2) if one in waits else min(MOST, share * 2)

    def loads(self, under_way: Iterable[int]) -> Mapping[int, Load]:
        busy = Counter(under_way)
        known = {*busy, *self._shares}
        return {one: Load(busy[one], self._shares.get(one, AT_FIRST)) for one in known}
