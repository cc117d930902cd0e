"""Every kind of problem the API answers with, explained: for the developers' pages.

The kinds come from `api.problems` and from the refusals themselves; a test shows that
each is explained.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from claims_portal.api.account_problems import meanings
from claims_portal.api.problems import STATUSES, TITLES, TYPES
from claims_portal.claims.documents.faults import FaultCode


@dataclass(frozen=True)
class ProblemKind:
    """The last part of a problem's `type`, the status it comes with, and what to do."""

    code: str
    status: int
    title: str
    meaning: str

    @property
    def phrase(self) -> str:
        return HTTPStatus(self.status).phrase


# ruff: noqa: E501 - a table of sentences
# fmt: off
MEANINGS = {
    "bad-request": "A header or parameter is missing or cannot be read, or the body is not JSON (or not XML, where it says so). Correct the call; repeating it changes nothing.",
    "not-authenticated": "The bearer token is missing, unknown or has expired. Ask for a new one and repeat the call.",
    "not-allowed": "The account named in Login-As may not be acted for, or none of its profiles allows this. An administrator of your organisation can change that.",
    "insufficient-scope": "The token was asked for, or its client is allowed, other scopes only. The sentence and the header WWW-Authenticate name the one that is missing; ask for a token with it.",
    "not-found": "The address leads nowhere, or to something this User ID may not see; the two are answered alike.",
    "no-such-claim": "There is no claim with this application ID, or this User ID may not see it; the two are answered alike.",
    "nothing-sent": "The claim is a draft: its claim notification form has not been sent yet, so there is no form for the defendant either.",
    "no-such-notice": "The inbox of this User ID has no such notification: it was cleared, is older than 15 days, or is somebody else's; all are answered alike.",
    "under-legal-hold": "A court or an authority may ask for the claim, so that it is not deleted. Ask the operator of the portal.",
    "not-hidden": "No such claim of your organisation waits to be deleted: it was had back, it is gone, or the other side deleted it.",
    "no-such-reference": "There is no process version or kind of document of this name. The lists name those that exist.",
    "no-such-action": "No process of the portal has an action of this name.",
    "method-not-allowed": "The address exists, but not for this method. The header Allow names those that work.",
    "not-acceptable": "The header Accept asks for a form of answer that the portal does not give. Ask for application/json.",
    "action-not-possible": "The claim's phase, or what is known of the claim, does not allow the action for your side. Read the claim again: its list of actions says what is possible now.",
    "time-limit-passed": "The time limit of the phase passed before the action came, and silence has moved the claim on. Read the claim again.",
    "gone": "What was asked for is kept no more.",
    "cursor-too-old": "The cursor is older than the feed keeps events, or from before the portal's database was restored. Begin again without it, or with since, and read the claims that changed meanwhile (GET /claims?scope=all&updatedSince=…).",
    "stale-activity": "The claim was changed since you read it. The problem carries the phase and activity id of now. Read the claim, decide anew, and send the new activity id as If-Match.",
    "one-claim-only": "An unrepresented claimant registered for one claim, and that is here already.",
    "stale-draft": "The draft was saved elsewhere since you read it. Nothing was overwritten.",
    "no-such-draft": "No form is being written for the claim, or it was sent or given up meanwhile.",
    "body-too-large": "The body is larger than the portal takes.",
    "wrong-media-type": "Send the body as JSON, with Content-Type: application/json; a new claim also as the old interface's XML, with application/xml.",
    "document-refused": "The document has faults. All of them are in errors, each with a JSON pointer, a code and a sentence. Nothing was written.",
    "body-refused": "The body has faults: fields that are missing, unknown, of the wrong type or name something that is not there. All of them are in errors, each with a JSON pointer, a code and a sentence. Nothing was written.",
    "attachment-refused": "The file or what is said of it has faults: no title, a kind that is not taken, a content that contradicts the name. All of them are in errors. Nothing was kept.",
    "file-too-large": "The file is larger than the portal takes, as the sentence says. Nothing was kept.",
    "file-infected": "The file contains a virus. Nothing was kept.",
    "claim-ended": "The claim has ended: nothing is attached to it any more, and there is nobody to whom it could be allocated.",
    "attachments-full": "Your side has attached as many files as it may, or the attachments of the claim have as many bytes together as they may, as the sentence says.",
    "already-attached": "Your side attached this very file to the claim before. Repeating an upload whose answer was lost ends here: the file is there.",
    "attachment-already-sent": "What was attached can be taken back only until the claim is sent.",
    "no-such-attachment": "The claim has no attachment of this id, or this User ID may not see it; the two are answered alike.",
    "no-such-document": "The claim has no document of this number, or no form of it is for this User ID; the two are answered alike.",
    "attachment-not-scanned": "The file waits for its virus scan. Try again in a minute.",
    "attachment-infected": "A virus was found in the file after it was attached. It is given to nobody.",
    "claim-locked": "Another user has locked the claim, as the sentence says until when. Wait, or ask that person to unlock it.",
    "cannot-take-claim": "The user or branch named cannot get the claim: not of your organisation, disabled, or without a profile that reaches it. errors says which field, and why.",
    "no-such-filter": "This user keeps no filter of this number.",
    "filter-refused": "The filter was not kept: its name does not fit, or the user keeps as many filters as can be kept. The sentence says which.",
    "no-such-private-note": "The claim has no private note of this number that this User ID wrote or may read; notes of other organisations are answered alike.",
    "private-note-refused": "The note was not kept: it is empty, too long or has characters that cannot be shown, or the claim has as many notes of your organisation as it can. The sentence says which.",
    "nothing-to-lock": "It is the other party's turn. A claim is locked by the side that must act; there is nothing to lock now.",
    "idempotency-key-in-use": "The first call with this Idempotency-Key is still being done. Repeat the call in a moment, with the same key: it gets the first one's answer.",
    "idempotency-key-reused": "The Idempotency-Key was given before with another call: another address, User ID or body. Nothing was done. Give every new call a new key, and keep the key only for repeating the very same call.",
    "if-match-missing": "An action must say on which activity it acts: send the claim's ETag as If-Match.",
    "too-many-calls": "The client made more calls than it may; nothing was done. Wait as many seconds as the header Retry-After names. RateLimit tells with every answer how many calls are left. The operator can give a client another limit.",
    "internal-error": "Something broke on our side. Read the claim before you repeat the call: it may have been done.",
    "closed-for-the-move": "Everything is moving over from the old platform. Nothing was done. Repeat the call after the seconds that the header Retry-After names; the sentence says when the portal opens.",
}
FAULTS = {
    FaultCode.MUST_NOT_BE_PROVIDED: "Given, although another answer (or the sender's side) rules it out, or no field of this name is known.",
    FaultCode.MUST_BE_PROVIDED: "Missing, although it is always needed or another answer asks for it.",
    FaultCode.FORMAT_NOT_VALID: "Not of the right shape: too long, not a date, not a number, not a postcode.",
    FaultCode.AT_LEAST_ONE: "At least one of several must be given.",
    FaultCode.OTHER_MUST_BE_PROVIDED: "“Other” was chosen; say which.",
    FaultCode.WRONG_VALUE: "Not one of the values that are possible here.",
    FaultCode.FUTURE_DATE: "A date in the future.",
    FaultCode.NI_NUMBER_AND_COMMENT: "A National Insurance number and a reason for its absence are both given.",
    FaultCode.NI_NUMBER_AND_COMMENT_MISSING: "Neither a National Insurance number nor a reason for its absence is given.",
    FaultCode.GREATER_THAN_ZERO: "Must be greater than zero.",
    FaultCode.EQUAL_OR_GREATER_THAN_ZERO: "Must be zero or more.",
    FaultCode.MISSING_ACCIDENT_DATE: "The date of the accident is missing.",
    FaultCode.INSURER_NOT_SELECTED: "No compensator of this organisation ID and kind takes these claims.",
    FaultCode.ACCIDENT_AFTER_MEDICAL_ATTENTION: "The accident is later than the first medical attention.",
    FaultCode.ON_OR_AFTER_ACCIDENT: "Must be the day of the accident or later.",
    FaultCode.LESS_THAN_1000: "The total must reach £1,000.",
    FaultCode.AFTER_CURRENT_TIMEOUT: "Must be later than the date on which the claim times out now.",
    FaultCode.BEFORE_ACCIDENT: "Must be earlier than the accident.",
}
# fmt: on
MEANINGS |= {code: meaning for code, _row, meaning in meanings() if code not in MEANINGS}


