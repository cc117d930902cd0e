"""What staff do stands in the audit: of the operator, and of each organisation concerned."""

from datetime import datetime
from typing import Any

from claims_portal.records import audit

THE_OPERATOR = ""
"""Under no organisation's ID the audit keeps what concerns the whole portal."""
COMMAND_LINE = audit.Author(client="operator")
"""Whoever has the machine, and so everything."""


def note(
    tag: str, subject: str, *, by: audit.Author, at: datetime,
    organisation_code: str = THE_OPERATOR, **said: Any,
) -> None:  # fmt: skip
    """Called in the transaction of the change. `said` are before, after and reason."""
    audit.write(tag, organisation_code=organisation_code, subject=subject, by=by, at=at, **said)
