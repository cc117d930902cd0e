"""A claim in any phase comes over from the old platform and goes on as if it were made here.

Each way that a claim can take is played; before every move the claim is exported as the old
whole-claim XML, taken in for another firm and another insurer, and both make the same move.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.documents.conversion import FORM_OF_KIND
from claims_portal.claims.models import Claim
from tests import make
from tests.api.conftest import Clock
from tests.api.test_every_end import (
    CASES,
    as_user,
    done,
    morning_of,
    past_the_limit,
    players,
    sent,
)
from tests.migration.test_claims import move
from tests.migration.whole_claims import as_xml, exported
from tests.moves import COMP, CR

__all__ = ["players"]


@pytest.fixture
def the_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    held = Clock()
    monkeypatch.setattr("claims_portal.clock.now", lambda: held.now)
    return held


@pytest.fixture
def others(db: None) -> dict[str, User]:
    """Another firm and another insurer, to whom the claims come over."""
    firm = make.organisation("CR00777", deals_with_elpl=True)
    insurer = make.organisation("COMP777", kind="COMP", deals_with_elpl=True)
    return {
        CR: make.user(firm, Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ELPL_CLAIM_HANDLER),
        COMP: make.user(insurer, Profile.COMP_RTA_CLAIM_HANDLER, Profile.COMP_ELPL_CLAIM_HANDLER),
    }


ALIKE = ("court", "interim extended, not paid", "silent on a counter offer")
"""ELD and PL differ from EL in their notification form and liability limit alone."""
PLAYED = [case for case in CASES if case[0] in ("rta", "el") or case[1] in ALIKE]


@pytest.mark.parametrize(
    ("claim_type", "name", "moves", "end"),
    PLAYED,
    ids=[f"{claim_type}: {name}" for claim_type, name, *_ in PLAYED],
)
def test_it_goes_on_exactly_as_the_claim_it_was(
    players: dict[str, User],
    others: dict[str, User],
    the_clock: Clock,
    tmp_path: Path,
    claim_type: str,
    name: str,
    moves: list[Any],
    end: str,
) -> None:
    claim = sent(claim_type, players)
    for step in [*moves, None]:
        moved = moved_over(claim, others, tmp_path)
        assert standing(moved) == standing(claim)
        assert forms_of(moved) == forms_of(claim)
        for side in (CR, COMP):
            assert offered(moved, others[side], the_clock) == offered(
                claim, players[side], the_clock
            )
        if step:
            before = the_clock.now
            moved = made(step, moved, others, the_clock)
            the_clock.now = before
            claim = made(step, claim, players, the_clock)
            assert standing(moved) == standing(claim)
    assert claim.phase == end


def moved_over(claim: Claim, others: dict[str, User], drawer: Path) -> Claim:
    number = Claim.objects.latest("pk").pk + 1
    to = others[CR].organisation, others[COMP].organisation
    (drawer / "claim.xml").write_bytes(as_xml(exported(claim, to=to, number=number)))
    told = move(drawer)["claim.xml"]
    assert told["outcome"] == "imported", told
    assert told["notes"] == []
    return Claim.objects.get(pk=number)


def standing(claim: Claim) -> dict[str, Any]:
    """All that the process goes by, but whose claim it is."""
    facts = {name: fact for name, fact in claim.facts.items() if name != "compensatorCode"}
    return {
        "phase": claim.phase,
        "turn": claim.turn,
        "times_out_on": claim.times_out_on,
        "ended_at": claim.ended_at,
        "sent_at": claim.sent_at,
        "version": claim.process_version,
        "facts": facts,
    }


def forms_of(claim: Claim) -> list[tuple[Any, ...]]:
    return [
        (one.kind, one.body, one.side, one.sent_at)
        for one in claim.documents.order_by("number")
        if one.kind in FORM_OF_KIND
    ]


def offered(claim: Claim, user: User, the_clock: Clock) -> list[str]:
    answer = as_user(user, the_clock.now).get(f"/claims/{claim.pk}").json()
    return [one["name"] for one in answer["actions"]]


def made(step: Any, claim: Claim, people: dict[str, User], the_clock: Clock) -> Claim:
    who, action, says = step
    if action == "silence":
        return past_the_limit(claim, the_clock)
    if action == "wait":
        the_clock.now = morning_of(claim, timedelta(days=-1))
        return claim
    return done(people[who], claim, action, says, the_clock)
