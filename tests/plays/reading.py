"""What a house reads of a claim by the API, and what must not be in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from claims_portal.claims.models import Claim
from tests import make
from tests.api.conftest import Caller
from tests.plays.cast import FIRM, NEVER_ACTS, Cast, House
from tests.plays.speeches import SECRET, said_at

FORM_IS_WRITTEN = ("ClaimDataInput", "AcknowledgeRejectedClaim", "ClaimRejectedToCR")
ROUTES = ("", "/history", "/attachments", "/documents")


@dataclass(frozen=True)
class Filed:
    """A file that a house attached: with which compensator the claim was, which sending it was."""

    title: str
    by: str
    tenure: int
    sending: int
    form_is_written: bool


@dataclass
class Journey:
    """Where a claim was so far, and what was attached to it on the way."""

    with_: str = ""
    tenure: int = 0
    sending: int = 0
    sent_at: datetime | None = None
    filed: list[Filed] = field(default_factory=list)

    def goes_on(self, claim: Claim) -> None:
        if claim.sent_at is None or claim.compensator is None:
            return
        self.tenure += claim.compensator.code != self.with_
        self.sending += claim.phase == "ClaimSubmitted" and claim.sent_at != self.sent_at
        self.with_, self.sent_at = claim.compensator.code, claim.sent_at

    def is_given(self, claim: Claim, by: House) -> str:
        """A file of its own title."""
        title = f"File {len(self.filed) + 1} of {by.code}"
        written = claim.phase in FORM_IS_WRITTEN
        self.filed.append(Filed(title, by.code, self.tenure, self.sending, written))
        return title

    def shown_to_the_compensator(self) -> list[str]:
        """Of its own time all; the form's files, and what the firm added to this sending."""
        return [
            one.title
            for one in self.filed
            if one.tenure == self.tenure
            or (one.by == FIRM and (one.form_is_written or one.sending == self.sending))
        ]


def each_house_reads_what_is_its_own(
    claim: Claim, cast: Cast, journey: Journey, at: datetime
) -> None:
    holder = claim.compensator.code if claim.sent_at and claim.compensator else ""
    for code, house in cast.houses.items():
        reader = Caller(house.leader, make.token(house.organisation, at=at))
        if code not in (FIRM, holder):
            assert reader.get(f"/claims/{claim.pk}").status_code == 404
            continue
        told = "".join(_answers(reader, claim))
        for other in cast.houses.values():
            if other.code != code:
                assert f"{NEVER_ACTS}{other.code}" not in told, "an allocation of another house"
        if code == holder:
            _nothing_hidden_from_compensators(told, house, cast)
            assert _titles(reader, claim) == journey.shown_to_the_compensator()
        else:
            assert _titles(reader, claim) == [one.title for one in journey.filed]


def _answers(reader: Caller, claim: Claim) -> Iterator[str]:
    for route in ROUTES:
        answer = reader.get(f"/claims/{claim.pk}{route}")
        assert answer.status_code == 200, answer.content
        yield answer.content.decode()
    yield reader.get("/notifications").content.decode()


def _titles(reader: Caller, claim: Claim) -> list[str]:
    attachments = reader.get(f"/claims/{claim.pk}/attachments").json()["attachments"]
    return [one["title"] for one in attachments]


def _nothing_hidden_from_compensators(told: str, house: House, cast: Cast) -> None:
    assert SECRET not in told
    for other in cast.houses.values():
        if other.code not in (FIRM, house.code):
            assert said_at(other.code) not in told, "what another compensator said"
