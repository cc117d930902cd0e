"""The old platform's claims in: state, documents, parties, limits and history; nothing lost."""

import json
from datetime import date, datetime
from importlib import resources
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims import actions
from claims_portal.claims.documents.conversion import xml_of_json
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.claims.process.rta import RTA
from claims_portal.migration.claims.shape import normalised, phases_of
from claims_portal.migration.models import LegacyDocument
from claims_portal.organisations.models import Organisation
from tests import make

CNF = resources.files("claims_portal.samples").joinpath("rta_cnf.xml").read_text("utf-8")
SECTIONS = CNF.partition("<DocumentInput>")[2].partition("</DocumentInput>")[0]


@pytest.fixture(autouse=True)
def _the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)


@pytest.fixture
def firm(lawyer: User) -> Organisation:
    """The firm that the sample form names."""
    Organisation.objects.filter(pk=lawyer.organisation_id).update(name="Harbour Row Solicitors")
    lawyer.organisation.refresh_from_db()
    return lawyer.organisation


@pytest.fixture
def drawer(tmp_path: Path, firm: Organisation, insurer: User) -> Path:
    return tmp_path


def move(directory: Path, **options: Any) -> dict[str, dict[str, Any]]:
    """What became of each file."""
    out = StringIO()
    try:
        call_command("migrate_claims", str(directory), "--json", stdout=out, **options)
    except CommandError as refused:
        assert "refused" in str(refused)
    return {told["file"]: told for told in json.loads(out.getvalue())["files"]}


def pack(name: str, **attributes: str) -> str:
    raw = xml_of_json(
        json.dumps(make.sample(name)).encode(), {}, kind=name.replace("_", "-")
    ).output.decode()
    text = raw.partition("?>")[2].strip()
    tag = text[1:].partition(">")[0].split()[0].rstrip("/")
    more = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return text.replace(f"<{tag}", f"<{tag}{more}", 1)


def whole(
    phase: str = "LiabilityDecision",
    *,
    number: str = "0000000000401234",
    sent: str = "2026-11-02",
    inside: str = "",
    facts: str = "",
    sections: str = SECTIONS,
) -> str:
    return f"""<Claim>
  <ApplicationIDs applicationId="{number}" phaseCacheId="{phase}" SentDate="{sent}"
    activityEngineGuid="6f1f0a3e-5d0c-4d0e-9f6e-0d1b8a1c2d3e"
    RepresentativeOrgPath="/CR00101" RepresentativeAllocatedUser="lawyer"
    InsurerOrgPath="/COMP001/001" InsurerAllocatedUser="INSURER" {facts}/>
  {sections}{inside}
</Claim>"""


def test_a_whole_claim_comes_with_state_parties_limit_documents_and_history(
    drawer: Path, lawyer: User, insurer: User
) -> None:
    facts = 'InsurerClaimReferenceNumber="NM/26/9" Article75="0"'
    (drawer / "a.xml").write_text(whole(facts=facts))
    told = move(drawer)["a.xml"]
    assert (told["outcome"], told["applicationId"]) == ("imported", "0000000000401234")
    claim = Claim.objects.get()
    assert (claim.pk, claim.phase, claim.turn) == (401234, "LiabilityDecision", "compensator")
    assert str(claim.activity_id) == "6f1f0a3e-5d0c-4d0e-9f6e-0d1b8a1c2d3e"
    assert claim.times_out_on == date(2026, 11, 24)
    assert (claim.representative, claim.compensator) == (lawyer.organisation, insurer.organisation)
    assert claim.compensator_branch is not None
    assert (claim.representative_handler, claim.compensator_handler) == (lawyer, insurer)
    assert (claim.compensator_reference, claim.claimant_surname) == ("NM/26/9", "Boateng")
    assert (claim.national_insurance_number, claim.registration_number) == ("AB123456C", "VO68ZZB")
    assert Document.objects.get().body == make.sample("rta_cnf")
    happened = Event.objects.order_by("number").values_list("tag", "phase_after")
    assert list(happened) == [
        ("claim:notification:sent", "ClaimSubmitted"),
        ("claim:migration:imported", "LiabilityDecision"),
    ]
    kept = LegacyDocument.objects.get()
    assert (kept.claim, bytes(kept.raw).decode()) == (claim, whole(facts=facts))


