"""An administrator reads the audit of the organisation, the newest first, and takes copies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import NotAnAdministrator
from claims_portal.accounts.saving import author
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry

PAGE_SIZE = 50
ROWS_AT_ONCE = 500
GREATEST_NUMBER = 2**31 - 1
BEGINNING = datetime.min.replace(tzinfo=UTC)
END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """Which entries; what is empty is not asked for."""

    account: str = ""
    """A User ID, whatever its case: what was done to it, by it or as it."""
    subject: str = ""
    """What was changed: a User ID, branch ID, client id or organisation ID, whatever its case."""
    tags: tuple[str, ...] = ()
    """Any of these tags, or beginnings of one up to a colon: account, account:user."""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Page:
    entries: list[AuditEntry]
    older: int | None
    """The number below which the next page begins; nothing on the last."""


def page(by: Actor, wanted: Wanted, *, below: int | None = None, size: int = PAGE_SIZE) -> Page:
    entries = _found(_organisation(by), wanted)
    if below is not None:
        entries = entries.filter(number__lt=min(below, GREATEST_NUMBER))
    found = list(entries[: size + 1])
    return Page(found[:size], found[size - 1].number if len(found) > size else None)


@transaction.atomic
def export(by: Actor, wanted: Wanted, *, form: str, at: datetime) -> Iterator[AuditEntry]:
    """All that was found, a few hundred in memory at a time.

    That a copy was taken is an entry too [our decision]: it holds names and addresses.
    """
    organisation = _organisation(by)
    asked = {
        "account": wanted.account,
        "subject": wanted.subject,
        "tags": wanted.tags,
        "since": wanted.since,
        "until": wanted.until,
    }
    audit.write(
        "organisation:audit:exported",
        organisation_code=organisation.code, subject=organisation.code, by=author(by), at=at,
        after={"form": form, **{name: value for name, value in asked.items() if value}},
    )  # fmt: skip
    return _found(organisation, wanted).iterator(chunk_size=ROWS_AT_ONCE)


def broken_links(by: Actor) -> list[audit.Broken]:
    """Where the chain of the organisation does not hold; nothing when it is whole."""
    return list(audit.broken_links(_organisation(by).code))


def _organisation(by: Actor) -> Organisation:
    if not by.may(Right.MANAGE_USERS):
        raise NotAnAdministrator
    return Organisation.objects.get(pk=by.organisation_pk)


def _found(organisation: Organisation, wanted: Wanted) -> QuerySet[AuditEntry]:
    condition = Q(organisation_code=organisation.code)
    if wanted.account:
        condition &= (
            Q(subject__iexact=wanted.account)
            | Q(by_user__iexact=wanted.account)
            | Q(by_real_user__iexact=wanted.account)
        )
    if wanted.subject:
        condition &= Q(subject__iexact=wanted.subject)
    if wanted.tags:
        condition &= reduce(or_, map(_is_of_kind, wanted.tags))
    if wanted.since:
        condition &= Q(at__gte=_in_utc(wanted.since))
    if wanted.until:
        condition &= Q(at__lt=_in_utc(wanted.until))
    return AuditEntry.objects.filter(condition).order_by("-number")


def _in_utc(instant: datetime) -> datetime:
    """For the database, which knows no offset of more than 16 hours."""
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        return BEGINNING if instant.year == BEGINNING.year else END


def _is_of_kind(tag: str) -> Q:
    return Q(tag=tag) | Q(tag__startswith=f"{tag.rstrip(':')}:")
