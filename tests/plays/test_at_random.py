"""Hypothesis plays both sides of claims of every type, with a moving clock."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.api.conftest import Clock, the_clock
from tests.files.conftest import own_store
from tests.plays.machine import BothSides

__all__ = ["own_store", "the_clock"]

PLAYS, STEPS = 4, 20
"""About four seconds a type. For a night of it: more plays."""

playing = settings(
    max_examples=PLAYS,
    stateful_step_count=STEPS,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    print_blob=True,
)


@pytest.mark.parametrize("claim_type", ["rta", "el", "eld", "pl"])
def test_both_sides_at_random(db: None, the_clock: Clock, claim_type: str) -> None:
    known = {"claim_type": claim_type, "clock": the_clock}
    plays = type(f"BothSidesOf{claim_type.title()}", (BothSides,), known)
    run_state_machine_as_test(plays, settings=playing)
