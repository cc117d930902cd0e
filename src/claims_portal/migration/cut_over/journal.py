"""The steps of the cut-over as they are kept: what was begun, what is done, what came of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from claims_portal.migration.cut_over.refusals import CutOverRefused
from claims_portal.migration.models import CutOver, CutOverState, CutOverStep

Tell = Callable[[str], None]
Work = Callable[[datetime], dict[str, Any]]
"""Does a step, with the time at which it first began; what came of it."""


def take(
    name: str, work: Work, *, at: datetime, tell: Tell,
    repeatable: Callable[[datetime], None] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """A step once: its beginning is kept before, its end and result with what it did.

    What is `repeatable` is done before that, in transactions of its own.
    """
    step, _made = CutOverStep.objects.get_or_create(name=name, defaults={"began_at": at})
    if step.ended_at is not None:
        tell(f"{name}: done before")
        return dict(step.result)
    tell(f"{name}: begins")
    if repeatable is not None:
        repeatable(step.began_at)
    with transaction.atomic():
        step.result = work(step.began_at)
        step.ended_at = at
        step.save(update_fields=["result", "ended_at"])
    tell(f"{name}: done")
    return dict(step.result)


def must_not_be_under_way() -> None:
    """CutOverRefused where data that the cut-over has counted would be changed beside it."""
    if CutOverStep.objects.exists() and CutOver.objects.filter(state=CutOverState.MOVING).exists():
        raise CutOverRefused("The cut-over is under way: --finish or --abort it first.")


@contextmanager
def kept_out() -> Iterator[None]:
    """While accounts or claims are changed, no cut-over comes between; one that begins waits.

    CutOverRefused where one is under way.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock_shared(hashtext('cut-over'))")
        if not cursor.fetchone()[0]:
            raise CutOverRefused("The cut-over is at work.")
    try:
        must_not_be_under_way()
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_shared(hashtext('cut-over'))")


def results() -> dict[str, dict[str, Any]]:
    """What came of each step that is done, in their order."""
    done = CutOverStep.objects.filter(ended_at__isnull=False).order_by("pk")
    return {step.name: dict(step.result) for step in done}


@contextmanager
def alone(*, seconds: float = 5) -> Iterator[None]:
    """One command of the cut-over at a time, whoever calls it.

    What a killed command was doing ends within a second; hence a little patience.
    """
    until = time.monotonic() + seconds
    with connection.cursor() as cursor:
        cursor.execute("SET client_connection_check_interval = '500ms'")
        while not _locked(cursor):
            if time.monotonic() > until:
                raise CutOverRefused("Another command of the move is at work.")
            time.sleep(0.2)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('cut-over'))")


def _locked(cursor: Any) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(hashtext('cut-over'))")
    return bool(cursor.fetchone()[0])
