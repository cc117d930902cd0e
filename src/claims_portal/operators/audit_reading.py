"""The audit as the operator reads it: the operator's own, or an organisation's."""

from dataclasses import dataclass

from claims_portal.operators.acting import StaffActor
from claims_portal.operators.roles import Right
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry

PAGE_SIZE = 50


@dataclass(frozen=True)
class Wanted:
    """`organisation` empty: the operator's own chain; `staff` asks for all chains."""

    organisation: str = ""
    staff: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Page:
    entries: list[AuditEntry]
    older: int | None
    """The primary key below which the next page begins; nothing on the last."""


def page(wanted: Wanted, *, by: StaffActor, below: int | None = None) -> Page:
    by.must(Right.READ_AUDIT)
    entries = AuditEntry.objects.order_by("-pk")
    if wanted.staff:
        entries = entries.filter(by_staff__iexact=wanted.staff)
    if wanted.organisation or not wanted.staff:
        entries = entries.filter(organisation_code=_as_written(wanted.organisation))
    if wanted.subject:
        entries = entries.filter(subject__iexact=wanted.subject)
    if below is not None:
        entries = entries.filter(pk__lt=below)
    found = list(entries[: PAGE_SIZE + 1])
    return Page(found[:PAGE_SIZE], found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None)


def broken_links(organisation: str, *, by: StaffActor) -> list[audit.Broken]:
    """Where a chain does not hold; nothing when it is whole. Empty: the operator's own."""
    by.must(Right.READ_AUDIT)
    return list(audit.broken_links_of(_as_written(organisation)))


def _as_written(code: str) -> str:
    """The organisation ID in its own spelling, by which its chain is kept."""
    known = Organisation.objects.filter(code__iexact=code).values_list("code", flat=True)
    return known.first() or code if code else code
