"""The hot statement of the worklist says what the ORM says, for everybody."""

from collections import Counter
from itertools import combinations
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import worklist
from claims_portal.claims.models import Claim
from claims_portal.organisations.models import Branch, Organisation
from tests import make

CR = [profile for profile in Profile if profile.startswith("cr-")]
COMP = [profile for profile in Profile if profile.startswith("comp-")]
SINGLE = [(profile,) for profile in Profile]
PAIRS = [
    *combinations(CR[:4], 2),
    *combinations([one for one in COMP if "rta" in one], 2),
    (Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, Profile.COMP_ELPL_CLAIM_DISPATCHER),
    (Profile.CR_ELPL_TEAM_LEADER, Profile.CR_RTA_CLAIM_HANDLER),
    (Profile.COMP_RTA_TEAM_LEADER, Profile.COMP_ELPL_CLAIM_HANDLER),
    (Profile.CR_ADMINISTRATOR, Profile.CR_RTA_CLAIM_HANDLER, Profile.DELETE_CLAIMS),
]


@pytest.fixture
def world(db: None) -> dict[str, Any]:
    """Claims of two firms and two insurers: types, branches, handlers and phases of every kind."""
    firms = [make.organisation("CR00101"), make.organisation("CR00102")]
    insurers = [make.organisation(code, kind="COMP") for code in ("COMP001", "COMP002")]
    lawyers = [make.user(firm, Profile.CR_RTA_CLAIM_HANDLER) for firm in firms]
    handlers = [make.user(insurer, Profile.COMP_RTA_CLAIM_HANDLER) for insurer in insurers]
    made = []
    for number, (lawyer, handler) in enumerate(
        (one, other) for one in lawyers for other in handlers
    ):
        for at in ("ClaimSubmitted", "LiabilityDecision", "LiabilityAdmitted"):
            now = make.days_later(-number)
            made.append(make.claim(lawyer=lawyer, insurer=handler, at=at, now=now))
    spread(made, [*lawyers, *handlers])
    return {"firms": firms, "insurers": insurers}


def spread(claims: list[Claim], people: list[User]) -> None:
    """Other claim types, branches and handlers, so that every condition splits the claims."""
    for number, claim in enumerate(claims * 2):
        copy = Claim.objects.get(pk=claim.pk)
        if number >= len(claims):
            copy.pk = None
        copy.claim_type = ("rta", "rta", "el", "pl", "eld")[number % 5]
        assert copy.compensator is not None
        if number % 3 == 0:
            copy.compensator_branch, _ = Branch.objects.get_or_create(
                organisation=copy.compensator, number="002", defaults={"kind": "handling"}
            )
        if number % 4 == 0:
            own = (copy.representative_id, copy.compensator_id)
            for person in people:
                if person.organisation_id == own[0]:
                    copy.representative_handler = person
                if person.organisation_id == own[1]:
                    copy.compensator_handler = person
        copy.save()


def must_agree(user: User) -> int:
    actor = user.as_actor()
    by_orm = list(Claim.objects.awaiting(actor).by_deadline().values_list("pk", flat=True))  # type: ignore[attr-defined]
    assert [line.pk for line in worklist.page(actor, size=100).lines] == by_orm
    by_pages, cursor = [], None
    while True:
        page = worklist.page(actor, cursor=cursor, size=3)
        by_pages += [line.pk for line in page.lines]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert by_pages == by_orm
    phases = Claim.objects.awaiting(actor).values_list("phase", flat=True)  # type: ignore[attr-defined]
    assert worklist.counts_by_phase(actor) == Counter(phases)
    return len(by_orm)


def members(world: dict[str, Any], profiles: tuple[Profile, ...]) -> list[User]:
    """Accounts with these profiles: of both sides, in each branch, a claim's handler and not."""
    found = []
    for organisation in (*world["firms"][:1], *world["insurers"][:1]):
        for branch in organisation.branches.order_by("number"):
            found.append(make.user(organisation, *profiles, branch=branch))
        old = organisation.users.order_by("pk").first()
        old.profiles.all().delete()
        old.profiles.bulk_create(old.profiles.model(user=old, profile=one) for one in profiles)
        found.append(old)
    return found


@pytest.mark.parametrize("profiles", SINGLE + PAIRS, ids=lambda held: "+".join(held))
def test_the_hot_worklist_is_the_orms_worklist(
    world: dict[str, Any], profiles: tuple[Profile, ...]
) -> None:
    counts = [must_agree(user) for user in members(world, profiles)]
    works_claims = any("handler" in one or "leader" in one or "dispatch" in one for one in profiles)
    assert any(counts) == works_claims


def test_an_account_without_a_branch_sees_no_branchs_claims(world: dict[str, Any]) -> None:
    insurer: Organisation = world["insurers"][0]
    user = make.user(insurer, Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, branch=None)
    assert must_agree(user) == 0


@pytest.mark.parametrize("profile", Profile)
def test_nobody_sees_claims_of_another_organisation(
    world: dict[str, Any], profile: Profile
) -> None:
    for user in members(world, (profile,)):
        for claim in Claim.objects.visible_to(user.as_actor()):  # type: ignore[attr-defined]
            assert user.organisation_id in (claim.representative_id, claim.compensator_id)


@pytest.mark.parametrize("profile", Profile)
def test_what_is_visible_is_what_the_profile_covers(
    world: dict[str, Any], profile: Profile
) -> None:
    for user in members(world, (profile,)):
        visible = set(Claim.objects.visible_to(user.as_actor()))  # type: ignore[attr-defined]
        assert visible == {claim for claim in Claim.objects.all() if covers(user, profile, claim)}


def covers(user: User, profile: Profile, claim: Claim) -> bool:
    """Identity facts 1.2 and 1.3, said once more in other words."""
    compensates = user.organisation.kind == "COMP"
    mine = claim.compensator_id if compensates else claim.representative_id
    if mine != user.organisation_id:
        return False
    words = profile.value.split("-")
    if not {"rta", "elpl"} & set(words):
        return False
    if ("rta" in words) != (claim.claim_type == "rta"):
        return False
    if not compensates:
        return True
    if "branch" in words and claim.compensator_branch_id != user.branch_id:
        return False
    return "dispatcher" not in words or claim.compensator_reference == ""


def test_a_draft_is_seen_by_its_own_side_alone(world: dict[str, Any]) -> None:
    claim = Claim.objects.filter(claim_type="rta").order_by("pk")[0]
    Claim.objects.filter(pk=claim.pk).update(sent_at=None)
    for organisation, seen in ((claim.representative, True), (claim.compensator, False)):
        assert organisation is not None
        leader = "cr-rta-team-leader" if seen else "comp-rta-team-leader"
        actor = make.user(organisation, Profile(leader)).as_actor()
        assert Claim.objects.visible_to(actor).filter(pk=claim.pk).exists() is seen  # type: ignore[attr-defined]
