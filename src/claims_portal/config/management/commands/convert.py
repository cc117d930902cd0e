"""`claims-portal convert FILE.xml`: a form of the old interface as JSON, and back."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from claims_portal import clock
from claims_portal.claims.documents.conversion import (
    FORM_OF_KIND,
    Converted,
    NotConvertible,
    NotJson,
    NotXml,
    json_of_xml,
    xml_of_json,
)
from claims_portal.claims.documents.safe_xml import MOST_BYTES


class Command(BaseCommand):
    help = (
        "Print the JSON of a form in the XML of the old interface (every form of RTA, EL, ELD and "
        "PL claims). What was changed, put in or has no place, and what the portal would refuse, "
        "is told on standard error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the form, or - for standard input")
        parser.add_argument("--to-xml", action="store_true", help="from JSON back to the XML")
        parser.add_argument(
            "--form", choices=FORM_OF_KIND, help="with --to-xml: which form the JSON is"
        )
        parser.add_argument("--quiet", action="store_true", help="leave codes out of the notes")

    def handle(
        self, *args: Any, file: str, to_xml: bool, form: str | None, quiet: bool, **options: Any
    ) -> None:
        raw = self._read(file)
        context = {"today": clock.today(), "side": "claimant-representative"}
        try:
            if to_xml:
                converted = xml_of_json(raw, context, kind=form or "")
            else:
                converted = json_of_xml(raw, context)
        except (NotXml, NotConvertible) as refused:
            raise CommandError(f"{file} cannot be converted. {refused}.") from None
        except NotJson as refused:
            raise CommandError(f"{file} is not JSON. {refused}.") from None
        self._tell(converted, quiet=quiet)
        self._write(converted.output)

    def _read(self, file: str) -> bytes:
        """As much as may be read, and one byte to see that there is more."""
        try:
            if file == "-":
                return sys.stdin.buffer.read(MOST_BYTES + 1)
            with Path(file).open("rb") as opened:
                return opened.read(MOST_BYTES + 1)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None

    def _tell(self, converted: Converted, *, quiet: bool) -> None:
        for note in converted.notes:
            if not (quiet and note.kind == "code"):
                self.stderr.write(str(note), lambda said: said)

    def _write(self, output: bytes) -> None:
        """UTF-8, whatever the terminal's encoding."""
        stdout: Any = getattr(self.stdout, "_out", None)
        if hasattr(stdout, "buffer"):
            stdout.flush()
            stdout.buffer.write(output)
            stdout.buffer.flush()
        else:
            self.stdout.write(output.decode(), ending="")
