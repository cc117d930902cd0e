"""Who sends what schemathesis thinks of, what there is to be hit, and how answers are judged."""

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar
from zlib import crc32

import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.rate_limits import CLIENTS
from claims_portal.accounts.saving import version_of
from claims_portal.api.linking import METHODS
from claims_portal.api.problem_kinds import problem_kinds
from claims_portal.api.problems import CONTENT_TYPE
from claims_portal.api.urls import openapi_document
from claims_portal.claims.models import Claim
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.tables import Side
from claims_portal.config.wsgi import answered
from claims_portal.organisations.models import Organisation
from tests import make
from tests.api.conftest import Caller, caller
from tests.api.operations import ids_of

REFUSALS = (409, 410, 412, 422, 423, 428)
"""How the portal says that a call is as its schema says, but not possible now or for this claim."""
CONFIG = schemathesis.Config.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", "304", "401", "403", "404", *map(str, REFUSALS)]
            },
            "missing_required_header": {"expected-statuses": ["400", "401", "428"]},
        }
    }
)
NAMING = {"cursor", "after", "fields", "type", "If-Match", "Idempotency-Key"}
"""Parameters of which any text has the shape, but only what the portal gave or names is taken,
or what RFC 8941 takes for a string.
"""
ON_THE_WAY = [row[0] for row in make.WALK]
STEPS = [step for process in PROCESSES.values() for step in process.steps]
SIDES = {step.action: step.side for step in STEPS}
PHASES = {step.action: step.phase for step in reversed(STEPS) if step.phase in ON_THE_WAY}
DOCUMENTED = {kind.code for kind in problem_kinds()}
OF_NO_FIELD = {"nothing-to-replay"}
"""The refusal of a choice between three fields, of which no single one is at fault."""


LONG = "PORTAL_FUZZ_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("PORTAL_FUZZ_EXAMPLES", "8"))
bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=list(HealthCheck),
)


def contract(described: bytes) -> Any:
    """An API as it describes itself, answered in this process.

    Claim notification forms take schemathesis minutes to think of: here they are the samples,
    and what is no sample is wrong (tests/documents and test_bodies.py send strange ones).
    """
    document = json.loads(described)
    insurer = Organisation(code="COMP001", compensator_kind="insurer")
    forms = [make.cnf(one, compensator=insurer) for one in ("rta", "el", "eld", "pl")]
    for item in document["paths"].values():
        for operation in (one for key, one in item.items() if key in METHODS):
            content = operation.get("requestBody", {}).get("content", {})
            if "RtaCnf" in json.dumps(content.get("application/json", {})):
                operation["requestBody"]["content"] = {
                    "application/json": {"schema": {"enum": forms}}
                }
    made: Any = schemathesis.openapi.from_dict(document, config=CONFIG)
    made.app = closed
    return made


