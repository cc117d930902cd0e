"""What was not taken from a file, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is not taken: where, which value, which rule. No column: the row as a whole.

    `line` is the line as an editor shows it, of a workbook the row.
    """

    line: int
    column: str
    value: str
    rule: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", self.value[:LONGEST_VALUE])


Refuse = Callable[[Fault], None]


class FileRefused(Exception):
    """The file as a whole cannot be read; says in a sentence why."""

    headings: Sequence[str] = ()
    """Of a file of which at least the first line could be read."""