def problem_kinds() -> list[ProblemKind]:
    """Each kind once, by status; the general one of a status before its special ones."""
    found: dict[str, ProblemKind] = {}
    for status, (code, title) in sorted(TYPES.items()):
        for one in (code, *_codes_of_refusals(status)):
            meaning = MEANINGS.get(one, title)
            named = TITLES.get(one, title)
            found.setdefault(one, ProblemKind(one, status.value, named, meaning))
    for code, row, meaning in meanings():
        found.setdefault(code, ProblemKind(code, row.status.value, row.title, meaning))
    return sorted(found.values(), key=lambda kind: kind.status)


def fault_meanings() -> dict[str, str]:
    """What each code in `errors` means, in the order of the old interface's list."""
    return {code.value: FAULTS.get(code, "") for code in FaultCode}


def _codes_of_refusals(status: HTTPStatus) -> Iterator[str]:
    listed = {kind for kind, _status in STATUSES}
    for kind, kinds_status in STATUSES:
        if kinds_status is status:
            yield from _codes_of(kind, listed - {kind})


def _codes_of(kind: type[Exception], listed_elsewhere: set[type[Exception]]) -> Iterator[str]:
    """The codes of a refusal and its subclasses, but for those with a status of their own."""
    code = getattr(kind, "code", None)
    if isinstance(code, str):
        yield code
    for narrower in kind.__subclasses__():
        if narrower not in listed_elsewhere:
            yield from _codes_of(narrower, listed_elsewhere)
