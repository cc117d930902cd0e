"""Who of an organisation works on a claim: allocation and locks. The other side sees none of it."""

from http import HTTPStatus
from typing import Annotated, ClassVar

import msgspec
from django.http import HttpResponse
from dmr import Headers, Path, ResponseSpec, modify, validate
from msgspec import Meta

from claims_portal import clock
from claims_portal.api import presenters, schemas
from claims_portal.api.actions import IfMatch, activity_of
from claims_portal.api.allocating_bodies import Nothing, ToBranch, ToUser
from claims_portal.api.bodies import JsonBody
from claims_portal.api.claims import ETAG, ClaimPath, find
from claims_portal.api.controllers import ACTING, LOCKING, DocumentBody, PortalController
from claims_portal.api.parameters import Query
from claims_portal.claims import allocation, locks, reassignment
from claims_portal.claims.allocation import Allocation
from claims_portal.claims.documents.notes import Reassign
from claims_portal.claims.models import Claim
from claims_portal.claims.refusals import NothingToLock
from claims_portal.organisations import relations

STATE = ResponseSpec(schemas.StateAnswer, status_code=HTTPStatus.OK, headers=ETAG)
TAGS = ("Work on a claim",)


class LockQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    force: Annotated[bool, Meta(description="Break the lock of a colleague too")] = False


class AllocationController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = TAGS

    def answer(self, claim: Claim) -> HttpResponse:
        return self.to_response(
            presenters.state_of(claim, clock.today()),
            status_code=HTTPStatus.OK,
            headers={"ETag": f'"{claim.activity_id}"'},
        )


class AllocateToBranch(AllocationController):
    @validate(STATE, *ACTING)
    def post(
        self,
        parsed_path: Path[ClaimPath],
        parsed_body: Annotated[ToBranch, JsonBody(ToBranch)],
        parsed_headers: Headers[IfMatch],
    ) -> HttpResponse:
        """Pass the claim to a branch of the compensator; it is allocated to nobody there.

        For whoever receives claims. Neither phase nor activity id change.
        """
        activity_id = activity_of(parsed_headers)
        claim = allocation.to_branch(
            find(self.actor, parsed_path.number),
            parsed_body.branch_id,
            activity_id=activity_id,
            by=self.actor,
            at=clock.now(),
        )
        return self.answer(claim)


class AllocateToUser(AllocationController):
    @validate(STATE, *ACTING)
    def post(
        self,
        parsed_path: Path[ClaimPath],
        parsed_body: Annotated[ToUser, JsonBody(ToUser)],
        parsed_headers: Headers[IfMatch],
    ) -> HttpResponse:
        """Allocate the claim to a user: it stands in that worklist and the team leaders' alone.

        For team leaders, and while a compensator has not accepted the claim for whoever
        receives claims. Neither phase nor activity id change.
        """
        activity_id = activity_of(parsed_headers)
        claim = allocation.to_user(
            find(self.actor, parsed_path.number),
            parsed_body.user_id,
            activity_id=activity_id,
            by=self.actor,
            at=clock.now(),
        )
        return self.answer(claim)


class Deallocate(AllocationController):
    @validate(STATE, *ACTING)
    def post(
        self,
        parsed_path: Path[ClaimPath],
        parsed_body: Annotated[Nothing, JsonBody(Nothing)],
        parsed_headers: Headers[IfMatch],
    ) -> HttpResponse:
        """Take the claim back from the user to whom it is allocated; it is everybody's again.

        For whom: see allocate-to-user. Neither phase nor activity id change.
        """
        activity_id = activity_of(parsed_headers)
        claim = allocation.take_back(
            find(self.actor, parsed_path.number),
            activity_id=activity_id,
            by=self.actor,
            at=clock.now(),
        )
        return self.answer(claim)


class ReassignClaim(PortalController):
    tags: ClassVar = TAGS

    @validate(STATE, *ACTING)
    def post(
        self,
        parsed_path: Path[ClaimPath],
        parsed_body: Annotated[bytes, DocumentBody(Reassign)],
        parsed_headers: Headers[IfMatch],
    ) -> HttpResponse:
        """Pass a claim that was not accepted yet to another compensator.

        Only to an own brand, to the own third party administrator or back to its insurer;
        any other is refused: reject the claim instead. The time limit goes on as it runs, and
        this user sees the claim no more.
        """
        activity_id = activity_of(parsed_headers)
        written = reassignment.reassign(
            find(self.actor, parsed_path.number),
            parsed_body,
            activity_id=activity_id,
            by=self.actor,
            at=clock.now(),
        )
        return self.to_response(
            presenters.state(written, clock.today()),
            status_code=HTTPStatus.OK,
            headers={"ETag": f'"{written.activity_id}"'},
        )


CONTROLLERS: dict[Allocation, type[PortalController]] = {
    Allocation.TO_BRANCH: AllocateToBranch,
    Allocation.TO_USER: AllocateToUser,
    Allocation.TAKE_BACK: Deallocate,
}


class AllocationTargets(PortalController):
    tags: ClassVar = TAGS

    def get(self) -> schemas.TargetsAnswer:
        """Where claims can go: colleagues, own branches, and compensators that belong to yours."""
        related = relations.related_to(self.actor.organisation_pk).filter(enabled=True)
        return presenters.targets(
            allocation.targets(self.actor, at=clock.now()), list(related.order_by("code"))
        )


class Lock(PortalController):
    """The lock of a claim: a lease, optional for programs."""

    tags: ClassVar = TAGS

    @modify(extra_responses=LOCKING)
    def put(self, parsed_path: Path[ClaimPath]) -> schemas.LockAnswer:
        """Lock the claim for this user, or renew its lock: colleagues cannot act meanwhile.

        It runs out by itself, and ends when the turn goes to the other party. Who reads
        needs none.
        """
        claim = find(self.actor, parsed_path.number)
        until = locks.take(claim, by=self.actor, at=clock.now())
        if until is None:
            raise NothingToLock
        return schemas.LockAnswer(user_id=self.actor.user_name, until=until)

    @modify(status_code=HTTPStatus.NO_CONTENT)
    def delete(self, parsed_path: Path[ClaimPath], parsed_query: Query[LockQuery]) -> None:
        """Give up this user's lock; with force=true, break that of a colleague.

        The own side's history says whose lock was broken, and by whom. Nothing happens
        where nobody of your organisation holds one.
        """
        claim = find(self.actor, parsed_path.number)
        if parsed_query.force:
            locks.force_open(claim, by=self.actor, at=clock.now())
        else:
            locks.release(claim, by=self.actor)
