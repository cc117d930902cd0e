"""Old claims of which much is not written down: taken, told, and good to work with."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.documents.base import kind_of
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.conversion import FORMS
from claims_portal.claims.documents.outline import Question, outline
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.claims.process.elpl import EL
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.rta import RTA, RTA_UNTIL_2013
from tests import make
from tests.api.conftest import Clock
from tests.api.test_every_end import as_user, done, past_the_limit, sent
from tests.migration.test_claims import SECTIONS, move, pack, whole
from tests.migration.test_claims_elpl import sections
from tests.migration.test_claims_of_every_phase import forms_of, standing
from tests.migration.whole_claims import as_xml, exported
from tests.moves import (
    ACCEPTED,
    ADMITTED,
    COMP,
    COUNTER,
    COURT,
    CR,
    DAMAGES,
    DAMAGES_OFFERED,
    INTERIM,
    NEW_OFFER,
    NO_DAMAGES,
    NOT_AGREED,
    OFFERED,
    PACK,
    PARTIAL,
    body_of,
)

PHASES = [
    (process.version, phase.code)
    for process in (RTA, EL)
    for phase in process.phases
    if phase.code not in (process.first_phase, "ExitProcess")
] + [
    (RTA_UNTIL_2013.version, code)
    for code in ("LiabilityAdmitted", "StageOneCostsNotPaidEnd", "StartOfStage21")
]


@pytest.fixture(autouse=True)
def the_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    held = Clock()
    monkeypatch.setattr("claims_portal.clock.now", lambda: held.now)
    return held


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """The firm and the insurer that the files name, for claims of every type."""
    firm = make.organisation("CR00101", deals_with_elpl=True)
    insurer = make.organisation("COMP001", kind="COMP", deals_with_elpl=True)
    rta, elpl = Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ELPL_CLAIM_HANDLER
    return {
        CR: make.user(firm, rta, elpl, user_name="LAWYER"),
        COMP: make.user(
            insurer,
            Profile.COMP_RTA_CLAIM_HANDLER,
            Profile.COMP_ELPL_CLAIM_HANDLER,
            user_name="INSURER",
        ),
    }


@pytest.mark.parametrize(("version", "phase"), PHASES)
def test_whatever_can_be_done_in_a_phase_can_be_done_though_the_file_has_no_forms(
    people: dict[str, User], tmp_path: Path, version: str, phase: str
) -> None:
    process = PROCESSES[version]
    day = "2012-05-02" if version == "rta-2" else "2026-11-16"
    of_type = SECTIONS if process.claim_type == "rta" else sections(process.claim_type)
    (tmp_path / "a.xml").write_text(whole(phase, sent=day, sections=of_type))
    told = move(tmp_path)["a.xml"]
    assert told["outcome"] == "imported", told
    claim = Claim.objects.get()
    assert (claim.phase, claim.process_version) == (phase, version)
    wanted = process.phase_by_code[phase]
    assert claim.turn == (wanted.turn.value if wanted.turn else "")
    assert bool(claim.times_out_on) is bool(wanted.limit)
    for user in people.values():
        told = as_user(user, make.NOW).get(f"/claims/{claim.pk}").json()
        for one in told["actions"]:
            with transaction.atomic():
                try_out(claim, one["name"], user)
                transaction.set_rollback(True)


def try_out(claim: Claim, action: str, user: User) -> None:
    """It is done, or refused with a reason: a limit that passed, figures of a pack not there."""
    takes = claim.process.document_of_action[action]
    answer = as_user(user, make.NOW).act(claim, action, filled_in(claim, takes))
    assert answer.status_code in (200, 409, 422), (action, answer.content)
    if answer.status_code == 200:
        after = Claim.objects.get(pk=claim.pk)
        assert bool(after.times_out_on) is bool(after.phase_row.limit)


def filled_in(claim: Claim, takes: Any) -> dict[str, Any]:
    if takes in CNF_TYPES.values():
        return make.cnf(claim.claim_type, compensator=claim.compensator)
    if takes in FORMS:
        return body_of(claim, kind_of(takes).partition("-")[2].replace("-", "_"), {})
    return {item.name: said(item) for item in outline(takes).items if isinstance(item, Question)}


def said(question: Question) -> Any:
    if question.kind == "flag":
        return True
    if question.kind == "date":
        return str(date(2027, 3, 1))
    if question.choices:
        return next(iter(question.choices)).value
    return "NM/26/1"


FRIDAY = 4
WHERE = {
    "accepted": [*ACCEPTED["rta"]],
    "admitted": [*ACCEPTED["rta"], *ADMITTED[:1]],
    "interim asked": [*ACCEPTED["rta"], *ADMITTED, *INTERIM],
    "interim offered": [*ACCEPTED["rta"], *ADMITTED, *INTERIM, PARTIAL],
    "pack sent": [*ACCEPTED["rta"], *ADMITTED, *PACK],
    "offered": [*ACCEPTED["rta"], *ADMITTED, *PACK, OFFERED],
    "countered": [*ACCEPTED["rta"], *ADMITTED, *PACK, OFFERED, COUNTER],
    "offered anew": [*ACCEPTED["rta"], *ADMITTED, *PACK, OFFERED, COUNTER, NEW_OFFER],
    "damages asked": [*ACCEPTED["rta"], *ADMITTED, *PACK, *NOT_AGREED, *DAMAGES],
    "damages offered": [*ACCEPTED["rta"], *ADMITTED, *PACK, *NOT_AGREED, *DAMAGES, DAMAGES_OFFERED],
    "to court": [
        *ACCEPTED["rta"], *ADMITTED, *PACK, *NOT_AGREED, *NO_DAMAGES["rta"], *COURT[:2],
    ],
    "out": [*ACCEPTED["rta"], *ADMITTED, (CR, "exit-claim", {"reason": "too-complex"})],
    "ended": [*ACCEPTED["rta"], *ADMITTED, *PACK, *NOT_AGREED, *NO_DAMAGES["rta"], *COURT],
}  # fmt: skip
"""Where a claim stands once its last form was sent, and nothing else was done since."""


@pytest.fixture
def claim_at(lawyer: User, insurer: User, the_clock: Clock) -> Any:
    """A claim played to one of these places, a step each working day."""

    def played(where: str) -> Claim:
        people = {CR: lawyer, COMP: insurer}
        claim = sent("rta", people)
        for who, action, says in WHERE[where]:
            the_clock.now += timedelta(days=3 if the_clock.now.weekday() == FRIDAY else 1)
            claim = done(people[who], claim, action, says, the_clock)
        return claim

    return played


def taken_in(claim: Claim, drawer: Path, **left_out: bool) -> tuple[Claim, dict[str, str]]:
    """The claim for the same two, and what was told of it by place."""
    to = claim.representative, claim.compensator
    number = Claim.objects.latest("pk").pk + 1
    (drawer / "a.xml").write_bytes(as_xml(exported(claim, to=to, number=number, **left_out)))
    told = move(drawer)["a.xml"]
    assert told["outcome"] == "imported", told
    return Claim.objects.get(pk=number), {note["place"]: note["says"] for note in told["notes"]}


@pytest.mark.parametrize("where", WHERE)
def test_where_a_claim_is_follows_from_what_was_sent_last(
    claim_at: Any, tmp_path: Path, where: str
) -> None:
    claim = claim_at(where)
    moved, told = taken_in(claim, tmp_path, phase=False, limit=False)
    assert standing(moved) == standing(claim)
    assert set(told) == {"phaseCacheId"}


@pytest.mark.parametrize("where", [name for name in WHERE if name not in ("accepted", "ended")])
def test_forms_without_their_days_are_put_in_order(
    claim_at: Any, tmp_path: Path, where: str
) -> None:
    claim = claim_at(where)
    moved, told = taken_in(claim, tmp_path, dated=False)
    assert moved.phase == claim.phase
    assert moved.times_out_on == claim.times_out_on
    assert [one[:3] for one in forms_of(moved)] == [one[:3] for one in forms_of(claim)]
    days = [one[3] for one in forms_of(moved)]
    assert days == sorted(days)
    assert told
    assert all("does not say when it was sent" in says for says in told.values())


@pytest.mark.parametrize(
    ("where", "fact"),
    [
        ("interim asked", "interim_pack_sent_on"),
        ("pack sent", "settlement_pack_sent_on"),
        ("offered", "settlement_pack_sent_on"),
        ("damages asked", "additional_damages_sent_on"),
    ],
)
def test_the_old_limit_tells_when_its_pack_was_sent(
    claim_at: Any, tmp_path: Path, where: str, fact: str
) -> None:
    claim = claim_at(where)
    moved, _ = taken_in(claim, tmp_path, dated=False)
    assert getattr(moved.state.facts, fact) == getattr(claim.state.facts, fact)


def test_without_day_or_limit_a_pack_counts_as_sent_with_the_move(
    people: dict[str, User], tmp_path: Path
) -> None:
    inside = pack("rta_liability_response") + pack("rta_settlement_pack_request")
    (tmp_path / "a.xml").write_text(whole("Stage2SettlementPackDecision", inside=inside))
    notes = {note["place"]: note["says"] for note in move(tmp_path)["a.xml"]["notes"]}
    assert notes == {
        name: "2026-11-23: the document does not say when it was sent; at the latest then"
        for name in ("InsurerResponseA2A", "Stage2SettlementPackRequest")
    }
    assert Claim.objects.get().times_out_on == date(2026, 12, 15)


def test_a_form_that_must_have_been_sent_is_missed(people: dict[str, User], tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(whole("InterimPaymentDecision"))
    notes = {note["place"]: note["says"] for note in move(tmp_path)["a.xml"]["notes"]}
    assert set(notes) == {"InsurerResponseA2A", "InterimSettlementPackRequest"}
    assert all("is not in the file" in says for says in notes.values())


def test_a_form_that_comes_too_early_is_kept_and_told(
    people: dict[str, User], tmp_path: Path
) -> None:
    inside = pack("rta_liability_response", DateOfResponse="2026-11-10")
    (tmp_path / "a.xml").write_text(whole("LiabilityDecision", inside=inside))
    (note,) = move(tmp_path)["a.xml"]["notes"]
    assert "has no place on the way" in note["says"]
    assert Claim.objects.get().phase == "LiabilityDecision"
    assert Document.objects.filter(kind="rta-liability-response").exists()


@pytest.mark.parametrize("rejected_first", [True, False])
def test_packs_in_rounds_are_answered_one_by_one(
    people: dict[str, User], tmp_path: Path, rejected_first: bool
) -> None:
    """All packs, then all answers, then the rejection: by their numbers each finds its own."""
    answered = 2 if rejected_first else 1
    inside = (
        pack("rta_liability_response", DateOfResponse="2026-11-03")
        + pack("rta_interim_pack_request", DateOfRequest="2026-11-05", InterimPaymentNumber="1")
        + pack("rta_interim_pack_request", DateOfRequest="2026-11-12", InterimPaymentNumber="2")
        + pack("rta_interim_pack_response", InterimPaymentNumber=str(answered))
        + '<InterimPackRejected comment="No report is awaited."/>'
    )
    phase = (
        "AcceptanceOfPartialInterimPayment" if rejected_first else "InterimSettlementPackRejected"
    )
    (tmp_path / "a.xml").write_text(whole(phase, inside=inside))
    assert move(tmp_path)["a.xml"]["outcome"] == "imported"
    kinds = list(Document.objects.order_by("number").values_list("kind", flat=True))[2:]
    asked, answer, no = (
        "rta-interim-pack-request", "rta-interim-pack-response", "reject-interim-pack",
    )  # fmt: skip
    between = [no, asked, answer] if rejected_first else [answer, asked, no]
    assert kinds == [asked, *between]
    facts = Claim.objects.get().state.facts
    assert facts.interim_packs == 2
    assert facts.interim_pack_sent_on == date(2026, 11, 12)
    assert bool(facts.interim_paid) is not rejected_first


def test_names_of_commands_and_text_in_elements_are_read(
    people: dict[str, User], tmp_path: Path
) -> None:
    request = pack("rta_settlement_pack_request").replace(
        "Stage2SettlementPackRequest", "Stage2SPFRequest"
    )
    inside = f"""{pack("rta_liability_response").replace("InsurerResponseA2A", "InsurerResponse")}
      <Stage2><DateOfRequest>10/11/2026</DateOfRequest>{request}</Stage2>
      <CurrentTimeout><SelectedTimeOut>2026-12-04</SelectedTimeOut>
        <TimeOutType>3</TimeOutType></CurrentTimeout>"""
    (tmp_path / "a.xml").write_text(whole("S2SP decision", inside=inside))
    notes = [note["place"] for note in move(tmp_path)["a.xml"]["notes"]]
    assert notes == ["time limit", "InsurerResponseA2A"]
    claim = Claim.objects.get()
    assert claim.times_out_on == date(2026, 12, 4)
    assert claim.state.facts.settlement_pack_sent_on == date(2026, 11, 10)
    assert claim.state.facts.settlement_limit_agreed == date(2026, 12, 4)


def test_a_claim_of_before_2013_has_its_stage_1_costs_confirmed(
    people: dict[str, User], tmp_path: Path, the_clock: Clock
) -> None:
    the_clock.now = datetime.fromisoformat("2012-05-10T09:00:00Z")
    inside = pack("rta_liability_response", DateOfResponse="2012-05-08")
    (tmp_path / "a.xml").write_text(whole("LiabilityAdmitted", sent="2012-04-25", inside=inside))
    move(tmp_path)
    claim = Claim.objects.get()
    assert (claim.process_version, claim.times_out_on) == ("rta-2", date(2012, 5, 23))
    claim = done(people[CR], claim, "set-stage-1-payment", {"received": True}, the_clock)
    assert claim.phase == "StartOfStage21"


@pytest.mark.parametrize(
    ("version", "expected"), [("2", "rta-2"), ("3.1", "rta-7"), ("7", "rta-7")]
)
def test_a_version_that_the_file_gives_goes_before_the_day(
    people: dict[str, User], tmp_path: Path, version: str, expected: str
) -> None:
    facts = f'versionMajor="{version}"'
    (tmp_path / "a.xml").write_text(whole("StartOfStage21", sent="2012-04-25", facts=facts))
    move(tmp_path)
    assert Claim.objects.get().process_version == expected


@pytest.mark.parametrize("flagged", ["1", ""])
def test_a_childs_settlement_goes_to_court(
    people: dict[str, User], tmp_path: Path, the_clock: Clock, flagged: str
) -> None:
    """By the flag of the old platform, or where it has none by the birthday."""
    inside = "".join(
        pack(name, **{day: "2026-11-10"})
        for name, day in (
            ("rta_liability_response", "DateOfResponse"),
            ("rta_settlement_pack_request", "DateOfRequest"),
            ("rta_settlement_pack_response", "DateOfResponse"),
        )
    )
    facts = f'isClaimantChildAtStage2Agreement="{flagged}"' if flagged else ""
    born = SECTIONS if flagged else SECTIONS.replace("1988-03-09", "2012-03-09")
    text = whole("Stage2SettlementPackConfirmed", inside=inside, facts=facts, sections=born)
    (tmp_path / "a.xml").write_text(text)
    move(tmp_path)
    claim = Claim.objects.get()
    assert claim.state.facts.child_at_settlement_agreement is True
    claim = done(people[CR], claim, "acknowledge-settlement-confirmed", {}, the_clock)
    assert claim.phase == "StartOfAdditionalDamages"


def test_a_claim_that_went_on_after_a_rejection_keeps_it_in_its_history(
    people: dict[str, User], tmp_path: Path, the_clock: Clock
) -> None:
    (tmp_path / "a.xml").write_text(whole("LiabilityDecision", inside='<Rejection code="0"/>'))
    assert move(tmp_path)["a.xml"]["notes"] == []
    tags = [event.tag for event in Event.objects.order_by("number")]
    assert tags == [
        "claim:notification:sent", "claim:notification:rejected", "claim:migration:imported",
    ]  # fmt: skip
    assert past_the_limit(Claim.objects.get(), the_clock).phase == "LiabilityDecisionTimeout"
