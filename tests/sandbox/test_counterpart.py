"""The scripted other side: a program of its organisation that acts when it is its turn."""

import pytest

from claims_portal.accounts.models import ApiClient
from claims_portal.claims.models import Claim, Event
from claims_portal.sandbox import counterpart, counterpart_client
from tests.api.conftest import Caller, kind
from tests.sandbox.conftest import As, ok

PLAYED = [
    # what the other side does, from where, what we do first; where the claim is then
    ("admits", "sent", None, "LiabilityAdmitted"),
    ("denies", "sent", None, "LiabilityDenied"),
    ("counter-offers", "sent", None, "LiabilityAdmitted"),
    ("silent", "sent", None, "ClaimSubmitted"),
    ("admits", "Stage2SettlementPackForm", "send-settlement-pack", "Stage2SettlementPackConfirmed"),
    ("denies", "Stage2SettlementPackForm", "send-settlement-pack", "Stage2SettlementPackRepudiated"),
    ("counter-offers", "Stage2SettlementPackForm", "send-settlement-pack", "Stage2SettlementPackCounterOfferDecision"),
    ("silent", "Stage2SettlementPackForm", "send-settlement-pack", "Stage2SettlementPackDecision"),
    ("admits", "counter-offer", "send-counter-offer", "Stage2SettlementPackConfirmed"),
    ("counter-offers", "counter-offer", "send-counter-offer", "Stage2SettlementPackCounterOfferDecision"),
    ("admits", "InterimSettlementPackForm", "send-interim-pack", "WaitingForInterimPayment"),
    ("denies", "InterimSettlementPackForm", "send-interim-pack", "InterimSettlementPackRejected"),
    ("counter-offers", "InterimSettlementPackForm", "send-interim-pack", "AcceptanceOfPartialInterimPayment"),
    ("admits", "AdditionalDamagesForm", "send-additional-damages", "AllDamagesAgreed"),
    ("denies", "AdditionalDamagesForm", "send-additional-damages", "AdditionalDamagesAgreementDecision"),
    ("admits", "CourtProceedingsPackForm", "send-court-pack", "EndOfStage2"),
    ("admits", "counter-offer", "exit-claim", "ExitProcessEnd"),
]  # fmt: skip
AGAINST_A_FIRM = [
    ("admits", "LiabilityDecision", "send-liability-decision", "Stage2SettlementPackDecision"),
    ("admits", "Stage2SettlementPackDecision", "respond-to-settlement-pack", "Stage2SettlementPackConfirmationEnd"),
    ("silent", "LiabilityDecision", "send-liability-decision", "LiabilityAdmitted"),
]  # fmt: skip


@pytest.mark.parametrize(("behaviour", "at", "action", "phase"), PLAYED)
def test_a_compensator_plays_by_its_behaviour(
    firm: Caller, behaviour: str, at: str, action: str | None, phase: str
) -> None:
    assert played(firm, behaviour, at, action) == phase


@pytest.mark.parametrize(("behaviour", "at", "action", "phase"), AGAINST_A_FIRM)
def test_a_firm_plays_by_its_behaviour(
    company: Caller, behaviour: str, at: str, action: str | None, phase: str
) -> None:
    assert played(company, behaviour, at, action) == phase


def played(caller: Caller, behaviour: str, at: str, action: str | None) -> str:
    ok(caller.send("PUT", "/sandbox/counterpart", {"behaviour": behaviour}))
    if action is None:
        ok(caller.post("/claims", ok(caller.get("/sandbox/forms/rta"))))
    else:
        made = ok(caller.post("/sandbox/claims", {"claimType": "rta", "at": at}))["claim"]
        body = ok(caller.get(f"/sandbox/claims/{made['applicationId']}/actions/{action}"))
        ok(caller.act(Claim.objects.get(), action, body))
    return Claim.objects.get().phase


def test_it_acts_as_an_account_of_its_own_organisation_in_the_history(firm: Caller) -> None:
    played(firm, "admits", "sent", None)
    by_them = Event.objects.filter(user__organisation__code="COMP001")
    assert set(by_them.values_list("tag", flat=True)) == {
        "claim:notification:accepted", "claim:article-75:decided", "claim:liability:admitted",
    }  # fmt: skip


def test_it_plays_as_one_api_client_of_that_organisation(firm: Caller, company: Caller) -> None:
    played(firm, "admits", "sent", None)
    ok(firm.post("/claims", ok(firm.get("/sandbox/forms/rta"))))
    by_them = Event.objects.filter(user__organisation__code="COMP001")
    (client,) = ApiClient.objects.filter(pk__in=by_them.values("client"))
    assert (client.name, client.organisation.code) == (counterpart_client.NAME, "COMP001")
    shown = {one["clientId"]: one["name"] for one in ok(company.get("/api-clients"))["clients"]}
    assert shown[client.client_id] == counterpart_client.NAME
    assert len({event.correlation_id for event in by_them}) == by_them.count() == 6


