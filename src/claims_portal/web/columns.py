"""A column of a table, as the table component takes it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    label: str