def closed(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The whole answer, closed as a server does it: only then are uploads closed too."""
    answer: Any = answered(environ, start_response)
    try:
        return list(answer)
    finally:
        answer.close()


@dataclass(frozen=True)
class World:
    """Somebody of each kind, and what belongs to their organisations."""

    people: Mapping[str, Caller]
    account: User
    ids: Mapping[str, object]
    claims: dict[str, int] = field(default_factory=dict)
    """By phase; each is made when something is first aimed at it."""

    @classmethod
    def made(cls, lawyer: User, insurer: User, stranger: User) -> "World":
        handler = Profile.CR_RTA_CLAIM_HANDLER
        alone = make.user(make.organisation("LIP00001", kind="LIP"), handler)
        people = {"lawyer": lawyer, "insurer": insurer, "alone": alone, "stranger": stranger}
        for profile in Profile:
            of_insurer = profile.startswith("comp-")
            firm = insurer.organisation if of_insurer else lawyer.organisation
            people[profile.value] = make.user(firm, profile)
        account = make.user(lawyer.organisation, handler)
        ids = {
            "version": "rta-7", "kind": "rta-cnf", "notificationId": 1, "filterId": 1,
            "type": "claim:liability:denied", "document": 1, "noteId": 1, "attachmentId": "none",
        }  # fmt: skip
        callers = {name: caller(one) for name, one in people.items()}
        return cls(callers, account, {**ids, **ids_of(account)})

    def sender_of(self, case: Case) -> Caller:
        """Mostly somebody who may; always the same for the same case."""
        drawn = crc32(f"{case.path_parameters} {case.query} {case.headers} {case.body!r}".encode())
        everybody = [*self.people.values()]
        return self.who_may(case) if drawn % 2 else everybody[drawn // 2 % len(everybody)]

    def who_may(self, case: Case) -> Caller:
        action = case.path.rpartition("/actions/")[2]
        if "administer" in json.dumps(case.operation.definition.raw.get("security", [])):
            return self.people[Profile.CR_ADMINISTRATOR]
        return self.people["insurer" if SIDES.get(action) == Side.COMPENSATOR else "lawyer"]

    def aim(self, case: Case, given: Collection[str] = ()) -> None:
        """At something that is there, unless it was given, or the case is about what is not."""
        meta = case.meta
        if meta is None or not meta.is_negative_at(ParameterLocation.PATH):
            for name in case.path_parameters.keys() - given:
                is_claim = name == "number"
                case.path_parameters[name] = self.claim_for(case) if is_claim else self.ids[name]
        wrong = meta is not None and meta.is_negative_at(ParameterLocation.HEADER)
        if "If-Match" in case.headers and "If-Match" not in given and not wrong:
            case.headers["If-Match"] = f'"{self.version_at(case)}"'

    def claim_for(self, case: Case) -> int:
        """A claim for which the action is possible, where the plain way has one."""
        phase = PHASES.get(case.path.rpartition("/actions/")[2], "ClaimSubmitted")
        if phase not in self.claims:
            lawyer, insurer = self.people["lawyer"].user, self.people["insurer"].user
            self.claims[phase] = make.claim(lawyer=lawyer, insurer=insurer, at=phase).pk
        return self.claims[phase]

    def version_at(self, case: Case) -> object:
        if "/users/" in case.path:
            return version_of(User.objects.get(pk=self.account.pk))
        number = str(case.path_parameters["number"])
        found = Claim.objects.filter(pk=number) if number.isdecimal() else Claim.objects.none()
        return getattr(found.first(), "activity_id", number)


def call(case: Case, sender: Caller) -> None:
    own = headers_for(case, sender)
    judge(case, case.call(headers=own), own)


def headers_for(case: Case, sender: Caller) -> dict[str, str]:
    """The sender's; what a case leaves out, to see that it is missed, stays left out."""
    all_given = not (case.meta and case.meta.is_negative_at(ParameterLocation.HEADER))
    return {
        name: value for name, value in sender.headers().items() if all_given or name in case.headers
    }


def judge(case: Case, answer: Any, own: dict[str, str], recorder: Any = None) -> None:
    """By every check of schemathesis; and no refusal without a problem that is explained."""
    told = answer.json() if answer.status_code >= 400 else {}
    wrong = {fault["pointer"] for fault in told.get("errors", ())}
    beside_the_point = []
    if wrong and wrong <= NAMING:
        beside_the_point.append(positive_data_acceptance)
    if '""' in json.dumps(case.body, default=str):
        # An empty text is what programs send for none: where none is needed it is taken as that.
        beside_the_point.append(negative_data_rejection)
    case.validate_response(answer, headers=own, excluded_checks=beside_the_point, recorder=recorder)
    if told:
        kind = told["type"].rpartition("#")[2]
        assert answer.headers["content-type"] == [CONTENT_TYPE], answer.headers
        assert kind in DOCUMENTED, told
        # A 422 without faults would be an answer of ours that is not as its schema says.
        assert answer.status_code != 422 or wrong or kind in OF_NO_FIELD, told


@cache
def scenarios() -> Any:
    """Calls one after the other, by the contract's links with what answers before told."""

    class Scenario(contract(openapi_document()).as_state_machine()):  # type: ignore[misc]
        world: ClassVar[World]
        sender: ClassVar[str]
        """One of the world's people, or else whoever may do what is called."""

        def setup(self) -> None:
            CLIENTS.forget_all()
            self.world.claims.clear()
            self.savepoint = transaction.savepoint()

        def teardown(self) -> None:
            transaction.savepoint_rollback(self.savepoint)

        def step(self, input: Any) -> Any:
            case = input.case
            for name in NAMING & case.query.keys():
                del case.query[name]
            if "If-Match" in {one.name for one in case.operation.iter_parameters()}:
                case.headers.setdefault("If-Match", "of now")
            self.world.aim(case, {name for _location, name in input.applied_parameters})
            return super().step(input)

        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            by = self.world.people.get(self.sender) or self.world.who_may(case)
            return {"headers": headers_for(case, by)}

        def validate_response(
            self, response: Any, case: Case, additional_checks: Any = None, **kwargs: Any
        ) -> None:
            judge(case, response, kwargs["headers"], self.recorder)

    return Scenario