def test_a_moved_claim_goes_on_as_any_other(drawer: Path, lawyer: User, insurer: User) -> None:
    (drawer / "a.xml").write_text(whole())
    move(drawer)
    claim = Claim.objects.visible_to(insurer.as_actor()).get()
    make.act(claim, "send-liability-decision", "rta_liability_response", by=insurer)
    assert Claim.objects.get().phase == "LiabilityAdmitted"
    written = actions.send_new_claim(make.cnf(), by=lawyer.as_actor(), at=make.NOW)
    assert written.claim_pk == 401235


@pytest.mark.parametrize("who", ["lawyer", "insurer"])
def test_both_sides_read_a_moved_claim(
    drawer: Path, client: Client, request: pytest.FixtureRequest, who: str
) -> None:
    (drawer / "a.xml").write_text(whole(inside=pack("rta_liability_response")))
    move(drawer)
    user = request.getfixturevalue(who)
    client.force_login(user)
    page = client.get("/claims/401234").content.decode()
    assert "Moved here from the old platform" in page
    assert page.count("by Harbour Row Solicitors") == 1
    read = {"Authorization": f"Bearer {make.token(user.organisation, at=make.NOW)}"}
    answer = client.get("/api/v1/claims/401234", headers={**read, "Login-As": user.user_name})
    kinds = [one["kind"] for one in answer.json()["documents"]]
    assert kinds == ["rta-cnf", "rta-liability-response"]


def test_a_limit_whose_beginning_is_not_known_is_shown(
    drawer: Path, client: Client, insurer: User
) -> None:
    inside = "<S2SP Stage2DecisionOrCounterOfferTimeout='2026-12-11'/>"
    (drawer / "a.xml").write_text(whole("Stage2SettlementPackDecision", inside=inside))
    assert move(drawer)["a.xml"]["outcome"] == "imported"
    client.force_login(insurer)
    assert "10 December 2026" in client.get("/claims/401234").content.decode()
    claim = Claim.objects.get()
    make.act(claim, "state-fraud", {"reason": "fraud", "comment": "Staged."}, by=insurer)


def test_the_packs_come_in_with_their_dates(drawer: Path) -> None:
    inside = pack("rta_liability_response", DateOfResponse="2026-11-05T10:00:00") + pack(
        "rta_settlement_pack_request", DateOfRequest="2026-11-10"
    )
    facts = 'isClaimantChildAtStage1Response="0" isClaimantChildAtStage2Request="0"'
    (drawer / "a.xml").write_text(
        whole("Stage 2 Settlement Pack decision", inside=inside, facts=facts)
    )
    told = move(drawer)["a.xml"]
    assert told["notes"] == []
    assert told["claim"] == {
        "claimType": "rta",
        "phase": "Stage2SettlementPackDecision",
        "timesOutOn": "2026-12-02",
        "documents": ["rta-cnf", "rta-liability-response", "rta-settlement-pack-request"],
        "files": 0,
    }
    claim = Claim.objects.get()
    assert claim.phase == "Stage2SettlementPackDecision"
    assert claim.times_out_on == date(2026, 12, 2)
    assert claim.state.facts.child_at_liability_response is False
    documents = Document.objects.order_by("number")
    assert [one.body for one in documents] == [
        make.sample(name)
        for name in ("rta_cnf", "rta_liability_response", "rta_settlement_pack_request")
    ]
    tags = [event.tag for event in Event.objects.order_by("number")]
    assert tags == [
        "claim:notification:sent",
        "claim:liability:admitted",
        "claim:settlement:pack-sent",
        "claim:migration:imported",
    ]


@pytest.mark.parametrize(
    ("timeouts", "facts", "expected"),
    [
        ("", "", date(2026, 11, 24)),
        ('<CurrentTimeout SelectedTimeOut="2026-12-01"/>', "", date(2026, 12, 1)),
        (
            '<CNF><Insurer LiabilityDecisionTimeout="2026-11-25T00:00:00"/>'
            '<MIBorArt75 LiabilityDecisionTimeout="16/12/2026"/></CNF>',
            "",
            date(2026, 11, 25),
        ),
        (
            '<CNF><Insurer LiabilityDecisionTimeout="2026-11-25"/>'
            '<MIBorArt75 LiabilityDecisionTimeout="16/12/2026"/></CNF>',
            'Article75="1"',
            date(2026, 12, 16),
        ),
        ("", 'Article75="true"', date(2026, 12, 15)),
    ],
)
def test_the_old_platforms_limit_is_kept(
    drawer: Path, timeouts: str, facts: str, expected: date
) -> None:
    (drawer / "a.xml").write_text(whole(inside=timeouts, facts=facts))
    notes = move(drawer)["a.xml"]["notes"]
    assert Claim.objects.get().times_out_on == expected
    differs = [note for note in notes if note["place"] == "time limit"]
    assert bool(differs) is bool(timeouts)


