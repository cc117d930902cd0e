"""The table of notices has a row for every event, and says what the old portal said."""

import pytest

from claims_portal.claims.process.notices import (
    NOTICES,
    Audience,
    about_claim,
    notice_of,
    sides_told,
    text_of,
)
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.warnings import NOT_WARNED, WARNINGS

CR, COMP = Side.CLAIMANT_REPRESENTATIVE, Side.COMPENSATOR
STEPS = {step.event: step for process in PROCESSES.values() for step in process.steps}
EXPIRIES = {
    phase.expiry.event: phase.expiry
    for process in PROCESSES.values()
    for phase in process.phases
    if phase.expiry
}
WARNED = [
    (WARNINGS[phase.code], phase)
    for process in PROCESSES.values()
    for phase in process.phases
    if phase.code in WARNINGS
]
EVENTS = (
    {*STEPS, *EXPIRIES}
    | {warning.days_left for warning, _ in WARNED}
    | {warning.reached for warning, phase in WARNED if phase.expiry is None}
)
BY_THE_SYSTEM = {
    "notification:drafted", "migration:imported", "time-limit:changed", "time-limit:kept",
    "attachment:added", "attachment:taken-back", "attachment:infected",
    "notification:reassigned",
}  # fmt: skip

BESIDE_THE_TABLES = {"notification:reassigned", "transfer:moved"}
"""Verbs of their own: `claims.reassignment`, and the package `transfers`."""


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_every_event_has_a_row(event: str) -> None:
    assert event in NOTICES
    assert notice_of(f"claim:{event}") is NOTICES[event]


@pytest.mark.parametrize("event", sorted(NOTICES))
def test_a_notice_is_shorter_than_500_characters_and_names_the_claim(event: str) -> None:
    says = STEPS[event].says if event in STEPS else "x" * 200
    text = text_of(event, says, "0000000000000017")
    assert text.count("0000000000000017") == 1
    assert len(text) < 500
    assert "{" not in text


@pytest.mark.parametrize("event", sorted(EXPIRIES))
def test_both_sides_are_told_of_a_limit_that_was_reached(event: str) -> None:
    assert sides_told(event, by=None, turn=CR) == {CR, COMP}
    assert text_of(event, EXPIRIES[event].says, "17").endswith(" for claim 17: time limit reached")


@pytest.mark.parametrize(
    ("event", "by", "told"),
    [
        ("notification:sent", CR, {COMP}),
        ("notification:accepted", COMP, {CR}),
        ("liability:denied", COMP, {CR}),
        ("liability:admission-acknowledged", CR, set()),
        ("settlement:pack-sent", CR, {COMP}),
        ("exit:exited", CR, {COMP}),
        ("exit:exited", COMP, {CR}),
        ("liability:days-left", None, {COMP}),
        ("time-limit:changed", None, {CR, COMP}),
        ("nobody-knows:this", CR, set()),
    ],
)
def test_who_is_told(event: str, by: Side | None, told: set[Side]) -> None:
    assert sides_told(event, by=by, turn=COMP) == told


@pytest.mark.parametrize("turn", [CR, COMP])
def test_a_counter_offer_that_is_due_is_told_to_who_holds_the_claim(turn: Side) -> None:
    assert NOTICES["counter-offer:days-left"].to is Audience.HOLDER
    assert sides_told("counter-offer:days-left", by=None, turn=turn) == {turn}


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("Liability decision: 5 days left", "Liability decision for claim 17: 5 days left"),
        ("Liability admitted", "Liability admitted for claim 17"),
        ("Claim taken out by the compensator", "Claim 17 taken out by the compensator"),
        (
            "The claim was transferred from One to Other",
            "The claim 17 was transferred from One to Other",
        ),
    ],
)
def test_an_event_is_told_of_its_claim(says: str, told: str) -> None:
    assert about_claim(says, "17") == told


def test_there_is_no_row_of_an_event_that_never_happens() -> None:
    assert set(NOTICES) == EVENTS | BY_THE_SYSTEM | BESIDE_THE_TABLES


def test_a_phase_is_warned_of_or_listed_as_one_that_is_not() -> None:
    under_a_limit = {
        phase.code for process in PROCESSES.values() for phase in process.phases if phase.limit
    }
    assert not set(WARNINGS) & NOT_WARNED
    assert under_a_limit == set(WARNINGS) | NOT_WARNED


def test_warnings_come_five_days_before_liability_and_three_before_the_others() -> None:
    assert {warning.subject: warning.days for warning in WARNINGS.values()} == {
        "liability": 5,
        "interim": 3,
        "settlement": 3,
        "counter-offer": 3,
        "additional-damages": 3,
    }
