"""Who sees which claim where: process facts 6 and identity facts 1.2, 1.3 as one table.

Every profile, in the branch of a claim and in another, as the one to whom claims are
allocated and as a colleague, is asked for every claim in every way: worklist, search, the
claim, its history and its notices, over the API and on the pages.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import drafts
from claims_portal.claims.models import Claim
from claims_portal.organisations.models import Organisation
from tests import make
from tests.api.conftest import Caller, caller

CR, COMP = "claimant-representative", "compensator"

# fmt: off
STATES: tuple[tuple[str, str, str, bool], ...] = (
    # where a claim stands: its name here, the phase, whose turn, accepted by the compensator
    ("draft",    "ClaimDataInput",                      CR,   False),
    ("new",      "ClaimSubmitted",                      COMP, False),
    ("accepted", "LiabilityDecision",                   COMP, True),
    ("theirs",   "LiabilityAdmitted",                   CR,   True),
    ("ended",    "Stage2SettlementPackConfirmationEnd", "",   True),
)
SEES: dict[Profile, tuple[str, str, bool, bool]] = {
    # profile: its side, its claims, only of its branch, only before acceptance
    Profile.CR_RTA_CLAIM_HANDLER:           ("CR",   "rta",  False, False),
    Profile.CR_ELPL_CLAIM_HANDLER:          ("CR",   "elpl", False, False),
    Profile.CR_RTA_TEAM_LEADER:             ("CR",   "rta",  False, False),
    Profile.CR_ELPL_TEAM_LEADER:            ("CR",   "elpl", False, False),
    Profile.COMP_RTA_CLAIM_HANDLER:         ("COMP", "rta",  False, False),
    Profile.COMP_ELPL_CLAIM_HANDLER:        ("COMP", "elpl", False, False),
    Profile.COMP_RTA_TEAM_LEADER:           ("COMP", "rta",  False, False),
    Profile.COMP_ELPL_TEAM_LEADER:          ("COMP", "elpl", False, False),
    Profile.COMP_RTA_BRANCH_CLAIM_HANDLER:  ("COMP", "rta",  True,  False),
    Profile.COMP_ELPL_BRANCH_CLAIM_HANDLER: ("COMP", "elpl", True,  False),
    Profile.COMP_RTA_CLAIM_DISPATCHER:      ("COMP", "rta",  False, True),
    Profile.COMP_ELPL_CLAIM_DISPATCHER:     ("COMP", "elpl", False, True),
    Profile.COMP_RTA_BRANCH_DISPATCHER:     ("COMP", "rta",  True,  True),
    Profile.COMP_ELPL_BRANCH_DISPATCHER:    ("COMP", "elpl", True,  True),
    # None of these gives a claim to see.
    Profile.CR_ADMINISTRATOR:               ("CR",   "none", False, False),
    Profile.COMP_ADMINISTRATOR:             ("COMP", "none", False, False),
    Profile.DELETE_CLAIMS:                  ("CR",   "none", False, False),
    Profile.SEARCH_ARCHIVED_CLAIMS:         ("COMP", "none", False, False),
}
# fmt: on
TYPES = {"rta": ("rta",), "elpl": ("el", "eld", "pl"), "none": ()}


@dataclass(frozen=True)
class Made:
    """A claim of the world, as the table speaks of it."""

    pk: int
    claim_type: str
    state: str
    turn: str
    accepted: bool
    branch: str
    holder: str
    """The User ID to whom its side allocated it, or nobody."""


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: make.NOW.date())


@pytest.fixture
def parties(db: None) -> dict[str, Organisation]:
    found = {"CR": make.organisation("CR00101"), "COMP": make.organisation("COMP001", kind="COMP")}
    Organisation.objects.update(deals_with_elpl=True)
    make.branch(found["COMP"], "002")
    make.branch(found["CR"], "002")
    return {side: Organisation.objects.get(pk=one.pk) for side, one in found.items()}


def world(parties: dict[str, Organisation], holder: User) -> list[Made]:
    """A claim of each type and state, at either branch, with the holder and with nobody."""
    profiles = {
        "CR": (Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ELPL_CLAIM_HANDLER),
        "COMP": (Profile.COMP_RTA_CLAIM_HANDLER, Profile.COMP_ELPL_CLAIM_HANDLER),
    }
    lawyer, insurer = (make.user(parties[side], *profiles[side]) for side in ("CR", "COMP"))
    made = []
    for claim_type in ("rta", "el"):
        for state, phase, turn, accepted in STATES:
            claim = place(claim_type, state, phase, turn, lawyer, insurer)
            for branch in ("001", "002") if state != "draft" else ("",):
                for held in (False, True):
                    pk = copy_of(claim, parties["COMP"], branch, holder if held else None)
                    name = holder.user_name if held else ""
                    made.append(Made(pk, claim_type, state, turn, accepted, branch, name))
            Claim.objects.filter(pk=claim.pk).delete()
    return made


def place(claim_type: str, state: str, phase: str, turn: str, lawyer: User, insurer: User) -> Claim:
    if state == "draft":
        return drafts.start(claim_type=claim_type, body={}, by=lawyer.as_actor(), at=make.NOW).claim
    body = make.cnf(claim_type, compensator=insurer.organisation)
    if claim_type == "rta":
        return make.claim(lawyer=lawyer, insurer=insurer, body=body, at=phase)
    claim = make.claim(lawyer=lawyer, insurer=insurer, body=body)
    if state == "new":
        return claim
    claim = make.act(claim, "acknowledge-claim", {}, by=insurer)
    claim = make.act(claim, "accept-claim", {"compensatorReference": "X/1"}, by=insurer)
    # How it came further is not what is looked at here.
    claim.phase, claim.turn = phase, turn
    claim.ended_at = make.NOW if state == "ended" else None
    return claim


def copy_of(claim: Claim, insurer: Organisation, branch: str, holder: User | None) -> int:
    """Of its events only the first, which is news to the compensator, goes with it."""
    first = claim.events.order_by("number").first()
    copy = Claim.objects.get(pk=claim.pk)
    copy.pk, copy.phase, copy.turn, copy.ended_at = None, claim.phase, claim.turn, claim.ended_at
    if branch:
        copy.compensator_branch = insurer.branches.get(number=branch)
    if holder is not None and holder.organisation_id == insurer.pk:
        copy.compensator_handler = holder
    elif holder is not None:
        copy.representative_handler = holder
    copy.save()
    first.pk, first.claim = None, copy
    first.save()
    return copy.pk


def sees(user: User, profile: Profile, claim: Made) -> bool:
    side, types, only_branch, only_new = SEES[profile]
    return (
        claim.claim_type in TYPES[types]
        and (side == "CR" or claim.state != "draft")
        and (not only_branch or user.branch is not None and claim.branch == user.branch.number)
        and not (only_new and claim.accepted)
    )


def waits_for(user: User, profile: Profile, claim: Made) -> bool:
    own = {"CR": CR, "COMP": COMP}[SEES[profile][0]]
    return (
        sees(user, profile, claim)
        and claim.turn == own
        and (claim.holder in ("", user.user_name) or "team-leader" in profile)
    )


def listed(who: Caller, query: str) -> set[int]:
    answer = who.get(f"/claims?limit=100&{query}")
    assert answer.status_code == 200, answer.content
    assert answer.json()["nextCursor"] is None
    return {int(one["applicationId"]) for one in answer.json()["claims"]}


def shown(client: Client, path: str) -> set[int]:
    """The claims that a page and those that follow it have a link to."""
    found: set[int] = set()
    while path:
        page = client.get(path, follow=True).content.decode()
        found |= {int(number) for number in re.findall(r'href="/claims/(\d+)"', page)}
        following = re.search(r'href="([^"]+)"[^>]*rel="next"', page)
        path = following[1].replace("&amp;", "&") if following else ""
    return found


@pytest.mark.parametrize("profile", SEES, ids=lambda profile: profile.value)
def test_everybody_sees_what_the_table_says_and_nothing_else(
    parties: dict[str, Organisation], client: Client, profile: Profile
) -> None:
    organisation = parties[SEES[profile][0]]
    here, there = (organisation.branches.get(number=number) for number in ("001", "002"))
    holder = make.user(organisation, profile, branch=here, user_name="HOLDER")
    claims = world(parties, holder)
    colleagues = [make.user(organisation, profile, branch=place) for place in (here, there, None)]
    for turn, user in enumerate((holder, *colleagues)):
        visible = {claim.pk for claim in claims if sees(user, profile, claim)}
        waiting = {claim.pk for claim in claims if waits_for(user, profile, claim)}
        client.force_login(user)
        must_be_listed(caller(user), client, visible=visible, waiting=waiting)
        must_be_open(caller(user), client, claims, visible, turn=turn)


def must_be_listed(who: Caller, client: Client, *, visible: set[int], waiting: set[int]) -> None:
    assert listed(who, "scope=worklist") == shown(client, "/") == waiting
    assert listed(who, "scope=worklist&sort=-id") == waiting
    assert listed(who, "scope=all") == shown(client, "/claims") == visible
    found = listed(who, "scope=all&surname=boat") | listed(who, "scope=all&phase=ClaimDataInput")
    assert found <= visible
    counted = who.get("/claims/counts").json()["phases"]
    assert sum(one["number"] for one in counted) == len(waiting)
    news = who.get("/notifications?limit=100").json()["notifications"]
    assert {int(one["applicationId"]) for one in news} <= visible
    fed = {int(one["applicationId"]) for one in who.get("/events?limit=500").json()["events"]}
    assert fed == visible if who.user.organisation.kind == "COMP" else fed <= visible


def must_be_open(
    who: Caller, client: Client, claims: list[Made], visible: set[int], *, turn: int
) -> None:
    """Each claim in one of three ways, and by the next user in the next: every way of each costs minutes."""
    ways: tuple[Callable[[int], Any], ...] = (
        lambda number: who.get(f"/claims/{number}"),
        lambda number: who.get(f"/claims/{number}/history"),
        lambda number: client.get(f"/claims/{number}"),
    )
    for way, claim in enumerate(claims, start=turn):
        status = 200 if claim.pk in visible else 404
        assert ways[way % len(ways)](claim.pk).status_code == status


@pytest.mark.parametrize("side", ["CR", "COMP"])
@pytest.mark.parametrize("profile", [one for one in SEES if "leader" in one or "handler" in one])
def test_no_profile_reaches_into_another_organisation(
    parties: dict[str, Organisation], client: Client, profile: Profile, side: str
) -> None:
    kind = SEES[profile][0]
    stranger = make.user(make.organisation(f"{kind}777", kind=kind), profile, user_name="STRANGER")
    holder = make.user(parties[side], *(one for one in SEES if SEES[one][0] == side))
    claims = world(parties, holder)
    who = caller(stranger)
    client.force_login(stranger)
    assert listed(who, "scope=all") == listed(who, "") == set()
    assert shown(client, "/") == shown(client, "/claims?surname=boat") == set()
    assert {who.get(f"/claims/{claim.pk}").status_code for claim in claims} == {404}
    assert who.get("/notifications").json()["notifications"] == []
    assert who.get("/events").json()["events"] == []


def test_a_claim_that_ended_is_found_and_waits_for_nobody(
    parties: dict[str, Organisation], client: Client
) -> None:
    leader = make.user(parties["CR"], Profile.CR_RTA_TEAM_LEADER)
    ended = [
        one for one in world(parties, leader) if (one.state, one.claim_type) == ("ended", "rta")
    ]
    who = caller(leader)
    for claim in ended:
        assert claim.pk in listed(who, f"scope=all&applicationId={claim.pk}")
        assert listed(who, f"scope=worklist&applicationId={claim.pk}") == set()
        client.force_login(leader)
        assert client.get(f"/claims/{claim.pk}").status_code == 200
