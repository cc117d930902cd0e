"""Whatever the contract allows, and much it does not, is answered as the contract says.

A few requests an operation, the same each time; `make fuzz` sends many, others each time.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import Phase, settings
from schemathesis import Case

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.api.urls import openapi_document
from tests.api.fuzzing import EXAMPLES, LONG, World, bounded, call, contract, scenarios

CONTRACT: Any = contract(openapi_document())
WHOEVER_MAY = "whoever may"


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The WSGI application answers inside the test's transaction, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def world(lawyer: User, insurer: User, stranger: User) -> World:
    return World.made(lawyer, insurer, stranger)


@CONTRACT.parametrize()
@bounded
def test_a_call_is_answered_as_the_contract_says(case: Case, world: World) -> None:
    """Beside what Hypothesis draws, schemathesis tries each limit of each field and parameter."""
    world.aim(case)
    call(case, world.sender_of(case))


@pytest.mark.parametrize("sender", [WHOEVER_MAY, "alone", "stranger", *map(str, Profile)])
def test_calls_that_follow_each_other_are_answered_as_the_contract_says(
    sender: str, world: World
) -> None:
    """What a call made is there for the next one, until a call takes it away."""
    scenario = type("Scenario", (scenarios(),), {"world": world, "sender": sender})
    usual = 20 if sender == WHOEVER_MAY else 4
    scenario.run(
        settings=settings(
            bounded,
            max_examples=EXAMPLES if LONG else usual,
            stateful_step_count=10,
            phases=[Phase.generate],  # shrinking a walk takes minutes, and shows no more
        )
    )
