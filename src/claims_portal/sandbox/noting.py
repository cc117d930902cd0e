"""The audit of the sandbox: who moved the clock, reset everything, or chose what happens."""

from datetime import datetime
from typing import Any

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.saving import author
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit


def note(what: str, *, by: Actor, at: datetime, subject: str = "", **after: Any) -> None:
    """In the transaction of the change, with the organisation of whoever made it."""
    code = Organisation.objects.values_list("code", flat=True).get(pk=by.organisation_pk)
    audit.write(
        f"organisation:sandbox:{what}",
        organisation_code=code,
        subject=subject or code,
        by=author(by),
        at=at,
        after=after,
    )
