"""The move from the old platform: how ready an organisation is, and combining its accounts."""

from http import HTTPStatus
from typing import Annotated, ClassVar

from django.http import HttpResponse
from dmr import Path, modify
from msgspec import Meta

from claims_portal import clock
from claims_portal.accounts import users
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import NotAnAdministrator
from claims_portal.api import user_presenters
from claims_portal.api import user_schemas as schemas
from claims_portal.api.bodies import Body, JsonBody
from claims_portal.api.controllers import MANAGING, PortalController
from claims_portal.api.schemas import Answer
from claims_portal.api.users import UserController, accounts_named, changes, named_in_body
from claims_portal.migration import combining, readiness, rule_mode, undoing
from claims_portal.migration.readiness import ToldAdvice, ToldFinding
from claims_portal.migration.safe_order import in_safe_order


class AdviceAnswer(Answer):
    """One step of putting a finding right."""

    action: Annotated[
        str,
        Meta(description="combine, verify-address, give-own-address, give-names, disable, …"),
    ]
    user_ids: list[str]
    survivor: Annotated[
        str | None, Meta(description="The User ID proposed to stay, where accounts are combined")
    ]


class FindingAnswer(Answer):
    """Accounts in one situation of the decision table."""

    case: Annotated[int, Meta(description="Its number in the table; 0 beside it")]
    weight: Annotated[
        str, Meta(description="blocks, warns, informs or ready: what it means for the move")
    ]
    user_ids: list[str]
    message: str
    why: str
    actions: list[AdviceAnswer]


class ReadinessAnswer(Answer):
    """How ready the organisation is."""

    organisation_id: str
    score: Annotated[
        int, Meta(description="0 to 100: the share of people who keep their way in", ge=0, le=100)
    ]
    accounts: Annotated[int, Meta(description="Active accounts of people")]
    administrators: Annotated[int, Meta(description="Those who could sign in now")]
    findings: Annotated[
        list[FindingAnswer], Meta(description="In the order in which they are safely put right")
    ]


class Combining(Body):
    """Accounts of one person that are to become one."""

    user_ids: Annotated[list[schemas.UserId], Meta(min_length=2, max_length=20)]
    survivor: Annotated[schemas.UserId, Meta(description="The one of them that stays")]
    widen: Annotated[
        bool,
        Meta(
            description="Whether profiles come over that open the whole organisation to an "
            "account that has had one branch"
        ),
    ] = False
    reason: Annotated[
        schemas.Reason, Meta(description="Needed where another stays than the proposed one")
    ] = ""


class UndoneAnswer(Answer):
    """The accounts that can be used again."""

    users: list[schemas.UserLine]


class Ready(PortalController):
    tags: ClassVar = ("Users",)

    def get(self) -> ReadinessAnswer:
        """How ready your organisation is for the move, and what stands in the way.

        For administrators. The findings are those of the page; blocks comes first.
        """
        actor = self.actor
        if not actor.may(Right.MANAGE_USERS):
            raise NotAnAdministrator
        found = readiness.of(
            actor.organisation_pk, at=clock.now(), after_cut_over=rule_mode.is_after_cut_over()
        )
        assert found is not None, "whoever asks is an account"  # noqa: S101
        findings = in_safe_order(found.findings, own=actor.user_name)
        return ReadinessAnswer(
            organisation_id=found.organisation_id,
            score=found.score,
            accounts=found.accounts,
            administrators=found.administrators,
            findings=[
                _finding(readiness.told(one), one.row.weight.value, one.row.why) for one in findings
            ],
        )


class Combine(UserController):
    @changes
    def post(self, parsed_body: Annotated[Combining, JsonBody(Combining)]) -> HttpResponse:
        """Combine accounts of one person into one, in one step or not at all.

        For administrators. Profiles are united; allocations and drafts move to the
        survivor; locks open; the others are disabled and their sessions end. A call
        whose Login-As names one of them fails from then on. It can be undone for 14 days.
        """
        at = clock.now()
        accounts = accounts_named(self.actor, parsed_body.user_ids)
        with named_in_body("/survivor"):
            survivor = users.find(self.actor, parsed_body.survivor)
        account = combining.combine(
            [one.user_name for one in accounts],
            survivor=survivor.user_name,
            widen=parsed_body.widen,
            reason=parsed_body.reason.strip(),
            by=self.actor,
            at=at,
        )
        return self.answer(account, at)


class UndoCombination(UserController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(self, parsed_path: Path[schemas.UserPath]) -> UndoneAnswer:
        """Undo the newest combination into this account, whole.

        For administrators. For 14 days, and as long as nothing contradicts it: 409
        cannot-be-undone says what does.
        """
        at = clock.now()
        account = self.account(parsed_path)
        back = undoing.undo(account.user_name, by=self.actor, at=at)
        return UndoneAnswer(users=[user_presenters.line(one, at) for one in back])


def _finding(told: ToldFinding, weight: str, why: str) -> FindingAnswer:
    return FindingAnswer(
        case=told.case,
        weight=weight,
        user_ids=told.user_ids,
        message=told.message,
        why=why,
        actions=[_advice(one) for one in told.actions],
    )


def _advice(told: ToldAdvice) -> AdviceAnswer:
    return AdviceAnswer(action=told.action, user_ids=told.user_ids, survivor=told.survivor or None)
