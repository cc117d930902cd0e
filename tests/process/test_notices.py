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
from claims_portal.claims.process.warnings import WARNINGS

CR, COMP = Side.CLAIMANT_REPRESENTATIVE, Side.COMPENSATOR
STEPS = {step.event: step for process in PROCESSES.values() for step in process.steps}
EXPIRIES = {
    phase.expiry.event: phase.expiry
    for process in PROCESSES.values()
    for phase in process.phases
    if phase.expiry
}
EVENTS = {*STEPS, *EXPIRIES} | {
    tag for warning in WARNINGS.values() for tag in (warning.days_left, warning.reached)
}
BY_THE_SYSTEM = {
    "notification:drafted", "migration:imported", "time-limit:changed", "time-limit:kept",
}  # fmt: skip


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


def test_rows_that_no_step_and_no_warning_has_are_those_of_the_system() -> None:
    left_over = set(NOTICES) - EVENTS - BY_THE_SYSTEM
    subjects = {warning.subject for warning in WARNINGS.values()}
    assert {tag for tag in left_over if tag.partition(":")[0] in subjects} == set()