def test_elements_with_text_and_a_form_within_are_read_alike(drawer: Path) -> None:
    text = f"""<GetClaimOutput xmlns="urn:a2a"><applicationId>77</applicationId>
      <phaseCacheId>LiabilityAdmitted</phaseCacheId><SentDate>2026-11-02T09:30:00Z</SentDate>
      <RepresentativeOrgPath>/CR00101</RepresentativeOrgPath><Odd Thing="x">kept</Odd>
      {CNF.partition("?>")[2]}</GetClaimOutput>"""
    (drawer / "a.xml").write_bytes(text.encode("utf-16"))
    told = move(drawer)["a.xml"]
    assert (told["outcome"], told["applicationId"]) == ("imported", "0000000000000077")
    assert Claim.objects.get().sent_at == datetime.fromisoformat("2026-11-02T09:30:00Z")
    assert {note["place"] for note in told["notes"] if note["kind"] == "unplaced"} == {
        "GetClaimOutput/Odd/@Thing",
        "GetClaimOutput/Odd",
    }


@pytest.mark.parametrize("phase", RTA.phases, ids=lambda phase: phase.code)
def test_every_phase_is_found_by_its_code_and_its_name(phase: Any) -> None:
    assert (
        phases_of(RTA)[normalised(phase.code)]
        == phases_of(RTA)[normalised(phase.name)]
        == phase.code
    )


def test_who_took_a_claim_out_is_known(drawer: Path) -> None:
    inside = '<ExitProcess><ExitCM code="2" comment="Small claim"/></ExitProcess>'
    (drawer / "a.xml").write_text(whole("Exit process", inside=inside))
    move(drawer)
    claim = Claim.objects.get()
    assert (claim.phase, claim.turn) == ("ExitProcess", "claimant-representative")
    document = Document.objects.get(kind="exit-claim")
    assert document.body == {"reason": "below-lower-limit", "comment": "Small claim"}
    assert document.side == "compensator"


def test_a_claim_that_ended_is_over(drawer: Path) -> None:
    facts = 'EndDate="2026-11-20"'
    (drawer / "a.xml").write_text(whole("Stage2SettlementPackConfirmationEnd", facts=facts))
    move(drawer)
    claim = Claim.objects.get()
    assert (claim.turn, claim.times_out_on) == ("", None)
    assert claim.ended_at is not None
    assert claim.ended_at.date() == date(2026, 11, 20)


def test_a_form_alone_becomes_a_claim_whose_clock_starts_now(drawer: Path, firm: Any) -> None:
    (drawer / "cnf.XML").write_text(CNF)
    told = move(drawer)["cnf.XML"]
    assert told["outcome"] == "imported"
    claim = Claim.objects.get()
    assert (claim.representative, claim.phase) == (firm, "ClaimSubmitted")
    assert (claim.sent_at, claim.times_out_on) == (make.NOW, date(2026, 12, 15))
    assert "SentDate" in {note["place"] for note in told["notes"]}


def test_the_operator_may_say_what_a_form_does_not(drawer: Path) -> None:
    other = make.organisation("CR00555")
    (drawer / "cnf.xml").write_text(CNF)
    move(drawer, representative="cr00555", sent_on=date(2026, 11, 2))
    claim = Claim.objects.get()
    assert claim.representative == other
    assert claim.times_out_on == date(2026, 11, 24)


def test_a_form_of_a_claim_that_came_whole_is_kept_beside_it(drawer: Path) -> None:
    (drawer / "a-form.xml").write_text(CNF)
    (drawer / "b-whole.xml").write_text(whole())
    told = move(drawer)
    assert told["a-form.xml"]["applicationId"] == told["b-whole.xml"]["applicationId"]
    assert Claim.objects.get().legacy_documents.count() == 2
