"""Forms that are still being written: kept as they are, checked when they are sent."""

import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, ClassVar

from django.http import HttpResponse
from dmr import Headers, HeaderSpec, Path, ResponseSpec, modify, validate
from msgspec import Meta

from claims_portal import clock
from claims_portal.api import presenters, schemas
from claims_portal.api.actions import IfMatch
from claims_portal.api.claims import FORMS, ClaimPath, find
from claims_portal.api.controllers import ACTING, READING, SENDING, DocumentBody, PortalController
from claims_portal.api.problems import (
    BadParameter,
    BodyRefused,
    HeaderMissing,
    ProblemFault,
    as_problem_fault,
)
from claims_portal.api.schemas import Answer
from claims_portal.claims import drafts
from claims_portal.claims.documents.checking import decoded
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.faults import FaultCode
from claims_portal.claims.documents.placing import placed
from claims_portal.claims.models import Draft

_QUOTED_REVISION = re.compile(r'(?:W/)?("?)([0-9]{1,9})\1')
ETAG = {"ETag": HeaderSpec(description="The revision, in quotes. Send it back as If-Match.")}


class DraftAnswer(Answer):
    application_id: schemas.ApplicationId
    claim_type: str
    revision: Annotated[int, Meta(description="One more with each change; also the ETag")]
    updated_at: datetime
    user_id: Annotated[str, Meta(description="Who changed it last")]
    form: Annotated[dict[str, Any], Meta(description="What is written so far, right or wrong")]
    errors: Annotated[
        list[ProblemFault], Meta(description="All that stands against sending it as it is")
    ]


