"""What an administrator looks through: the access review and the audit."""

from collections.abc import Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any, ClassVar

import msgspec
from dmr import modify
from msgspec import Meta

from claims_portal import clock, cursors
from claims_portal.accounts import access_review, audit_reading
from claims_portal.accounts.models import AccessReview
from claims_portal.accounts.second_factors import factors
from claims_portal.api import user_presenters
from claims_portal.api.bodies import Body, JsonBody
from claims_portal.api.claims import Key
from claims_portal.api.controllers import MANAGING, PortalController
from claims_portal.api.parameters import Query
from claims_portal.api.schemas import Answer
from claims_portal.api.user_schemas import Cursor, UserLine, WorkAnswer
from claims_portal.cursors import BadCursor
from claims_portal.records.models import AuditEntry

Instant = Annotated[datetime, Meta(tz=True, examples=["2026-11-23T09:30:00Z"])]


class AuditQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    account: Annotated[
        Key | None, Meta(description="A User ID: what was done to it, by it or as it")
    ] = None
    subject: Annotated[
        Key | None,
        Meta(description="What was changed: a User ID, branch ID, client id, organisation ID"),
    ] = None
    tag: Annotated[
        Key | None,
        Meta(description="A tag, or its beginning up to a colon: account, account:user"),
    ] = None
    since: Annotated[Instant | None, Meta(description="From this instant on")] = None
    until: Annotated[Instant | None, Meta(description="Before this instant")] = None
    cursor: Key | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = audit_reading.PAGE_SIZE


class ReviewedAnswer(Answer):
    """An account as the review shows it."""

    user: UserLine
    second_factors: Annotated[list[str], Meta(description="passkey, authenticator-app, …")]
    work: WorkAnswer


class SignatureAnswer(Answer):
    signed_by: str
    signed_at: datetime
    accounts: Annotated[int, Meta(description="How many accounts the list had")]


class ReviewAnswer(Answer):
    accounts: Annotated[list[ReviewedAnswer], Meta(description="All of them, by User ID")]
    seen: Annotated[
        str, Meta(description="Stands for this list; send it back when you sign what you saw")
    ]
    due_on: Annotated[date, Meta(description="The day by which the list is to be signed")]
    signatures: Annotated[list[SignatureAnswer], Meta(description="So far, the newest first")]


class Signing(Body):
    seen: Annotated[str, Meta(description="As GET /access-review gave it with the list")]


class AuditAnswer(Answer):
    """One change: who, from where, what before and what after."""

    number: Annotated[int, Meta(description="Counts from 1 in the organisation, without gaps")]
    at: datetime
    tag: Annotated[str, Meta(description="source:subject:outcome")]
    subject: str
    user_id: Annotated[str, Meta(description="For whom it was done; empty for the portal itself")]
    real_user_id: Annotated[
        str, Meta(description="Who really did it, where somebody was signed in as another user")
    ]
    client_id: Annotated[str, Meta(description="The API client; empty for a page")]
    staff_id: Annotated[
        str, Meta(description="Who of the operator’s staff; the other names are empty then")
    ]
    from_address: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str
    hash: Annotated[str, Meta(description="Over the entry and the hash of the one before it")]


class AuditPage(Answer):
    entries: list[AuditAnswer]
    next_cursor: Cursor


class RecordController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Access review and audit",)


class Review(RecordController):
    def get(self) -> ReviewAnswer:
        """Who has what: every account with profiles, use, expiry, second factors, work held.

        For administrators. Due to be looked through and signed every three months.
        """
        at = clock.now()
        found = access_review.read(self.actor, at=at)
        kinds = factors.kinds_of([line.account for line in found.lines])
        return ReviewAnswer(
            accounts=[
                ReviewedAnswer(
                    user=user_presenters.line(line.account, at),
                    second_factors=[kind.value for kind in kinds[line.account.pk]],
                    work=WorkAnswer(locked=line.locked, allocated=line.allocated),
                )
                for line in found.lines
            ],
            seen=found.seen,
            due_on=found.due_on,
            signatures=[signature(one) for one in found.signed],
        )


class SignReview(RecordController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.CREATED)
    def post(self, parsed_body: Annotated[Signing, JsonBody(Signing)]) -> SignatureAnswer:
        """Sign that every account was looked through.

        For administrators. Refused when an account came, went or has other rights than
        in the list that was seen: 409 review-outdated.
        """
        return signature(access_review.sign(parsed_body.seen, by=self.actor, at=clock.now()))


class Audit(RecordController):
    def get(self, parsed_query: Query[AuditQuery]) -> AuditPage:
        """Every change of accounts, organisation, branches and clients, the newest first.

        For administrators. Entries are never changed and never deleted.
        """
        query = parsed_query
        wanted = audit_reading.Wanted(
            account=query.account or "",
            subject=query.subject or "",
            tags=(query.tag,) if query.tag else (),
            since=query.since,
            until=query.until,
        )
        below = _number(query.cursor) if query.cursor else None
        page = audit_reading.page(self.actor, wanted, below=below, size=query.limit)
        return AuditPage(
            entries=[entry(one) for one in page.entries],
            next_cursor=cursors.write(str(page.older)) if page.older else None,
        )


def _number(cursor: str) -> int:
    place = cursors.read(cursor)
    if not (place.isascii() and place.isdecimal() and len(place) <= 18):
        raise BadCursor
    return int(place)


def signature(review: AccessReview) -> SignatureAnswer:
    return SignatureAnswer(
        signed_by=review.signed_by.user_name,
        signed_at=review.signed_at,
        accounts=review.accounts,
    )


def entry(one: AuditEntry) -> AuditAnswer:
    return AuditAnswer(
        number=one.number,
        at=one.at,
        tag=one.tag,
        subject=one.subject,
        user_id=one.by_user,
        real_user_id=one.by_real_user,
        client_id=one.by_client,
        staff_id=one.by_staff,
        from_address=one.from_address,
        before=one.before,
        after=one.after,
        reason=one.reason,
        hash=one.hash,
    )
