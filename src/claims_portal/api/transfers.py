"""Bulk transfers of claims between organisations of one kind: for administrators."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, ClassVar, Literal

import msgspec
from dmr import Path, modify
from msgspec import Meta

from claims_portal import clock
from claims_portal.api.bodies import Body, JsonBody
from claims_portal.api.controllers import MANAGING, PortalController
from claims_portal.api.parameters import Query
from claims_portal.api.schemas import Answer, ApplicationId
from claims_portal.transfers import asking, judging
from claims_portal.transfers.asking import Wanted
from claims_portal.transfers.models import Line, Outcome, State, Transfer
from claims_portal.transfers.refusals import NoSuchTransfer

SIZE = 1000
OrganisationId = Annotated[str, Meta(max_length=20, examples=["CR00101"])]
Reason = Annotated[str, Meta(description="At least 10 characters", max_length=500)]
ToBranch = Annotated[
    str, Meta(description="Branch of the receiving compensator; its central point", max_length=3)
]
ToUser = Annotated[
    str, Meta(description="User ID of the receiving side that gets them; nobody", max_length=50)
]
StateName = Annotated[str, Meta(description=", ".join(State.values))]
OutcomeName = Annotated[
    str, Meta(description="waiting, " + ", ".join(one for one in Outcome.values if one))
]


class NewTransfer(Body):
    """What is asked for; one of the two organisations is your own."""

    giver: OrganisationId
    receiver: OrganisationId
    carry_out_at: Annotated[datetime, Meta(description="To come, within a year", tz=True)]
    contact: Annotated[
        str,
        Meta(description="Whom the operator asks: name and e-mail, not your own", max_length=200),
    ]
    reason: Reason
    claim_types: Annotated[
        list[Literal["rta", "el", "eld", "pl"]], Meta(description="Of all open claims; empty: all")
    ] = []
    branch: Annotated[
        str, Meta(description="Only of this branch of the giving compensator", max_length=3)
    ] = ""
    application_ids: Annotated[
        list[ApplicationId],
        Meta(description="These alone, instead of all open", max_length=100_000),
    ] = []
    to_branch: ToBranch = ""
    to_user: ToUser = ""


class Agreeing(Body):
    """Where the claims arrive, for the receiving side to say."""

    to_branch: ToBranch = ""
    to_user: ToUser = ""


class SayingNo(Body):
    reason: Reason


class TransferPath(msgspec.Struct, rename="camel"):
    transfer_id: Annotated[int, Meta(ge=0, le=2**53)]


class ClaimsQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    after: Annotated[
        int, Meta(description="The number of the last claim read", ge=0, le=10**16)
    ] = 0


class TransferCount(Answer):
    outcome: OutcomeName
    claims: int


class TransferAnswer(Answer):
    """A transfer, and where it stands."""

    transfer_id: int
    giver: OrganisationId
    receiver: OrganisationId
    state: StateName
    carry_out_at: datetime
    asked_at: datetime
    giver_agreed_at: datetime | None
    receiver_agreed_at: datetime | None
    began_at: datetime | None
    ended_at: datetime | None
    reason: str
    decision_reason: str
    claims: Annotated[
        list[TransferCount],
        Meta(
            description="How many move and how many not, and why; empty until the giver agreed, "
            "and for the other side once nothing came of it"
        ),
    ]


class TransfersAnswer(Answer):
    transfers: list[TransferAnswer]


class TransferredAnswer(Answer):
    application_id: ApplicationId
    outcome: OutcomeName
    at: datetime | None


class ClaimsOfTransferAnswer(Answer):
    claims: list[TransferredAnswer]
    next_after: Annotated[int | None, Meta(description="Send it as after, for the next page")]


class TransferController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Organisation",)

    def told(self, number: int) -> TransferAnswer:
        """With its claims counted, where they may be shown."""
        found = asking.find(number, by=self.actor)
        shown = asking.is_shown_claims(found, self.actor.organisation_pk)
        return _answer(found, judging.preview(found) if shown else {})


class Transfers(TransferController):
    def get(self) -> TransfersAnswer:
        """The transfers that your organisation takes part in, the newest first, at most 200.

        For administrators. Claims are counted where one transfer is read.
        """
        found = asking.seen_by(self.actor)[:200]
        return TransfersAnswer(transfers=[_answer(one, {}) for one in found])

    @modify(extra_responses=MANAGING, status_code=HTTPStatus.CREATED)
    def post(self, parsed_body: Annotated[NewTransfer, JsonBody(NewTransfer)]) -> TransferAnswer:
        """Ask for a transfer of open claims to another organisation of the same kind.

        For administrators of either side, whose consent it is. The other side and the
        operator must agree; the claims move at the chosen hour, their limits run on.
        """
        wanted = Wanted(
            giver=parsed_body.giver,
            receiver=parsed_body.receiver,
            reason=parsed_body.reason,
            contact=parsed_body.contact,
            carry_out_at=parsed_body.carry_out_at,
            claim_types=parsed_body.claim_types,
            branch=parsed_body.branch,
            numbers=list(dict.fromkeys(map(int, parsed_body.application_ids))),
            of_list=bool(parsed_body.application_ids),
            to_branch=parsed_body.to_branch,
            to_user=parsed_body.to_user,
        )
        return self.told(asking.ask(wanted, by=self.actor, at=clock.now()).pk)


class OneTransfer(TransferController):
    def get(self, parsed_path: Path[TransferPath]) -> TransferAnswer:
        """One transfer: who agreed, and which claims move.

        For administrators of the two sides.
        """
        return self.told(parsed_path.transfer_id)


class AgreeToTransfer(TransferController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(
        self, parsed_path: Path[TransferPath], parsed_body: Annotated[Agreeing, JsonBody(Agreeing)]
    ) -> TransferAnswer:
        """Agree for your organisation; the receiving side says where the claims arrive.

        For administrators. It can be taken back until the last claim has moved.
        """
        asking.consent(
            parsed_path.transfer_id, by=self.actor, at=clock.now(),
            to_branch=parsed_body.to_branch, to_user=parsed_body.to_user,
        )  # fmt: skip
        return self.told(parsed_path.transfer_id)


class WithdrawFromTransfer(TransferController):
    @modify(extra_responses=MANAGING, status_code=HTTPStatus.OK)
    def post(
        self, parsed_path: Path[TransferPath], parsed_body: Annotated[SayingNo, JsonBody(SayingNo)]
    ) -> TransferAnswer:
        """Refuse a transfer, or take the consent back: what has not moved stays.

        For administrators. What has moved by then stays moved.
        """
        number = parsed_path.transfer_id
        asking.withdraw(number, reason=parsed_body.reason, by=self.actor, at=clock.now())
        return self.told(number)


class ClaimsOfTransfer(TransferController):
    def get(
        self, parsed_path: Path[TransferPath], parsed_query: Query[ClaimsQuery]
    ) -> ClaimsOfTransferAnswer:
        """Each claim of a transfer and what became of it, or would, a thousand a page.

        For administrators of the two sides; nothing until the giver agreed.
        """
        transfer = asking.find(parsed_path.transfer_id, by=self.actor)
        if not asking.is_shown_claims(transfer, self.actor.organisation_pk):
            raise NoSuchTransfer
        found = _claims(transfer, parsed_query.after)
        more = len(found) > SIZE
        return ClaimsOfTransferAnswer(
            claims=found[:SIZE],
            next_after=int(found[SIZE - 1].application_id) if more else None,
        )


TRANSFERS = (
    ("transfers", Transfers, "transfers"),
    ("transfers/<int:transferId>", OneTransfer, "transfer"),
    ("transfers/<int:transferId>/agree", AgreeToTransfer, "agree-to-transfer"),
    ("transfers/<int:transferId>/withdraw", WithdrawFromTransfer, "withdraw-from-transfer"),
    ("transfers/<int:transferId>/claims", ClaimsOfTransfer, "claims-of-transfer"),
)


def _answer(one: Transfer, counted: Mapping[Outcome, int]) -> TransferAnswer:
    return TransferAnswer(
        transfer_id=one.pk,
        giver=one.giver.code,
        receiver=one.receiver.code,
        state=one.state,
        carry_out_at=one.carry_out_at,
        asked_at=one.asked_at,
        giver_agreed_at=one.giver_agreed_at,
        receiver_agreed_at=one.receiver_agreed_at,
        began_at=one.began_at,
        ended_at=one.ended_at,
        reason=one.reason,
        decision_reason=one.decision_reason,
        claims=[
            TransferCount(outcome=outcome.value or "waiting", claims=number)
            for outcome, number in counted.items()
        ],
    )


def _claims(transfer: Transfer, after: int) -> list[TransferredAnswer]:
    """One more than a page, where there are more."""
    if transfer.began_at:
        lines = Line.objects.filter(transfer=transfer, number__gt=after).order_by("number")
        rows = list(lines.values_list("number", "outcome", "at")[: SIZE + 1])
    else:
        judged = judging.each(transfer, after=after, most=SIZE + 1)
        rows = [(number, outcome, None) for number, outcome in judged]
    return [
        TransferredAnswer(application_id=f"{number:016d}", outcome=outcome or "waiting", at=at)
        for number, outcome, at in rows
    ]
