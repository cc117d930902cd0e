"""EL, ELD and PL claims of the old platform."""

import json
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims.documents.conversion import xml_of_json
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.organisations.models import Organisation
from tests import make
from tests.migration.test_claims import move, pack, whole

SAMPLE = resources.files("claims_portal.samples").joinpath("el_cnf.xml").read_text("utf-8")


@pytest.fixture(autouse=True)
def _the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)


@pytest.fixture
def drawer(tmp_path: Path, liability_lawyer: User, liability_insurer: User) -> Path:
    """Of the firm that the sample form names, and the insurer that its forms are sent to."""
    firm = Organisation.objects.filter(pk=liability_lawyer.organisation_id)
    firm.update(name="Harbour Row Solicitors")
    return tmp_path


def sections(claim_type: str, compensator: Organisation | None = None) -> str:
    """What a whole claim holds of its notification form."""
    body = make.cnf(claim_type, compensator=compensator)
    text = xml_of_json(json.dumps(body).encode(), {}).output.decode()
    return text.partition("<DocumentInput>")[2].partition("</DocumentInput>")[0]


def claim_of(claim_type: str, phase: str, inside: str = "") -> str:
    text = whole(phase, sections=sections(claim_type), inside=inside)
    for old, new in (
        ("/CR00101", "/CR00105"), ("/COMP001/001", "/COMP005/001"),
        ('"lawyer"', '"LIABLAW"'), ('"INSURER"', '"LIABINS"'),
    ):  # fmt: skip
        text = text.replace(old, new)
    return text


def test_the_sample_form_becomes_a_claim_that_was_sent(
    drawer: Path, liability_lawyer: User, liability_insurer: User
) -> None:
    code = liability_insurer.organisation.code
    (drawer / "el.xml").write_text(SAMPLE.replace("COMP002", code))
    told = move(drawer)["el.xml"]
    assert told["outcome"] == "imported", told
    claim = Claim.objects.get()
    assert (claim.claim_type, claim.process_version) == ("el", "el-6")
    assert (claim.phase, claim.turn) == ("ClaimSubmitted", "compensator")
    assert claim.compensator == liability_insurer.organisation
    # 30 business days from the notification on 9 November 2026, wherever the form lay since.
    assert claim.times_out_on == date(2026, 12, 22)
    document = Document.objects.get()
    assert document.kind == "el-cnf"
    assert document.body == make.cnf("el", compensator=None) | {
        "defendant": document.body["defendant"]
    }


@pytest.mark.parametrize("claim_type", ["el", "eld", "pl"])
def test_a_whole_claim_goes_on_as_any_other(
    drawer: Path, liability_lawyer: User, liability_insurer: User, claim_type: str
) -> None:
    (drawer / "a.xml").write_text(claim_of(claim_type, "Claim acknowledged"))
    told = move(drawer)["a.xml"]
    assert (told["outcome"], told["applicationId"]) == ("imported", "0000000000401234"), told
    claim = Claim.objects.visible_to(liability_insurer.as_actor()).get()
    assert (claim.claim_type, claim.phase) == (claim_type, "ClaimAcknowledged")
    tags = Event.objects.order_by("number").values_list("tag", "row")
    assert list(tags) == [("claim:notification:sent", "E0"), ("claim:migration:imported", "")]
    assert str(claim.state.facts.notified_on) == "2026-11-09"
    claim = make.act(claim, "accept-claim", {"compensatorReference": "F1"}, by=liability_insurer)
    claim = make.act(
        claim, "send-liability-decision", "elpl_liability_response", by=liability_insurer
    )
    assert claim.phase == "LiabilityAdmitted"


def test_its_forms_become_documents_of_its_kind(drawer: Path) -> None:
    inside = pack("elpl_liability_response") + pack(
        "elpl_settlement_pack_request", DateOfRequest="2026-11-20"
    )
    (drawer / "a.xml").write_text(claim_of("pl", "Stage2SettlementPackDecision", inside))
    told = move(drawer)["a.xml"]
    assert told["outcome"] == "imported", told
    kinds = Document.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["pl-cnf", "elpl-liability-response", "elpl-settlement-pack-request"]
    rows = Event.objects.order_by("number").values_list("row", flat=True)
    assert list(rows) == ["E0", "E4", "E15", ""]


def test_a_phase_of_rta_alone_is_not_known(drawer: Path) -> None:
    (drawer / "a.xml").write_text(claim_of("el", "Article75Decision"))
    told = move(drawer)["a.xml"]
    assert (told["outcome"], "is not known" in told["reason"]) == ("kept aside", True)


def test_an_accident_without_its_day_is_refused_and_a_disease_needs_none(drawer: Path) -> None:
    (drawer / "eld.xml").write_text(claim_of("eld", "LiabilityDecision"))
    (drawer / "pl.xml").write_text(
        claim_of("pl", "LiabilityDecision")
        .replace(' AccidentDate="2026-10-05"', "")
        .replace("0000000000401234", "0000000000401235")
    )
    told = move(drawer)
    assert told["eld.xml"]["outcome"] == "imported"
    assert told["pl.xml"]["outcome"] == "refused"
    assert "The date of the accident is not given" in told["pl.xml"]["reason"]
