"""What the API has grown by since it was first released, day by day: the changelog of programs.

`claims-portal release-api` writes down what is new with its day. Pure, but for the file.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

WRITTEN = Path(__file__).parent / "v1-added.jsonl"
SEPARATORS = (" ? ", " takes ", " gives ", " . ")


@dataclass(frozen=True)
class Addition:
    """Facts of the contract, as `released.facts` names them, that came on one day."""

    on: date
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """The same for readers: what belongs to a new operation or body goes without saying."""

    on: date
    operations: list[str]
    bodies: list[str]
    details: list[str]


def written() -> list[Addition]:
    """The oldest first."""
    rows = [json.loads(line) for line in WRITTEN.read_text().splitlines()]
    return [Addition(date.fromisoformat(row["on"]), tuple(row["facts"])) for row in rows]


def with_new(additions: Iterable[Addition], new: Collection[str], *, on: date) -> list[Addition]:
    """With what came today; a day stands once."""
    if not new:
        return list(additions)
    kept = [one for one in additions if one.on != on]
    of_today = {fact for one in additions if one.on == on for fact in one.facts}
    return [*kept, Addition(on, tuple(sorted(of_today | set(new))))]


def text_of(additions: Iterable[Addition]) -> str:
    rows = [{"on": one.on.isoformat(), "facts": one.facts} for one in additions]
    return "".join(json.dumps(row) + "\n" for row in rows)


def days(additions: Collection[Addition], released: Collection[str]) -> list[Day]:
    """The newest first, of facts that are still released."""
    told, later = [], set[str]()
    for one in sorted(additions, key=lambda one: one.on, reverse=True):
        new = {fact for fact in one.facts if fact in released}
        later |= new
        before = {_subject(fact) for fact in released if fact not in later}
        subjects = {subject for fact in new if (subject := _subject(fact)) not in before}
        told.append(
            Day(
                one.on,
                sorted(one for one in subjects if " " in one),
                sorted(one for one in subjects if " " not in one),
                sorted(fact for fact in new if _subject(fact) not in subjects),
            )
        )
    return told


def _subject(fact: str) -> str:
    """The operation or the body that a fact is about."""
    for separator in SEPARATORS:
        fact = fact.partition(separator)[0]
    return fact
