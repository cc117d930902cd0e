"""Which further claims an organisation asks the operator for: for its administrators."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, ClassVar, Literal

from dmr import modify
from msgspec import Meta

from claims_portal import clock
from claims_portal.accounts import organisation_reading
from claims_portal.api.bodies import Body, JsonBody
from claims_portal.api.controllers import MANAGING, PortalController
from claims_portal.api.schemas import Answer
from claims_portal.registration import claim_types
from claims_portal.registration.models import ClaimTypeRequest, ClaimTypes, RequestState

Claims = Annotated[str, Meta(description=", ".join(ClaimTypes.values))]


class ClaimTypeWish(Body):
    claims: Annotated[Literal["rta", "elpl"], Meta(description="elpl: EL, ELD and PL claims")]
    reason: Annotated[
        str,
        Meta(description="Why, and by what authorisation; 10 characters or more", max_length=500),
    ]


class ClaimTypeRequestAnswer(Answer):
    claims: Claims
    reason: str
    asked_by: Annotated[str, Meta(description="User ID")]
    asked_at: datetime
    state: Annotated[str, Meta(description=", ".join(RequestState.values))]
    decided_at: datetime | None
    decision_reason: str


class ClaimTypesAnswer(Answer):
    possible: Annotated[list[Claims], Meta(description="What your organisation could ask for")]
    requests: Annotated[list[ClaimTypeRequestAnswer], Meta(description="The newest first")]


class FurtherClaims(PortalController):
    tags: ClassVar = ("Organisation",)

    def get(self) -> ClaimTypesAnswer:
        """What your organisation asked for, and what became of it.

        For administrators.
        """
        asked = list(claim_types.asked_by(self.actor))
        possible = claim_types.possible_for(organisation_reading.record(self.actor))
        waiting = {one.claims for one in asked if one.is_waiting()}
        return ClaimTypesAnswer(
            possible=[one.value for one in possible if one.value not in waiting],
            requests=[_told(one) for one in asked],
        )

    @modify(extra_responses=MANAGING, status_code=HTTPStatus.CREATED)
    def post(
        self, parsed_body: Annotated[ClaimTypeWish, JsonBody(ClaimTypeWish)]
    ) -> ClaimTypeRequestAnswer:
        """Ask the operator to let your organisation deal with further claims.

        For administrators. A registrar decides, and writes to all administrators.
        """
        asked = claim_types.ask(
            parsed_body.claims, parsed_body.reason, by=self.actor, at=clock.now()
        )
        return _told(asked)


CLAIM_TYPES = (("organisation/claim-types", FurtherClaims, "claim-types"),)
"""Route, controller and name."""


def _told(one: ClaimTypeRequest) -> ClaimTypeRequestAnswer:
    return ClaimTypeRequestAnswer(
        claims=one.claims,
        reason=one.reason,
        asked_by=one.asked_by,
        asked_at=one.asked_at,
        state=one.state,
        decided_at=one.decided_at,
        decision_reason=one.decision_reason,
    )
