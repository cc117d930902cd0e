"""Who of the organisation is away, and who covers."""

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Annotated, ClassVar

from dmr import Path, modify
from msgspec import Meta

from claims_portal import clock
from claims_portal.accounts.models import Absence
from claims_portal.api.bodies import Body, JsonBody
from claims_portal.api.controllers import SENDING, PortalController
from claims_portal.api.schemas import Answer
from claims_portal.api.user_schemas import UserId, UserPath
from claims_portal.claims import absences


class AbsenceBody(Body):
    first_day: date
    last_day: Annotated[date, Meta(description="The absence ends by itself after this day")]
    cover_user_id: Annotated[UserId, Meta(description="A colleague whose profiles open claims")]


class AbsenceAnswer(Answer):
    user_id: str
    first_day: date
    last_day: date
    cover_user_id: str


class AbsencesAnswer(Answer):
    absences: Annotated[list[AbsenceAnswer], Meta(description="Those that are not over yet")]


class AbsenceController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Work on a claim",)


class Absences(AbsenceController):
    def get(self) -> AbsencesAnswer:
        """Who is away now or later, and who covers.

        Of all, for team leaders and administrators; else the user's own absence, and those
        that the user covers.
        """
        return _all(absences.of(self.actor, at=clock.now()))


class AbsenceOfUser(AbsenceController):
    @modify(extra_responses=SENDING)
    def put(
        self,
        parsed_path: Path[UserPath],
        parsed_body: Annotated[AbsenceBody, JsonBody(AbsenceBody)],
    ) -> AbsenceAnswer:
        """Say when a user is away and who covers; it replaces what was said before.

        For the user itself, team leaders and administrators. Meanwhile the claims allocated
        to the user stand in the worklist of the one who covers as well (`allocatedTo=me` finds
        them), and the notices of them come there too.
        """
        said = absences.put(
            parsed_path.user_id,
            cover=parsed_body.cover_user_id,
            first_day=parsed_body.first_day,
            last_day=parsed_body.last_day,
            by=self.actor,
            at=clock.now(),
        )
        return _one(said)

    @modify(status_code=HTTPStatus.NO_CONTENT)
    def delete(self, parsed_path: Path[UserPath]) -> None:
        """The user is not away after all, or back early."""
        absences.end(parsed_path.user_id, by=self.actor, at=clock.now())


ABSENCES = (
    ("absences", Absences, "absences"),
    ("users/<str:userId>/absence", AbsenceOfUser, "absence-of-user"),
)


def _all(found: Sequence[Absence]) -> AbsencesAnswer:
    return AbsencesAnswer(absences=[_one(one) for one in found])


def _one(absence: Absence) -> AbsenceAnswer:
    return AbsenceAnswer(
        user_id=absence.user.user_name,
        first_day=absence.first_day,
        last_day=absence.last_day,
        cover_user_id=absence.cover.user_name,
    )
