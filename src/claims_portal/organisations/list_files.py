"""What the lists that are taken in from CSV files have in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

PORTAL = "PORTAL"
"""In the audit, what belongs to no organisation but to the portal itself."""
MOST_NAMED = 200
"""Entries, or faults, of a file that are named; of the others there is the number."""


class ListRefused(Exception):
    """The file cannot be the list; every fault with its line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


@dataclass(frozen=True)
class Entries:
    """How many entries, and the first of them by name."""

    number: int = 0
    named: Sequence[str] = ()

    @classmethod
    def of(cls, names: Iterable[str]) -> "Entries":
        every = list(names)
        return cls(len(every), list(islice(every, MOST_NAMED)))


@dataclass(frozen=True)
class Change:
    """What a file would do to a list."""

    added: Entries = field(default_factory=Entries)
    changed: Entries = field(default_factory=Entries)
    removed: Entries = field(default_factory=Entries)

    @property
    def any(self) -> bool:
        return bool(self.added.number or self.changed.number or self.removed.number)

    @property
    def numbers(self) -> dict[str, int]:
        return {
            "added": self.added.number,
            "changed": self.changed.number,
            "removed": self.removed.number,
        }


def missing_columns(needed: Iterable[str], given: Sequence[str] | None) -> list[str]:
    """A fault for each column without which the file cannot be read."""
    return [f"line 1: there is no column {one}" for one in needed if one not in (given or ())]