REVOKED = [
    # what its administrator revokes, where; how many clients it has had then
    ("the client", "/revoke", 2), ("its secret", "/secrets/{secret}/revoke", 2),
    ("its tokens", "/revoke-tokens", 1),
]  # fmt: skip


@pytest.mark.parametrize(("_what", "path", "clients"), REVOKED)
def test_it_plays_on_after_its_client_was_revoked(
    firm: Caller, company: Caller, _what: str, path: str, clients: int
) -> None:
    played(firm, "admits", "sent", None)
    client = ApiClient.objects.get(name=counterpart_client.NAME)
    where = path.format(secret=client.secrets.get().pk)
    assert company.post(f"/api-clients/{client.client_id}{where}", {}).status_code < 300
    ok(firm.post("/claims", ok(firm.get("/sandbox/forms/rta"))))
    assert {claim.phase for claim in Claim.objects.all()} == {"LiabilityAdmitted"}
    assert ApiClient.objects.filter(name=counterpart_client.NAME).count() == clients


def test_a_client_that_only_bears_its_name_is_not_taken_for_it(
    firm: Caller, company: Caller
) -> None:
    made = company.post("/api-clients", {"name": counterpart_client.NAME})
    assert made.status_code == 201
    assert played(firm, "admits", "sent", None) == "LiabilityAdmitted"
    assert ApiClient.objects.filter(name=counterpart_client.NAME).count() == 2


def test_what_it_is_refused_stands_in_the_log_and_the_claim_stays(
    firm: Caller, company: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    played(firm, "admits", "sent", None)
    client = ApiClient.objects.get(name=counterpart_client.NAME)
    ok(company.send("PATCH", f"/api-clients/{client.client_id}", {"scopes": ["read"]}))
    sent = ok(firm.post("/claims", ok(firm.get("/sandbox/forms/rta"))))
    assert Claim.objects.get(pk=int(sent["applicationId"])).phase == "ClaimSubmitted"
    told = [one.getMessage() for one in caplog.records if one.name == counterpart.__name__]
    assert len(told) == 1 and sent["applicationId"] in told[0] and "act" in told[0]


def test_one_claim_may_go_otherwise_than_the_rest(firm: Caller) -> None:
    ok(firm.send("PUT", "/sandbox/counterpart", {"behaviour": "admits"}))
    body = {"claimType": "rta", "at": "sent", "counterpart": "denies"}
    made = ok(firm.post("/sandbox/claims", body))["claim"]
    path = f"/sandbox/claims/{made['applicationId']}/counterpart"
    assert Claim.objects.get().phase == "ClaimSubmitted"
    assert ok(firm.get(path)) == {"behaviour": "denies"}
    ok(firm.send("PUT", path, {"behaviour": "denies"}))
    assert Claim.objects.get().phase == "LiabilityDenied"
    assert ok(firm.get("/sandbox/counterpart")) == {"behaviour": "admits"}


def test_the_wish_of_one_firm_is_nothing_to_another(firm: Caller, acting: As) -> None:
    ok(firm.send("PUT", "/sandbox/counterpart", {"behaviour": "admits"}))
    other = acting("EBRODY")
    ok(other.post("/claims", ok(other.get("/sandbox/forms/rta"))))
    assert Claim.objects.get().phase == "ClaimSubmitted"
    number = Claim.objects.get().application_id
    for method in ("GET", "PUT"):
        answer = firm.send(method, f"/sandbox/claims/{number}/counterpart", {"behaviour": "denies"})
        assert (answer.status_code, kind(answer)) == (404, "no-such-claim")
    answer = firm.get(f"/sandbox/claims/{number}/actions/send-claim")
    assert (answer.status_code, kind(answer)) == (404, "no-such-claim")


def test_a_behaviour_that_is_none_is_refused(firm: Caller) -> None:
    answer = firm.send("PUT", "/sandbox/counterpart", {"behaviour": "shouts"})
    assert (answer.status_code, kind(answer)) == (422, "body-refused")


def test_two_that_make_each_other_offers_come_to_an_end(firm: Caller, company: Caller) -> None:
    body = {"claimType": "rta", "at": "counter-offer"}
    made = ok(firm.post("/sandbox/claims", body))["claim"]
    path = f"/sandbox/claims/{made['applicationId']}/counterpart"
    ok(firm.send("PUT", path, {"behaviour": "counter-offers"}))
    ok(company.send("PUT", path, {"behaviour": "counter-offers"}))
    assert Event.objects.count() < 100
