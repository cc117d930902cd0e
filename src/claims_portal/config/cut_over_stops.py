"""What a cut-over that is under way keeps other commands from."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import CommandError

from claims_portal.migration.cut_over import journal
from claims_portal.migration.cut_over.refusals import CutOverRefused


@contextmanager
def kept_out() -> Iterator[None]:
    """CommandError where accounts or claims would change beside the cut-over."""
    try:
        with journal.kept_out():
            yield
    except CutOverRefused as refused:
        raise CommandError(str(refused)) from refused
