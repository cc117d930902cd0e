"""Claims at every stage of every process, played there by real steps."""

from datetime import UTC, datetime

import pytest

from claims_portal.claims.models import Claim, Event
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.process.tables import NO_HOLIDAYS
from claims_portal.sandbox import scenarios, ways
from claims_portal.sandbox.scenarios import STAGES
from tests.api.conftest import Caller, kind
from tests.sandbox.conftest import As, ok, organisation


def phases(claim_type: str) -> list[str]:
    process = CURRENT[claim_type]
    return [one.code for one in process.phases if one.code != process.first_phase]


@pytest.mark.parametrize("claim_type", CURRENT)
def test_a_way_leads_to_every_phase(claim_type: str) -> None:
    today = datetime(2026, 11, 23, tzinfo=UTC).date()
    for phase in phases(claim_type):
        way = ways.find(
            claim_type, phase, to="COMP001", kind="insurer", today=today, calendar=NO_HOLIDAYS
        )
        assert way.moves or phase == "ClaimSubmitted"


@pytest.mark.parametrize(
    ("claim_type", "wanted"),
    [
        ("rta", phases("rta")),
        ("el", phases("el")),
        ("eld", [*STAGES]),
        ("pl", [*STAGES]),
    ],
)
def test_a_claim_can_be_had_at_every_phase_and_no_limit_of_it_has_passed(
    sandbox: datetime, claim_type: str, wanted: list[str]
) -> None:
    for asked in wanted:
        phase = STAGES.get(asked, asked)
        if phase not in phases(claim_type):
            continue
        claim = scenarios.make(
            claim_type, asked, own=organisation("CR00101").pk, other=None, behaviour=None,
            at=sandbox,
        )  # fmt: skip
        assert claim.phase == phase
        if claim.phase_row.expiry is not None:
            assert claim.times_out_on is not None
            assert claim.times_out_on > london_date(sandbox)


@pytest.mark.parametrize(
    ("claim_type", "head", "offered", "gross"),
    [("rta", "claimant-earnings", "489.92", "1704.92"), ("el", "general-damages", "4960.00", "7523.80")],
)  # fmt: skip
def test_a_counter_offer_offers_less_than_was_claimed(
    sandbox: datetime, claim_type: str, head: str, offered: str, gross: str
) -> None:
    claim = scenarios.make(
        claim_type, "counter-offer", own=organisation("CR00101").pk, other=None, behaviour=None,
        at=sandbox,
    )  # fmt: skip
    said = claim.documents.get(kind__endswith="settlement-pack-response").body
    disputed = [one for one in said["losses"] if not one["grossAmountAgreed"]]
    assert [(one["head"], one["grossValueOffered"]) for one in disputed] == [(head, offered)]
    assert said["agreement"]["grossAmount"] == gross


def test_a_scenario_is_a_claim_of_the_caller_with_the_history_of_its_steps(firm: Caller) -> None:
    answer = firm.post("/sandbox/claims", {"claimType": "rta", "at": "counter-offer"})
    claim = ok(answer)["claim"]
    assert answer.status_code == 201
    assert claim["phase"]["code"] == "Stage2SettlementPackCounterOfferDecision"
    assert answer["ETag"] == f'"{claim["activityId"]}"'
    tags = list(Event.objects.order_by("number").values_list("tag", flat=True))
    assert tags[0] == "claim:notification:sent"
    assert tags[-1] == "claim:settlement:offer-made"
    actors = set(Event.objects.values_list("user__organisation__code", flat=True))
    assert actors == {"CR00101", "COMP001"}


def test_an_insurer_gets_a_claim_against_itself(company: Caller, acting: As) -> None:
    claim = ok(company.post("/sandbox/claims", {"claimType": "rta", "at": "LiabilityDecision"}))[
        "claim"
    ]
    assert claim["turn"] == "compensator"
    assert Claim.objects.get().compensator == company.user.organisation
    elpl = acting("GPETTIT")
    body = {"claimType": "pl", "at": "settlement-pack", "organisationId": "CR00101"}
    assert ok(elpl.post("/sandbox/claims", body))["claim"]["turn"] == "compensator"


@pytest.mark.parametrize(
    ("body", "status", "problem", "pointer"),
    [
        ({"claimType": "rta", "at": "nowhere"}, 422, "no-such-stage", "/at"),
        ({"claimType": "rta", "at": "ClaimDataInput"}, 422, "no-such-stage", "/at"),
        ({"claimType": "pl", "at": "additional-damages"}, 422, "no-such-stage", "/at"),
        ({"claimType": "xyz", "at": "sent"}, 422, "no-such-stage", "/at"),
        (
            {"claimType": "rta", "at": "sent", "organisationId": "A\x00"},
            422, "body-refused", "/organisationId",
        ),
        ({"claimType": "rta", "at": "A\x00"}, 422, "no-such-stage", "/at"),
        ({"claimType": "rta"}, 422, "body-refused", "/at"),
        ({"claimType": "rta", "at": "sent", "more": 1}, 422, "body-refused", "/more"),
        (
            {"claimType": "rta", "at": "sent", "organisationId": "COMP002"},
            422, "no-such-counterpart", "/organisationId",
        ),
        (
            {"claimType": "rta", "at": "sent", "organisationId": "CR00102"},
            422, "no-such-counterpart", "/organisationId",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_played_is_refused(
    firm: Caller, body: dict[str, str], status: int, problem: str, pointer: str
) -> None:
    answer = firm.post("/sandbox/claims", body)
    assert (answer.status_code, kind(answer)) == (status, problem)
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert not Claim.objects.exists()


def test_who_may_not_see_such_claims_is_told_so_and_none_is_made(firm: Caller) -> None:
    answer = firm.post("/sandbox/claims", {"claimType": "el", "at": "sent"})
    assert (answer.status_code, kind(answer)) == (403, "not-allowed")
    assert not Claim.objects.exists()


def test_a_form_of_no_type_of_claims_is_refused_as_the_contract_says(firm: Caller) -> None:
    answer = firm.get("/sandbox/forms/xyz")
    assert (answer.status_code, kind(answer)) == (422, "no-such-stage")
    described = firm.get("/openapi.json").json()
    assert "422" in described["paths"]["/api/v1/sandbox/forms/{claimType}"]["get"]["responses"]


@pytest.mark.parametrize("claim_type", ["rta", "el", "eld", "pl"])
def test_a_form_can_be_sent_as_it_is_given(acting: As, claim_type: str) -> None:
    caller = acting("PNAIR01" if claim_type == "rta" else "RMARLOW")
    form = ok(caller.get(f"/sandbox/forms/{claim_type}"))
    assert ok(caller.post("/claims", form))["phase"]["code"] == "ClaimSubmitted"


def test_the_body_of_an_action_can_be_sent_as_it_is_given(firm: Caller) -> None:
    made = ok(firm.post("/sandbox/claims", {"claimType": "rta", "at": "Stage2SettlementPackForm"}))[
        "claim"
    ]
    path = f"/sandbox/claims/{made['applicationId']}/actions"
    body = ok(firm.get(f"{path}/send-settlement-pack"))
    claim = Claim.objects.get()
    assert ok(firm.act(claim, "send-settlement-pack", body))["turn"] == "compensator"
    for action in ("accept-claim", "send-settlement-pack", "nonsense"):
        answer = firm.get(f"{path}/{action}")
        assert (answer.status_code, kind(answer)) == (404, "no-example")
