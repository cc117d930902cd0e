"""Problem details (RFC 9457): the one shape of every error of the API.

One table turns refusals of the business into statuses; nothing else decides one.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig

from claims_portal.accounts.acting import CannotActAs, NotAuthenticated
from claims_portal.accounts.once import KeyInUse, KeyUsedOtherwise
from claims_portal.accounts.rate_limits import TooManyCalls
from claims_portal.accounts.scopes import TokenScope
from claims_portal.api.account_problems import account_problem_of, pointer_of
from claims_portal.claims.defendant_only import NothingSent
from claims_portal.claims.documents.faults import DocumentRefused, Fault, FaultCode, NotJson
from claims_portal.claims.documents.safe_xml import NotXml
from claims_portal.claims.drafts import NoSuchDraft, StaleDraft
from claims_portal.claims.feed.places import CursorTooOld
from claims_portal.claims.inbox import NoSuchNotice
from claims_portal.claims.private_notes import NoSuchNote, NoteRefused
from claims_portal.claims.process.engine import NoSuchAction, Refused
from claims_portal.claims.refusals import (
    CannotTakeClaim,
    ClaimLocked,
    ClaimRefusal,
    NoSuchClaim,
    NotAllowed,
    StaleActivity,
)
from claims_portal.claims.search.saved import FilterRefused, NoSuchFilter
from claims_portal.cursors import BadCursor
from claims_portal.files.refusals import (
    AttachmentRefused,
    FileTooLarge,
    NoSuchAttachment,
    NoSuchDocument,
)

CONTENT_TYPE = "application/problem+json"
GONE = HTTPStatus.GONE


class ProblemFault(msgspec.Struct, frozen=True):
    """One fault: where (a JSON pointer into the body, or a parameter), its code, a sentence."""

    pointer: str
    code: str
    message: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """Why a call was refused. `type` names the kind; `errors` lists every fault at once."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    errors: list[ProblemFault] = []
    activity_id: str | None = None
    """The claim's current activity, where the one sent was stale."""
    phase: str | None = None


class HeaderMissing(Exception):
    """A call without a header that it needs."""

    def __init__(self, name: str, status: HTTPStatus, purpose: str) -> None:
        super().__init__(f"The header {name} is missing: {purpose}")
        self.name, self.status = name, status


class InsufficientScope(Exception):
    """The token is not for calls of this sort, whatever the User ID may do."""

    code = "insufficient-scope"

    def __init__(self, needed: TokenScope | None) -> None:
        self.challenge = 'Bearer error="insufficient_scope"'
        if needed:
            self.challenge += f', scope="{needed}"'
        super().__init__(f"The token must be for the scope {needed or 'that nobody has'}.")


class BadParameter(Exception):
    """A query parameter or header that cannot be read."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class NoSuchReference(Exception):
    """There is no reference data of this name."""

    code = "no-such-reference"


class BodyRefused(Exception):
    """A body of administration with faults: every one of them."""

    code = "body-refused"

    def __init__(self, faults: Sequence[ProblemFault]) -> None:
        self.faults = faults
        number = len(faults)
        super().__init__(f"The body has {number} fault{'' if number == 1 else 's'}; see errors.")


class WrongMediaType(Exception):
    """A body that does not say that it is JSON, or XML where that is taken too."""


TYPES = {
    HTTPStatus.BAD_REQUEST: ("bad-request", "The request cannot be read"),
    HTTPStatus.UNAUTHORIZED: ("not-authenticated", "A valid access token is needed"),
    HTTPStatus.FORBIDDEN: ("not-allowed", "This User ID may not do that"),
    HTTPStatus.NOT_FOUND: ("not-found", "There is nothing here"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method-not-allowed", "Not by this method"),
    HTTPStatus.NOT_ACCEPTABLE: ("not-acceptable", "The answer cannot be given in that form"),
    HTTPStatus.CONFLICT: ("action-not-possible", "The claim's phase does not allow this"),
    HTTPStatus.GONE: ("gone", "It is there no more"),
    HTTPStatus.PRECONDITION_FAILED: ("stale-activity", "The claim was changed meanwhile"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("body-too-large", "The body is too large"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: ("wrong-media-type", "The body is of a wrong kind"),
    HTTPStatus.UNPROCESSABLE_ENTITY: ("document-refused", "What was sent has faults"),
    HTTPStatus.LOCKED: ("claim-locked", "Another user has locked the claim"),
    HTTPStatus.PRECONDITION_REQUIRED: ("if-match-missing", "Say which activity you act on"),
    HTTPStatus.TOO_MANY_REQUESTS: ("too-many-calls", "This client calls too often"),
    HTTPStatus.INTERNAL_SERVER_ERROR: ("internal-error", "Something broke on our side"),
    HTTPStatus.SERVICE_UNAVAILABLE: ("closed-for-the-move", "The portal is closed for the move"),
}
"""The kind and title of each status; a kind is the last part of the problem's type."""

TITLES = {
    "insufficient-scope": "The token is not for calls of this sort",
    "already-attached": "The file is attached already",
    "attachment-already-sent": "What was sent stays attached",
    "attachment-infected": "The file has a virus",
    "attachment-not-scanned": "The file waits for its virus scan",
    "attachments-full": "No more files can be attached",
    "claim-ended": "The claim has ended",
    "idempotency-key-in-use": "The first call is still being done",
    "idempotency-key-reused": "The Idempotency-Key was given with another call",
    "nothing-to-lock": "There is nothing to lock",
    "not-hidden": "No such claim waits to be deleted",
    "one-claim-only": "There is one claim already",
    "stale-draft": "The draft was saved elsewhere meanwhile",
    "time-limit-passed": "The time limit has passed",
    "under-legal-hold": "The claim is under a legal hold",
}
"""Of kinds of which the title of their status would say something else."""

STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (NotJson, HTTPStatus.BAD_REQUEST),
    (NotXml, HTTPStatus.BAD_REQUEST),
    (BadParameter, HTTPStatus.BAD_REQUEST),
    (BadCursor, HTTPStatus.BAD_REQUEST),
    (NotAuthenticated, HTTPStatus.UNAUTHORIZED),
    (CannotActAs, HTTPStatus.FORBIDDEN),
    (InsufficientScope, HTTPStatus.FORBIDDEN),
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (NoSuchClaim, HTTPStatus.NOT_FOUND),
    (NothingSent, HTTPStatus.NOT_FOUND),
    (NoSuchDraft, HTTPStatus.NOT_FOUND),
    (StaleDraft, HTTPStatus.PRECONDITION_FAILED),
    (NoSuchNotice, HTTPStatus.NOT_FOUND),
    (NoSuchAction, HTTPStatus.NOT_FOUND),
    (NoSuchReference, HTTPStatus.NOT_FOUND),
    (NoSuchAttachment, HTTPStatus.NOT_FOUND),
    (NoSuchDocument, HTTPStatus.NOT_FOUND),
    (CursorTooOld, HTTPStatus.GONE),
    (StaleActivity, HTTPStatus.PRECONDITION_FAILED),
    (ClaimLocked, HTTPStatus.LOCKED),
    (FileTooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (AttachmentRefused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (CannotTakeClaim, HTTPStatus.UNPROCESSABLE_ENTITY),
    (FilterRefused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NoSuchFilter, HTTPStatus.NOT_FOUND),
    (NoteRefused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NoSuchNote, HTTPStatus.NOT_FOUND),
    (TooManyCalls, HTTPStatus.TOO_MANY_REQUESTS),
    (KeyInUse, HTTPStatus.CONFLICT),
    (KeyUsedOtherwise, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ClaimRefusal, HTTPStatus.CONFLICT),
    (Refused, HTTPStatus.CONFLICT),
    (WrongMediaType, HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    (DocumentRefused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (BodyRefused, HTTPStatus.UNPROCESSABLE_ENTITY),
    (RequestDataTooBig, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
)


def problem_of(refusal: Exception, *, instance: str) -> Problem | None:
    """The problem that tells this refusal; none for an exception that is no refusal."""
    if isinstance(refusal, HeaderMissing):
        fault = ProblemFault(refusal.name, FaultCode.MUST_BE_PROVIDED, str(refusal))
        return problem(refusal.status, str(refusal), instance=instance, faults=[fault])
    for kind, status in STATUSES:
        if isinstance(refusal, kind):
            return problem(
                status,
                _detail(refusal),
                instance=instance,
                code=getattr(refusal, "code", None),
                faults=_faults(refusal),
                activity_id=getattr(refusal, "activity_id", None),
                phase=getattr(refusal, "phase", None),
            )
    return _of_account(refusal, instance)


def _of_account(refusal: Exception, instance: str) -> Problem | None:
    """A refusal of accounts: its code is the problem's type; everything refused is in errors."""
    row = account_problem_of(refusal)
    if row is None:
        return None
    every = [refusal, *getattr(refusal, "also", ())]
    faults = [
        ProblemFault(pointer_of(one), one.code, str(one))
        for one in every
        if pointer_of(one) or len(every) > 1
    ]
    code: str = refusal.code  # type: ignore[attr-defined]
    told = problem(row.status, str(refusal), instance=instance, code=code, faults=faults)
    return msgspec.structs.replace(told, title=row.title)


def problem(
    status: HTTPStatus,
    detail: str,
    *,
    instance: str,
    code: str | None = None,
    faults: Sequence[ProblemFault] = (),
    **state: Any,
) -> Problem:
    kind, title = TYPES.get(status, ("error", status.phrase))
    return Problem(
        type=f"/developers/errors#{code or kind}",
        title=TITLES.get(code or kind, title),
        status=status.value,
        detail=detail,
        instance=instance,
        errors=list(faults),
        **state,
    )


def _detail(refusal: Exception) -> str:
    if isinstance(refusal, DocumentRefused):
        number = len(refusal.faults)
        return f"The document has {number} fault{'' if number == 1 else 's'}; see errors."
    if isinstance(refusal, RequestDataTooBig):
        return "The body is larger than the portal takes."
    return str(refusal)


def _faults(refusal: Exception) -> list[ProblemFault]:
    if isinstance(refusal, (DocumentRefused, AttachmentRefused)):
        return [as_problem_fault(fault) for fault in refusal.faults]
    if isinstance(refusal, BodyRefused):
        return list(refusal.faults)
    if isinstance(refusal, CannotTakeClaim | FilterRefused | NoteRefused):
        return [ProblemFault(f"/{refusal.field}", refusal.code, str(refusal))]
    if isinstance(refusal, BadParameter | BadCursor):
        return [ProblemFault(refusal.name, "FormatNotValid", str(refusal))]
    if isinstance(refusal, NotJson | NotXml):
        return [ProblemFault("", FaultCode.FORMAT_NOT_VALID, str(refusal))]
    if isinstance(refusal, KeyUsedOtherwise):
        return [ProblemFault("Idempotency-Key", FaultCode.WRONG_VALUE, str(refusal))]
    return []


def as_problem_fault(fault: Fault) -> ProblemFault:
    """A fault of a form as the API tells it."""
    return ProblemFault(fault.pointer, fault.code.value, str(fault.message))
