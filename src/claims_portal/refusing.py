"""What every refusal has: a sentence for people, a code for programs, the field at fault."""

from collections.abc import Callable


class Refusal(Exception):
    """Base of the refusals; `field` names what was wrong, where one thing was."""

    code: str
    field: str = ""
    also: tuple["Refusal", ...] = ()
    """What else is wrong with the same request."""


def refuse_all(*checks: Callable[[], object]) -> None:
    """Make every check; the first refusal is raised, all the others are in its `also`."""
    refused: list[Refusal] = []
    for check in checks:
        try:
            check()
        except Refusal as refusal:
            refused += [refusal, *refusal.also]
    if refused:
        first, *others = refused
        first.also = tuple(others)
        raise first
