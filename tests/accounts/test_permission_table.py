"""The permission table as built, beside identity facts 1.2 and 1.3, copied here cell by cell."""

import pytest

from claims_portal.accounts.profile_words import NAMES, explained
from claims_portal.accounts.profiles import GRANTS, Profile, Reach, Right
from claims_portal.claims import rules
from claims_portal.claims.models import Claim
from claims_portal.organisations.models import Branch
from tests import make

# r: receives claims, h: handles, u: unlocks others', a: allocates, s: signs in as others,
# U: users, O: organisation, D: deletes claims, A: searches the archive.
LETTERS = {
    "r": Right.RECEIVE_CLAIMS, "h": Right.HANDLE_CLAIMS, "u": Right.UNLOCK_CLAIMS_OF_OTHERS,
    "a": Right.ALLOCATE_CLAIMS, "s": Right.SIGN_IN_AS_OTHERS, "U": Right.MANAGE_USERS,
    "O": Right.MANAGE_ORGANISATION, "D": Right.DELETE_CLAIMS, "A": Right.SEARCH_ARCHIVE,
}  # fmt: skip
FACTS = """
    cr-administrator                -            -             UO
    cr-rta-claim-handler            rta          organisation  rh
    cr-elpl-claim-handler           el,eld,pl    organisation  rh
    cr-rta-team-leader              rta          organisation  rhuas
    cr-elpl-team-leader             el,eld,pl    organisation  rhuas
    comp-administrator              -            -             UO
    comp-rta-claim-handler          rta          organisation  rh
    comp-elpl-claim-handler         el,eld,pl    organisation  rh
    comp-rta-team-leader            rta          organisation  rhuas
    comp-elpl-team-leader           el,eld,pl    organisation  rhuas
    comp-rta-branch-claim-handler   rta          branch        rh
    comp-elpl-branch-claim-handler  el,eld,pl    branch        rh
    comp-rta-claim-dispatcher       rta          new           r
    comp-elpl-claim-dispatcher      el,eld,pl    new           r
    comp-rta-branch-dispatcher      rta          new-branch    r
    comp-elpl-branch-dispatcher     el,eld,pl    new-branch    r
    advanced-user-delete-claims     -            -             D
    search-archived-claims-user     -            -             A
"""
ROWS = [line.split() for line in FACTS.strip().splitlines()]


def test_the_facts_name_every_profile() -> None:
    assert [row[0] for row in ROWS] == [profile.value for profile in Profile]


@pytest.mark.parametrize(("name", "types", "reach", "letters"), ROWS, ids=lambda cell: cell)
def test_the_table_gives_what_the_facts_give(
    name: str, types: str, reach: str, letters: str
) -> None:
    grant = GRANTS[Profile(name)]
    assert grant.rights == {LETTERS[letter] for letter in letters}
    assert grant.claim_types == (set() if types == "-" else set(types.split(",")))
    assert (grant.reach is Reach.BRANCH) == reach.endswith("branch")
    assert grant.only_new == reach.startswith("new")


@pytest.mark.parametrize("profile", Profile)
def test_the_words_say_no_less_than_the_table(profile: Profile) -> None:
    told = explained(profile)
    assert len(told.rights) == len(GRANTS[profile].rights)
    assert ("Opens no claim" in told.sentence) == (not GRANTS[profile].claim_types)
    assert ("own branch" in told.sentence) == (GRANTS[profile].reach is Reach.BRANCH)
    assert set(NAMES) == set(Profile)


@pytest.fixture
def claim_of_another_branch(db: None) -> Claim:
    lawyer = make.user(make.organisation("CR00101"), Profile.CR_RTA_CLAIM_HANDLER)
    insurer = make.user(make.organisation("COMP001", kind="COMP"), Profile.COMP_RTA_CLAIM_HANDLER)
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    claim.compensator_branch = make.branch(insurer.organisation, "002")
    claim.save()
    return claim


def test_two_profiles_do_not_add_up_to_a_third(claim_of_another_branch: Claim) -> None:
    """Who handles one branch and dispatches for all may not handle in all."""
    claim = claim_of_another_branch
    assert claim.compensator is not None
    both = (Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, Profile.COMP_RTA_CLAIM_DISPATCHER)
    own = Branch.objects.get(organisation=claim.compensator, number="001")
    actor = make.user(claim.compensator, *both, branch=own).as_actor()
    handling = [
        step
        for step in claim.process.steps
        if step.side is actor.side and rules.RIGHT_FOR[step.duty] is Right.HANDLE_CLAIMS
    ]
    receiving = [step for step in rules.possible(claim, actor) if step.phase == claim.phase]
    assert receiving
    assert handling
    assert not any(rules.may_do(actor, step, claim) for step in handling)
    claim.compensator_branch = own
    assert all(rules.may_do(actor, step, claim) for step in handling)


def test_a_team_leader_of_one_claim_type_is_none_of_the_other(db: None) -> None:
    firm = make.organisation("CR00101")
    lawyer = make.user(firm, Profile.CR_RTA_CLAIM_HANDLER)
    insurer = make.user(make.organisation("COMP001", kind="COMP"), Profile.COMP_RTA_CLAIM_HANDLER)
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    claim.representative_handler = lawyer
    claim.save()
    leads_elpl = make.user(firm, Profile.CR_ELPL_TEAM_LEADER, Profile.CR_RTA_CLAIM_HANDLER)
    leads_rta = make.user(firm, Profile.CR_RTA_TEAM_LEADER)
    waiting = Claim.objects.awaiting  # type: ignore[attr-defined]
    assert claim not in waiting(leads_elpl.as_actor())
    assert claim in waiting(leads_rta.as_actor())
