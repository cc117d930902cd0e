"""The sandbox's own operations; a portal that is no sandbox has no route to them."""

from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any, ClassVar
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpResponse
from dmr import Path, ResponseSpec, modify, validate
from msgspec import UNSET

from claims_portal import clock
from claims_portal.api import presenters, schemas
from claims_portal.api import sandbox_schemas as shapes
from claims_portal.api.bodies import JsonBody
from claims_portal.api.claims import ETAG, ClaimPath, find
from claims_portal.api.controllers import READING, SENDING, PortalController, refusals
from claims_portal.api.parameters import Query
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.models import Claim
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.refusals import NotAllowed
from claims_portal.sandbox import counterpart, failures, moving_clock, resetting, scenarios
from claims_portal.sandbox.failures import Ordered
from claims_portal.sandbox.models import FailureKind
from claims_portal.sandbox.refusals import ClockRefused, NoSuchStage

LONDON = ZoneInfo("Europe/London")


class SandboxController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Sandbox",)

    def clock(self) -> shapes.ClockAnswer:
        ahead = moving_clock.ahead()
        return shapes.ClockAnswer(now=clock.now(), ahead_seconds=int(ahead.total_seconds()))


class Clock(SandboxController):
    def get(self) -> shapes.ClockAnswer:
        """What time it is in the sandbox."""
        return self.clock()

    @modify(status_code=HTTPStatus.OK, extra_responses=SENDING)
    def post(
        self, parsed_body: Annotated[shapes.ClockMove, JsonBody(shapes.ClockMove)]
    ) -> shapes.ClockAnswer:
        """Move the clock forward, for everybody: limits that passed have done their work then.

        Tokens and accounts do not age with it. It is never moved back, but for a reset.
        """
        moving_clock.move(partial(_meant, parsed_body), world=clock.world(), by=self.actor)
        return self.clock()


def _meant(move: shapes.ClockMove, at: datetime) -> datetime:
    given = move.given()
    if len(given) != 1:
        raise ClockRefused("Give exactly one of advanceDays, advanceBusinessDays and to.")
    here = at.astimezone(LONDON)
    if isinstance(move.advance_days, int):
        return at + timedelta(days=move.advance_days)
    if isinstance(move.advance_business_days, int):
        day = here.date()
        if move.advance_business_days:
            day = current_calendar().business_day(day, move.advance_business_days)
        return here.replace(year=day.year, month=day.month, day=day.day)
    return datetime.combine(given["to"], here.timetz())


class Reset(SandboxController):
    @modify(status_code=HTTPStatus.OK, extra_responses=SENDING)
    def post(self) -> shapes.ResetAnswer:
        """Delete every claim, webhook and wish of everybody, and set the clock back.

        Organisations, users and API clients stay, and so does your token.
        """
        deleted = resetting.reset(by=self.actor, at=clock.now())
        return shapes.ResetAnswer(claims_deleted=deleted, now=clock.now())


class OwnCounterpart(SandboxController):
    def get(self) -> shapes.CounterpartAnswer:
        """How the other side of your organisation's claims behaves."""
        found = counterpart.behaviour_for(self.actor.organisation_pk)
        return shapes.CounterpartAnswer(behaviour=found)

    @modify(extra_responses=SENDING)
    def put(
        self,
        parsed_body: Annotated[shapes.CounterpartChoice, JsonBody(shapes.CounterpartChoice)],
    ) -> shapes.CounterpartAnswer:
        """Choose how the other side of your organisation's claims behaves from now on.

        It plays through the same actions as you do, and has answered when your own call
        returns; read the claim again to see what it did. Claims for which you chose
        otherwise stay as chosen.
        """
        counterpart.choose(parsed_body.behaviour, by=self.actor, at=clock.now())
        return shapes.CounterpartAnswer(behaviour=parsed_body.behaviour)


