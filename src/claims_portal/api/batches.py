"""Many steps in one call, each of its own claim, in its own transaction and with its own answer."""

import logging
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, ClassVar
from uuid import UUID

from dmr import modify
from msgspec import Meta

from claims_portal import clock
from claims_portal.accounts import once
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.once import Once
from claims_portal.api import metering, presenters, schemas
from claims_portal.api.bodies import Body, JsonBody
from claims_portal.api.claims import SendQuery, find_to_act
from claims_portal.api.controllers import SENDING, PortalController
from claims_portal.api.parameters import Query
from claims_portal.api.problems import Problem, problem, problem_of
from claims_portal.claims import actions, repeated

logger = logging.getLogger(__name__)
MOST = 100


class Step(Body):
    """One step of one claim."""

    application_id: Annotated[
        str, Meta(description="With or without leading zeros", pattern="^[0-9]{1,16}$")
    ]
    action: Annotated[str, Meta(max_length=50, examples=["accept-claim"])]
    activity_id: Annotated[
        UUID, Meta(description="The activity you act on, as If-Match names it elsewhere")
    ]
    body: Annotated[
        dict[str, Any], Meta(description="What the action takes, as its own operation describes it")
    ] = {}


class Steps(Body):
    actions: Annotated[list[Step], Meta(min_length=1, max_length=MOST)]


class StepAnswer(schemas.Answer):
    """What the step's own operation would have answered."""

    status: int
    state: Annotated[
        schemas.StateAnswer | None, Meta(description="What the claim is now, where it was done")
    ] = None
    problem: Annotated[Problem | None, Meta(description="Why it was not done")] = None


class StepAnswers(schemas.Answer):
    answers: Annotated[list[StepAnswer], Meta(description="In the order of the steps")]
    done: int


class Batch(PortalController):
    tags: ClassVar = ("Actions of a claim",)
    keeps_its_key = True

    @modify(extra_responses=SENDING, status_code=HTTPStatus.OK)
    def post(
        self,
        parsed_body: Annotated[Steps, JsonBody(Steps)],
        parsed_query: Query[SendQuery],
    ) -> StepAnswers:
        """Do up to 100 steps, one after the other.

        Each is done or refused by itself: the answer is 200 with an answer for each. It
        counts as so many calls. Sent again with its Idempotency-Key, the steps that were done
        are answered as then, and the others are tried again.
        """
        steps, at = parsed_body.actions, clock.now()
        metering.costs(self.request, len(steps))
        parts = self._parts(len(steps))
        kept = once.find_all([one for one in parts if one]) if parts[0] else {}
        answers = []
        for step, part in zip(steps, parts, strict=True):
            if part and part.key in kept:
                answers.append(_then(kept[part.key]))
            else:
                by = replace(self.actor, once=part)
                answers.append(_tried(step, by, at, dry=parsed_query.validate_only))
        return StepAnswers(answers=answers, done=sum(one.state is not None for one in answers))

    def _parts(self, number: int) -> list[Once | None]:
        whole = self.actor.once
        return [whole.part(place) if whole else None for place in range(number)]


def _tried(step: Step, by: Actor, at: datetime, *, dry: bool) -> StepAnswer:
    instance = f"/api/v1/claims/{step.application_id.zfill(16)}/actions/{step.action}"
    try:
        state = _state_after(step, by, at, dry=dry)
    except Exception as refusal:
        # Somebody else sent the same batch at the same time, and was first.
        if by.once and (kept := once.find(by.once)):
            return _then(kept)
        return _refused(refusal, instance)
    return StepAnswer(status=HTTPStatus.OK.value, state=state)


def _state_after(step: Step, by: Actor, at: datetime, *, dry: bool) -> schemas.StateAnswer:
    claim = find_to_act(by, int(step.application_id))
    if dry:
        foreseen = actions.foresee(
            claim, step.action, step.body, activity_id=step.activity_id, by=by, at=at
        )
        return presenters.foreseen(claim, foreseen, clock.today())
    written = actions.act(claim, step.action, step.body, activity_id=step.activity_id, by=by, at=at)
    return presenters.state(written, clock.today())


def _then(kept: once.Answered) -> StepAnswer:
    state = presenters.state_then(repeated.event_of(kept))
    return StepAnswer(status=HTTPStatus.OK.value, state=state)


def _refused(refusal: Exception, instance: str) -> StepAnswer:
    told = problem_of(refusal, instance=instance)
    if told is None:
        # What other steps did must be told all the same.
        logger.exception("A step of a batch broke.")
        says = "Something broke on our side. Read the claim before you repeat the step."
        told = problem(HTTPStatus.INTERNAL_SERVER_ERROR, says, instance=instance)
    return StepAnswer(status=told.status, problem=told)
