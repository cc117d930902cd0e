"""A link of a menu, as base.html takes it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    label: str
    href: str
    current: bool = False
