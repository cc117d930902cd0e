"""The arguments of `claims`, and what it exits with."""

import os
import sys
from argparse import ArgumentParser

from claims_client.cli import commands, settings
from claims_client.problems import PortalProblem, Unreachable

DONE, REFUSED, WRONG_USE, UNREACHABLE = 0, 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """0 done, 1 refused by the portal, 2 wrong use or settings, 3 no answer."""
    given = parser().parse_args(arguments)
    try:
        if given.command == "operations":
            commands.operations(given)
        else:
            with settings.portal_of(given) as portal:
                commands.COMMANDS[given.command](portal, given)
        sys.stdout.flush()
    except PortalProblem as refused:
        return _told(str(refused), REFUSED)
    except Unreachable as lost:
        return _told(str(lost), UNREACHABLE)
    except BrokenPipeError:
        # Whoever read it has seen enough (`| head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return DONE
    except (settings.NotConfigured, commands.WrongUse, ValueError, OSError) as fault:
        return _told(str(fault), WRONG_USE)
    return DONE


def parser() -> ArgumentParser:
    made = ArgumentParser(prog="claims", description="The API of a claims portal.")
    for name, variable in settings.FLAGS.items():
        made.add_argument(f"--{name.replace('_', '-')}", help=f"else {variable}")
    made.add_argument("--config", help=f"a TOML file; else {settings.FILE}, ~/.config/claims.toml")
    subs = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, says: str, *arguments: str, as_json: bool = False) -> ArgumentParser:
        added = subs.add_parser(name, help=says, description=says)
        for argument in arguments:
            added.add_argument(argument)
        if as_json:
            added.add_argument("--json", action="store_true", help="print JSON")
        return added

    add("token", "Print an access token")
    listing = add("list", "List claims", as_json=True)
    listing.add_argument("filter", nargs="*", help="name=value, as GET /claims has them")
    add("show", "Show a claim", "number", as_json=True)
    _validates(add("submit", "Send a claim notification form (JSON)", "file"))
    acting = add("act", "Take a step of a claim", "number", "action")
    acting.add_argument("file", nargs="?", help="the body (JSON), - for standard input")
    acting.add_argument("--activity", help="the activityId that you saw; else the claim's own now")
    _validates(acting)
    _follows(add("events", "Print events, one JSON object a line"))
    _keeps(add("print", "The whole claim as one PDF", "number"))
    listed = _keeps(add("files", "List a claim's files, or get one", "number", as_json=True))
    listed.add_argument("--get", metavar="ID", help="the file with this id")
    add("attach", "Attach a file to a claim", "number", "file").add_argument(
        "--title", required=True
    )
    calling = _keeps(add("call", "Call any operation", "operation"))
    calling.add_argument("--field", action="append", default=[], help="name=value")
    calling.add_argument("--body", help="a file of JSON, - for standard input")
    calling.add_argument("--if-match", help="an ETag")
    add("operations", "List the operations for `call`")
    return made


def _validates(added: ArgumentParser) -> None:
    added.add_argument("--validate-only", action="store_true", help="check it, change nothing")


def _follows(added: ArgumentParser) -> None:
    added.add_argument("--after", help="the cursor to go on from")
    added.add_argument("--type", help="types of events, comma-separated")
    added.add_argument("--follow", action="store_true", help="ask on for ever")
    added.add_argument("--every", type=float, default=1.0, help="seconds between (1)")


def _keeps(added: ArgumentParser) -> ArgumentParser:
    added.add_argument("-o", "--output", help="the file to write; else standard output")
    return added


def _told(fault: str, code: int) -> int:
    sys.stderr.write(f"claims: {fault}\n")
    return code


def run() -> None:
    sys.exit(main())