class CounterpartOfClaim(SandboxController):
    def get(self, parsed_path: Path[ClaimPath]) -> shapes.CounterpartAnswer:
        """How the other side of this claim behaves."""
        claim = find(self.actor, parsed_path.number)
        found = counterpart.behaviour_for(self.actor.organisation_pk, claim)
        return shapes.CounterpartAnswer(behaviour=found)

    @modify(extra_responses=SENDING)
    def put(
        self,
        parsed_path: Path[ClaimPath],
        parsed_body: Annotated[shapes.CounterpartChoice, JsonBody(shapes.CounterpartChoice)],
    ) -> shapes.CounterpartAnswer:
        """Choose how the other side of this one claim behaves from now on."""
        claim = find(self.actor, parsed_path.number)
        counterpart.choose(parsed_body.behaviour, by=self.actor, at=clock.now(), claim=claim)
        return shapes.CounterpartAnswer(behaviour=parsed_body.behaviour)


class Form(SandboxController):
    @modify(extra_responses=[*READING, *refusals(HTTPStatus.UNPROCESSABLE_ENTITY)])
    def get(
        self, parsed_path: Path[shapes.FormPath], parsed_query: Query[shapes.FormQuery]
    ) -> dict[str, Any]:
        """A claim notification form to a seeded compensator, right today: POST it to /claims."""
        return scenarios.form_to_send(
            _type(parsed_path.claim_type),
            other=parsed_query.organisation_id,
            own=self.actor.organisation_pk,
            at=clock.now(),
        )


class ActionBody(SandboxController):
    def get(self, parsed_path: Path[shapes.ActionPath]) -> dict[str, Any]:
        """A body for an action that this user can do on the claim now: POST it to the action."""
        claim = find(self.actor, parsed_path.number)
        return scenarios.body_to_send(claim, parsed_path.action, by=self.actor, at=clock.now())


class Scenario(SandboxController):
    @validate(
        ResponseSpec(schemas.ClaimAnswer, status_code=HTTPStatus.CREATED, headers=ETAG), *SENDING
    )
    def post(
        self, parsed_body: Annotated[shapes.ScenarioBody, JsonBody(shapes.ScenarioBody)]
    ) -> HttpResponse:
        """A claim of your organisation at this stage, played there by both sides.

        Every step is a real one, and stands in the claim's history; where silence is part of
        the way, the claim is as old as that takes. The other side waits until you act.
        """
        wanted, at = parsed_body.given(), clock.now()
        with transaction.atomic():
            claim = scenarios.make(
                _type(parsed_body.claim_type),
                parsed_body.at,
                own=self.actor.organisation_pk,
                other=wanted.get("organisation_id"),
                behaviour=wanted.get("counterpart"),
                at=at,
            )
            if not Claim.objects.visible_to(self.actor).filter(pk=claim.pk).exists():
                raise NotAllowed
        return self.to_response(
            presenters.whole(find(self.actor, claim.pk), self.actor, at),
            status_code=HTTPStatus.CREATED,
            headers={"ETag": f'"{claim.activity_id}"'},
        )


def _type(claim_type: str) -> str:
    if claim_type not in CURRENT:
        raise NoSuchStage(f"There is no claim type {claim_type!r}; there are {', '.join(CURRENT)}.")
    return claim_type


class Failures(SandboxController):
    def get(self) -> shapes.FailuresAnswer:
        """What is left of the faults that this client ordered."""
        return self.left()

    @modify(extra_responses=[*SENDING])
    def put(
        self, parsed_body: Annotated[shapes.FailuresBody, JsonBody(shapes.FailuresBody)]
    ) -> shapes.FailuresAnswer:
        """Order faults for the next calls of this client, and for its organisation's webhooks.

        They replace those ordered before; {} ends them all. The sandbox's own operations
        never fail so.
        """
        failures.order(_ordered(parsed_body), by=self.actor, at=clock.now())
        return self.left()

    def left(self) -> shapes.FailuresAnswer:
        found = failures.left(self.actor.client_pk or 0)
        return shapes.FailuresAnswer(
            failures=[shapes.FailureLeft(kind=one.kind, left=one.left) for one in found]
        )


def _ordered(body: shapes.FailuresBody) -> list[Ordered]:
    found = []
    if body.slow is not UNSET:
        found.append(Ordered(FailureKind.SLOW, body.slow.calls, body.slow.milliseconds))
    if body.unavailable is not UNSET:
        order = body.unavailable
        found.append(Ordered(FailureKind.UNAVAILABLE, order.calls, order.retry_after))
    if body.duplicate_webhooks is not UNSET:
        times = body.duplicate_webhooks.messages
        found.append(Ordered(FailureKind.DUPLICATE_WEBHOOKS, times))
    return found
