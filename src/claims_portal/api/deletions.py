"""Deletion of claims under data protection law: for accounts with the profile of it."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, ClassVar, Literal

from dmr import Path, modify
from msgspec import Meta

from claims_portal import clock
from claims_portal.api.bodies import Body, JsonBody
from claims_portal.api.claims import ClaimPath
from claims_portal.api.controllers import READING, SENDING, PortalController, refusals
from claims_portal.api.schemas import Answer, ApplicationId
from claims_portal.retention import hiding
from claims_portal.retention.models import Deletion

MOST = 200


class Deleting(Body):
    reason: Annotated[
        str, Meta(description="Both organisations and the operator read it", max_length=500)
    ]


class DeletionAnswer(Answer):
    """A claim that was deleted: hidden, had back, or gone."""

    application_id: ApplicationId
    state: Literal["hidden", "recovered", "gone"]
    reason: str
    deleted_by: str
    deleted_at: datetime
    gone_from: Annotated[datetime, Meta(description="Until then it can be had back")]


class DeletionsAnswer(Answer):
    deletions: list[DeletionAnswer]


class Deletions(PortalController):
    tags: ClassVar = ("Claims",)

    def get(self) -> DeletionsAnswer:
        """What your organisation deleted under data protection law, the newest first.

        For the profile of it. At most 200.
        """
        return DeletionsAnswer(deletions=[_answer(one) for one in hiding.of(self.actor)[:MOST]])


class DeleteClaim(PortalController):
    tags: ClassVar = ("Claims",)

    @modify(extra_responses=SENDING, status_code=HTTPStatus.OK)
    def post(
        self, parsed_path: Path[ClaimPath], parsed_body: Annotated[Deleting, JsonBody(Deleting)]
    ) -> DeletionAnswer:
        """Delete a claim under data protection law: hidden at once, gone after two weeks.

        For the profile of it, of either side, at any stage; drafts by their representative
        alone. 409 under-legal-hold where a court or an authority may ask for it.
        """
        reason = parsed_body.reason
        made = hiding.delete(parsed_path.number, reason=reason, by=self.actor, at=clock.now())
        return _answer(made)

    @modify(
        extra_responses=[*READING, *refusals(HTTPStatus.CONFLICT)],
        status_code=HTTPStatus.NO_CONTENT,
    )
    def delete(self, parsed_path: Path[ClaimPath]) -> None:
        """Have a deleted claim back, as it was, until it is gone.

        For the profile of it, of the organisation that deleted it.
        """
        hiding.recover(parsed_path.number, by=self.actor, at=clock.now())


DELETIONS = (
    ("deletions", Deletions, "deletions"),
    ("claims/<int:number>/deletion", DeleteClaim, "deletion"),
)


def _answer(one: Deletion) -> DeletionAnswer:
    return DeletionAnswer(
        application_id=one.application_id,
        state=one.state,
        reason=one.reason,
        deleted_by=one.asked_by,
        deleted_at=one.asked_at,
        gone_from=one.gone_from,
    )
