"""The commands of `claims`, each with the portal and its arguments."""

import json
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from types import FrameType
from typing import Any

from rich.console import Console
from rich.table import Table

from claims_client.operation import Operation
from claims_client.operations import OPERATIONS
from claims_client.portal import Portal

_WIDE = 400


class WrongUse(Exception):
    """Arguments that make no call."""


def token(portal: Portal, given: Namespace) -> None:
    _write(portal.transport.tokens.current())


def listed(portal: Portal, given: Namespace) -> None:
    found = list(portal.claims(**pairs(given.filter)))
    if given.json:
        _write_json(found)
        return
    table = _table("Claim", "Type", "Claimant", "Phase", "Next to act", "Last day")
    for one in found:
        deadline = one["deadline"]
        table.add_row(
            one["applicationId"],
            one["claimType"],
            f"{one['claimantFirstName']} {one['claimantSurname']}",
            one["phase"]["name"],
            one["turn"] or "-",
            deadline["lastDayToAct"] if deadline else "-",
        )
    _print(table)


def show(portal: Portal, given: Namespace) -> None:
    claim = portal.claim(given.number)
    if given.json:
        _write_json(claim)
        return
    line = claim["claim"]
    table = _table("", "")
    table.show_header = False
    for name, value in (
        ("Claim", line["applicationId"]),
        ("Claimant", f"{line['claimantFirstName']} {line['claimantSurname']}"),
        ("Phase", line["phase"]["name"]),
        ("Next to act", line["turn"] or "-"),
        ("Activity", line["activityId"]),
        ("Actions", ", ".join(one["name"] for one in claim["actions"]) or "-"),
    ):
        table.add_row(name, value)
    _print(table)


def submit(portal: Portal, given: Namespace) -> None:
    form = body_of(given.file)
    _write_json(portal.validate(form) if given.validate_only else portal.submit(form))


def act(portal: Portal, given: Namespace) -> None:
    activity = given.activity or portal.claim(given.number)["claim"]["activityId"]
    body = body_of(given.file) if given.file else {}
    _write_json(
        portal.act(
            given.number, given.action, body,
            activity=activity, validate_only=given.validate_only,
        )
    )  # fmt: skip


def events(portal: Portal, given: Namespace) -> None:
    """One JSON object a line, and in the end the cursor on stderr: `--after` goes on from it."""
    follow = given.every if given.follow else None
    cursor = given.after
    try:
        for page in portal.event_pages(after=cursor, follow=follow, type=given.type):
            with _not_interrupted_within():
                for one in page["events"]:
                    _write(json.dumps(one))
                sys.stdout.flush()
                cursor = page["nextCursor"]
    finally:
        if cursor:
            sys.stderr.write(f"cursor {cursor}\n")


@contextmanager
def _not_interrupted_within() -> Iterator[None]:
    """The first Ctrl-C waits for the end of what is inside; a second one does not.

    A page's events are written and its cursor taken together: else the events of a page
    that was interrupted between the two would come again.
    """
    asked = False
    usual = signal.getsignal(signal.SIGINT)

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked and callable(usual):
            usual(number, frame)
        asked = True

    if callable(usual):
        signal.signal(signal.SIGINT, ask)
    try:
        yield
    finally:
        if callable(usual):
            signal.signal(signal.SIGINT, usual)
    if asked:
        raise KeyboardInterrupt


def printed(portal: Portal, given: Namespace) -> None:
    _download(portal, OPERATIONS["get_bundle_pdf"], given.output, number=given.number)


def files(portal: Portal, given: Namespace) -> None:
    if given.get:
        content = OPERATIONS["get_attachment_content"]
        _download(portal, content, given.output, number=given.number, attachmentId=given.get)
        return
    found = portal.call(OPERATIONS["get_attachments"], number=given.number)["attachments"]
    if given.json:
        _write_json(found)
        return
    table = _table("Id", "Title", "File", "Bytes")
    for one in found:
        table.add_row(one["attachmentId"], one["title"], one["fileName"], str(one["size"]))
    _print(table)


def attach(portal: Portal, given: Namespace) -> None:
    path = Path(given.file)
    _write_json(portal.attach(given.number, path.name, path.read_bytes(), title=given.title))


def call(portal: Portal, given: Namespace) -> None:
    if given.operation not in OPERATIONS:
        raise WrongUse(f"No operation {given.operation}; `claims operations` lists them.")
    operation = OPERATIONS[given.operation]
    try:
        if operation.gives_file:
            _download(portal, operation, given.output, **pairs(given.field))
            return
        answer = portal.call(
            operation, body_of(given.body) if given.body else None,
            if_match=given.if_match, **pairs(given.field),
        )  # fmt: skip
    except TypeError as fault:
        raise WrongUse(str(fault)) from fault
    if answer is not None:
        _write_json(answer)


def operations(given: Namespace) -> None:
    for one in OPERATIONS.values():
        _write(f"{one.name}\t{one.method} {one.path}\t{' '.join(one.query)}")


COMMANDS: dict[str, Callable[[Portal, Namespace], None]] = {
    "token": token, "list": listed, "show": show, "submit": submit, "act": act,
    "events": events, "print": printed, "files": files, "attach": attach, "call": call,
}  # fmt: skip


def pairs(given: list[str]) -> dict[str, Any]:
    """`name=value` of each; WrongUse for what is none."""
    told = dict(one.partition("=")[::2] for one in given if one.partition("=")[1])
    if len(told) != len(given):
        raise WrongUse("Write name=value, each name once.")
    return told


def body_of(path: str) -> Any:
    """JSON from a file, `-` for standard input; WrongUse where it is none."""
    try:
        return json.loads(sys.stdin.read() if path == "-" else Path(path).read_text())
    except ValueError as fault:
        raise WrongUse(f"{path}: not JSON: {fault}") from fault


def _download(
    portal: Portal, operation: Operation[None, bytes], output: str | None, **places: str
) -> None:
    """Into the file, or to standard output, once it is there whole."""
    with TemporaryFile() as whole:
        portal.download(operation, whole, **places)
        whole.seek(0)
        if output is None:
            copyfileobj(whole, sys.stdout.buffer)
        else:
            with Path(output).open("wb") as file:
                copyfileobj(whole, file)


def _table(*headings: str) -> Table:
    table = Table(box=None)
    for heading in headings:
        table.add_column(heading, no_wrap=True)
    return table


def _print(table: Table) -> None:
    """As wide as the terminal; whoever reads it from a pipe gets it whole."""
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _write_json(content: Any) -> None:
    _write(json.dumps(content, indent=2))
