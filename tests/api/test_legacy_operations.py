"""Every operation of the old interface became an action, a call, or was given up with a reason."""

import json
import re

import pytest

from claims_portal.api.legacy_operations import ACTION, BECAME, CALL, GONE, OLD, Became
from claims_portal.api.urls import PREFIX, openapi_document
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.sides import Side

PATHS = json.loads(openapi_document())["paths"]
SIDES = {
    "CR": {Side.CLAIMANT_REPRESENTATIVE},
    "COMP": {Side.COMPENSATOR},
    "both": set(Side),
}
each = pytest.mark.parametrize("became", BECAME, ids=lambda one: one.operation)


def test_all_operations_are_there_once() -> None:
    assert len(OLD) == 82
    assert sorted(one.operation for one in BECAME) == sorted(OLD)


@each
def test_what_it_became_exists(became: Became) -> None:
    if became.kind == ACTION:
        assert any(became.what in process.document_of_action for process in PROCESSES.values())
    elif became.kind == CALL and became.what != "POST oauth/token":
        method, _, route = became.what.partition(" ")
        path = f"/{PREFIX}" + re.sub(r"<\w+:(\w+)>", r"{\1}", route)
        assert method.lower() in PATHS[path]
    else:
        assert became.kind in (CALL, GONE)
        assert became.what


@each
def test_an_action_is_in_the_processes_that_had_the_operation(became: Became) -> None:
    if became.kind != ACTION:
        return
    old = OLD[became.operation]
    types = {one.claim_type for one in PROCESSES.values() if became.what in one.document_of_action}
    assert ("rta" in types) == old.for_rta
    assert bool(types & {"el", "eld", "pl"}) == old.for_elpl


@each
def test_an_action_is_of_the_side_that_called_the_operation(became: Became) -> None:
    caller = OLD[became.operation].caller
    if became.kind != ACTION or caller not in SIDES:
        return
    steps = [step for one in PROCESSES.values() for step in one.steps if step.action == became.what]
    assert {step.side for step in steps} <= SIDES[caller]
