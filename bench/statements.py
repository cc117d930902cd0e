"""pgbench's side: the statements that the portal sends, as scripts that are written anew each run.

They are made of the very constants of the source and of the parameters that the
portal's own code gives with them, so they cannot drift. Numbers (who acts, to
whom a claim is sent) are drawn by pgbench for each transaction; the rest are
texts given to it once.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any
from unittest import mock

from django.db import connection

from bench.loading import COMPENSATORS, ORGANISATIONS, REPRESENTATIVES
from claims_portal import clock, correlation, database
from claims_portal.accounts.acting import RESOLVE
from claims_portal.accounts.models import User
from claims_portal.accounts.once import Once
from claims_portal.claims import actions, worklist, writing
from claims_portal.claims.feed import pages, places
from claims_portal.claims.feed.places import BEGINNING, Place

DIRECTORY = Path(__file__).parent / "pgbench"
HEADING = "-- Written by bench/statements.py from the portal's own statements; changes are lost.\n"
WHO = frozenset(
    (
        "login_as",
        "digest",
        "organisation",
        "representative",
        "branch",
        "user",
        "real_user",
        "client",
    )
)
"""Parameters that say who acts; in the load all of them are one number."""
HOLDERS = "holders"
"""Whose claims are the actor's work; in the load nobody is away, and it is the actor alone."""


@dataclass(frozen=True)
class Script:
    """One pgbench script: what it draws, its statement, and the texts it is given."""

    name: str
    draws: Mapping[str, tuple[int, int]]
    statement: str
    texts: Mapping[str, str]
    weight: int = 1

    def write(self) -> Path:
        drawn = "".join(
            f"\\set {name} random({low}, {high})\n" for name, (low, high) in self.draws.items()
        )
        path = DIRECTORY / f"{self.name}.sql"
        path.write_text(
            f"{HEADING}{drawn}{_with_variables(RESOLVE)};\n{_with_variables(self.statement)};\n"
        )
        return path


def submit() -> list[Script]:
    body = resources.files("claims_portal.samples").joinpath("rta_cnf.json").read_bytes()
    body = body.replace(b"COMP001", str(ORGANISATIONS).encode())
    actor = replace(User.objects.get(pk=1).as_actor(), once=Once(1, "key", b"\0" * 32))
    parameters = _parameters_of(lambda: actions.send_new_claim(body, by=actor, at=clock.now()))
    draws = {
        "once_key": (1, 10**15),
        "actor": (1, REPRESENTATIVES),
        "compensator_code": (REPRESENTATIVES + 1, ORGANISATIONS),
    }
    return [Script("submit", draws, writing.ADD_CLAIM, _texts(parameters, draws))]


def read_worklist() -> list[Script]:
    return [
        _read_worklist(
            "representative", worklist.STATEMENTS[False, worklist.PAGE_SIZE], 1, REPRESENTATIVES
        ),
        _read_worklist(
            "compensator",
            worklist.STATEMENTS[True, worklist.PAGE_SIZE],
            REPRESENTATIVES + 1,
            COMPENSATORS,
        ),
    ]


def _read_worklist(side: str, statement: str, first: int, number: int) -> Script:
    actor = User.objects.get(pk=first).as_actor()
    parameters = _parameters_of(lambda: worklist.page(actor))
    draws = {"actor": (first, first + number - 1)}
    return Script(f"worklist-{side}", draws, statement, _texts(parameters, draws), weight=number)


def read_events() -> list[Script]:
    return [
        _read_events("representative", 1, REPRESENTATIVES),
        _read_events("compensator", REPRESENTATIVES + 1, COMPENSATORS),
    ]


def events_place() -> str:
    """The cursor with which the load reads the feed: a page of 25 events in the middle of many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) / 2 FROM claims_event")
        (middle,) = cursor.fetchone()
    here = places.here()
    return Place(here.server, BEGINNING.seen, here.seen, middle).write(at=clock.now())


def _read_events(side: str, first: int, number: int) -> Script:
    actor, cursor = User.objects.get(pk=first).as_actor(), events_place()
    parameters = _parameters_of(
        lambda: pages.page(actor, at=clock.now(), cursor=cursor, size=worklist.PAGE_SIZE)
    )
    draws = {"actor": (first, first + number - 1)}
    statement = pages.STATEMENTS["next", side]
    return Script(f"events-{side}", draws, statement, _texts(parameters, draws), weight=number)


class _Asked(Exception):
    """Takes the place of an answer: what a call would make of one is of no interest here."""


def _parameters_of(call: Callable[[], Any]) -> Mapping[str, Any]:
    """The parameters that the portal gives with the one statement of this call; nothing is run."""
    correlation.begin("0" * 32)
    with mock.patch.object(database, "rows", side_effect=_Asked) as rows, suppress(_Asked):
        call()
    (_, parameters), _ = rows.call_args
    return dict(parameters)


def _texts(parameters: Mapping[str, Any], draws: Mapping[str, Any]) -> dict[str, str]:
    """Those of the statement, and what the first statement asks for: the instant, and no key."""
    given = {"at": clock.now(), "today": clock.today(), "once_key": "none", **parameters}
    drawn = {*WHO, HOLDERS, *draws}
    return {name: _text(value) for name, value in given.items() if name not in drawn}


def _text(value: Any) -> str:
    """A parameter as PostgreSQL reads it from a text."""
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _with_variables(statement: str) -> str:
    return re.sub(r"%\((\w+)\)s", lambda found: _variable(found[1]), statement).strip()


def _variable(parameter: str) -> str:
    if parameter == HOLDERS:
        return "ARRAY[:actor]"
    return ":actor" if parameter in WHO else f":{parameter}"