class DraftController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Drafts",)

    def draft(self, number: int) -> Draft:
        """What is being written for a claim that this account may write; NoSuchDraft."""
        claim = find(self.actor, number)
        drafts.must_be_writable(claim, self.actor)
        return drafts.there_is(claim, by=self.actor)

    def answer(self, draft: Draft, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
        at = clock.now()
        told = DraftAnswer(
            application_id=draft.claim.application_id,
            claim_type=draft.claim.claim_type,
            revision=draft.revision,
            updated_at=draft.updated_at,
            user_id=draft.updated_by.user_name,
            form=drafts.body_of(draft),
            errors=[
                as_problem_fault(one) for one in drafts.faults_of_draft(draft, by=self.actor, at=at)
            ],
        )
        return self.to_response(told, status_code=status, headers={"ETag": f'"{draft.revision}"'})


DRAFT = ResponseSpec(DraftAnswer, status_code=HTTPStatus.OK, headers=ETAG)


class Drafts(DraftController):
    @validate(ResponseSpec(DraftAnswer, status_code=HTTPStatus.CREATED, headers=ETAG), *SENDING)
    def post(self, parsed_body: Annotated[bytes, DocumentBody(*FORMS)]) -> HttpResponse:
        """Begin a claim as a draft, which nobody but your organisation sees.

        The body is a claim notification form as far as it is known: only claimType must be
        right. What is missing or wrong is told under errors. `GET /claims?phase=ClaimDataInput`
        lists drafts; one that is not touched for 90 days is deleted.
        """
        claim_type, form = written(parsed_body)
        draft = drafts.start(claim_type=claim_type, body=form, by=self.actor, at=clock.now())
        return self.answer(draft, HTTPStatus.CREATED)


class OneDraft(DraftController):
    @validate(DRAFT, *READING)
    def get(self, parsed_path: Path[ClaimPath]) -> HttpResponse:
        """What is written so far: of a new claim, or to correct one that was rejected."""
        return self.answer(drafts.there_is(find(self.actor, parsed_path.number), by=self.actor))

    @validate(DRAFT, *ACTING)
    def put(
        self,
        parsed_body: Annotated[bytes, DocumentBody(*FORMS)],
        parsed_path: Path[ClaimPath],
        parsed_headers: Headers[IfMatch],
    ) -> HttpResponse:
        """Keep the form as it is now; If-Match names the revision that you changed."""
        draft = self.draft(parsed_path.number)
        revision = revision_of(parsed_headers)
        claim_type, form = written(parsed_body)
        if claim_type != draft.claim.claim_type:
            wrong = f"must be {draft.claim.claim_type}, the type of the claim"
            raise BodyRefused([ProblemFault("/claimType", FaultCode.WRONG_VALUE, wrong)])
        at = clock.now()
        return self.answer(drafts.save(draft, form, revision=revision, by=self.actor, at=at))

    @modify(status_code=HTTPStatus.NO_CONTENT, extra_responses=SENDING)
    def delete(self, parsed_path: Path[ClaimPath]) -> None:
        """Give the draft up. A claim that was never sent goes with it, for good."""
        drafts.discard(self.draft(parsed_path.number))


class Correction(DraftController):
    @validate(ResponseSpec(DraftAnswer, status_code=HTTPStatus.CREATED, headers=ETAG), *SENDING)
    def post(self, parsed_path: Path[ClaimPath]) -> HttpResponse:
        """Begin to correct a claim that was rejected: a draft of the form as it was sent.

        Where it was begun before, the answer is what is written so far.
        """
        claim = find(self.actor, parsed_path.number)
        drafts.must_be_writable(claim, self.actor)
        draft = drafts.of_claim(claim, by=self.actor, at=clock.now())
        return self.answer(draft, HTTPStatus.CREATED)


class SendDraft(DraftController):
    @validate(ResponseSpec(schemas.StateAnswer, status_code=HTTPStatus.OK), *ACTING)
    def post(self, parsed_path: Path[ClaimPath], parsed_headers: Headers[IfMatch]) -> HttpResponse:
        """Send the form as it is kept; If-Match names the revision that you mean.

        It is checked as `POST /claims` checks it, and refused with every fault.
        """
        draft, revision = self.draft(parsed_path.number), revision_of(parsed_headers)
        if draft.revision != revision:
            raise drafts.StaleDraft
        activity_id = draft.claim.activity_id
        sent = drafts.send(draft, activity_id=activity_id, by=self.actor, at=clock.now())
        return self.to_response(presenters.state(sent, clock.today()), status_code=HTTPStatus.OK)


def revision_of(headers: IfMatch) -> int:
    """The revision that If-Match names, as the ETag gave it."""
    if not headers.if_match:
        raise HeaderMissing(
            "If-Match", HTTPStatus.PRECONDITION_REQUIRED, "it names the revision you know"
        )
    found = _QUOTED_REVISION.fullmatch(headers.if_match.strip())
    if found is None:
        raise BadParameter("If-Match", 'If-Match must be the revision in quotes: "3"')
    return int(found[2])


def written(raw: bytes) -> tuple[str, dict[str, Any]]:
    """The type and the answers of a form as far as it goes; NotJson, BodyRefused."""
    body = decoded(raw)
    if not isinstance(body, Mapping):
        raise BodyRefused([_fault("", FaultCode.FORMAT_NOT_VALID, "must be a group of fields")])
    claim_type = body.get("claimType")
    if not isinstance(claim_type, str) or claim_type not in CNF_TYPES:
        says = f"must be one of: {', '.join(CNF_TYPES)}"
        raise BodyRefused([_fault("/claimType", FaultCode.WRONG_VALUE, says)])
    kept = placed(CNF_TYPES[claim_type], body)
    if kept.left_out:
        says = "is no question of this form, or not of this shape"
        raise BodyRefused(
            [_fault(one, FaultCode.MUST_NOT_BE_PROVIDED, says) for one in kept.left_out]
        )
    return claim_type, kept.body


def _fault(pointer: str, code: FaultCode, says: str) -> ProblemFault:
    return ProblemFault(pointer, code.value, says)


DRAFTS = (
    ("claims/drafts", Drafts, "drafts"),
    ("claims/<int:number>/draft", OneDraft, "draft"),
    ("claims/<int:number>/draft/correct", Correction, "correct-claim"),
    ("claims/<int:number>/draft/send", SendDraft, "send-draft"),
)
"""Route, controller and name of each operation of drafts."""
