"""What a cut-over that is under way keeps other commands from."""

from django.core.management import CommandError

from claims_portal.migration.cut_over import journal
from claims_portal.migration.cut_over.refusals import CutOverRefused


def must_not_be_under_way() -> None:
    """CommandError where accounts or claims would change beside the cut-over."""
    try:
        journal.must_not_be_under_way()
    except CutOverRefused as refused:
        raise CommandError(str(refused)) from refused
