"""One operation for each action of the step tables, made from the tables."""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from django.http import HttpResponse
from dmr import Headers, Path, ResponseSpec, validate

from claims_portal import clock
from claims_portal.accounts.once import Answered
from claims_portal.api import presenters, schemas
from claims_portal.api.claims import ETAG, ClaimPath, SendQuery, find_to_act
from claims_portal.api.controllers import ACTING, DocumentBody, PortalController
from claims_portal.api.parameters import Query
from claims_portal.api.problems import BadParameter, HeaderMissing
from claims_portal.claims import actions, repeated
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.tables import Step

# As an ETag gave it, which of a whole claim has the hash of what was told behind the dot.
_QUOTED_UUID = re.compile(
    r'("?)([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?:\.[0-9a-f]{24})?\1'
)


class IfMatch(msgspec.Struct):
    if_match: Annotated[
        str | None,
        msgspec.Meta(description="The activity id you act on, as the claim's ETag gave it"),
    ] = msgspec.field(default=None, name="If-Match")


def activity_of(headers: IfMatch) -> UUID:
    if not headers.if_match:
        raise HeaderMissing(
            "If-Match", HTTPStatus.PRECONDITION_REQUIRED, "it names the activity you act on"
        )
    found = _QUOTED_UUID.fullmatch(headers.if_match.strip())
    if found is None:
        raise BadParameter("If-Match", 'If-Match must be an activity id in quotes: "<activity id>"')
    return UUID(found[2])


class ActionController(PortalController):
    """A step of a claim: the statement of the step keeps the Idempotency-Key."""

    is_abstract: ClassVar[bool] = True
    keeps_its_key = True

    def answer_again(self, answered: Answered) -> HttpResponse:
        return self.to_response(
            then := presenters.state_then(repeated.event_of(answered)),
            status_code=HTTPStatus.OK,
            headers={"ETag": f'"{then.activity_id}"'},
        )


def controller_of(action: str, takes: Sequence[type[Any]], says: str) -> type[PortalController]:
    """The controller of one action, with the bodies that it takes in claims of any type."""

    def post(
        self: PortalController,
        parsed_body: bytes,
        parsed_path: Path[ClaimPath],
        parsed_headers: Headers[IfMatch],
        parsed_query: Query[SendQuery],
    ) -> HttpResponse:
        at = clock.now()
        activity_id = activity_of(parsed_headers)
        claim = find_to_act(self.actor, parsed_path.number)
        if parsed_query.validate_only:
            foreseen = actions.foresee(
                claim, action, parsed_body, activity_id=activity_id, by=self.actor, at=at
            )
            return self.to_response(
                presenters.foreseen(claim, foreseen, clock.today()),
                status_code=HTTPStatus.OK,
                headers={"ETag": f'"{claim.activity_id}"'},
            )
        written = actions.act(
            claim, action, parsed_body, activity_id=activity_id, by=self.actor, at=at
        )
        return self.to_response(
            presenters.state(written, clock.today()),
            status_code=HTTPStatus.OK,
            headers={"ETag": f'"{written.activity_id}"'},
        )

    post.__annotations__["parsed_body"] = Annotated[bytes, DocumentBody(*takes)]
    post.__doc__ = says
    answer = ResponseSpec(schemas.StateAnswer, status_code=HTTPStatus.OK, headers=ETAG)
    name = "".join(word.capitalize() for word in action.split("-"))
    members = {"post": validate(answer, *ACTING)(post), "tags": ("Actions of a claim",)}
    return type(name, (ActionController,), members)


def controllers() -> dict[str, type[PortalController]]:
    """Each action of any process, by its name."""
    steps = [step for process in PROCESSES.values() for step in process.steps]
    return {
        action: controller_of(action, _taken(rows), _told(action, rows))
        for action in dict.fromkeys(step.action for step in steps)
        if (rows := [step for step in steps if step.action == action])
    }


def _taken(rows: Sequence[Step]) -> list[type[Any]]:
    return list(dict.fromkeys(step.takes for step in rows))


def _told(action: str, rows: Sequence[Step]) -> str:
    """What the reference says of an action: what it is, who does it where, where it may lead."""
    words = action.replace("-", " ").capitalize()
    sides = " or ".join(dict.fromkeys(step.side.label.lower() for step in rows))
    phases = ", ".join(dict.fromkeys(step.phase for step in rows))
    leads = ", ".join(dict.fromkeys(step.to for step in rows))
    return f"{words}\n\nBy the {sides}, at {phases}. Leads to {leads}."
