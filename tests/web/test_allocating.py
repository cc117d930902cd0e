"""Claims are allocated from their page and, several at once, from the worklist; locks are opened."""

import re
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import allocation, locks
from claims_portal.claims.models import Claim, InternalEvent
from claims_portal.organisations import relations
from claims_portal.organisations.models import RelationKind
from claims_portal.web import working
from tests import make


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: make.NOW.date())


@pytest.fixture
def leader(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER, user_name="LEADER")


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer)


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def page_of(client: Client, user: User, path: str) -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, user: User, path: str, **typed: Any) -> str:
    """A form sent, and the page to which it leads."""
    client.force_login(user)
    answer = client.post(path, typed, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def allocate(client: Client, user: User, claim: Claim, **typed: Any) -> str:
    typed.setdefault("activity", claim.activity_id)
    return send(client, user, f"/claims/{claim.pk}/allocate", **typed)


def test_a_claim_is_allocated_on_its_page(
    client: Client, insurer: User, leader: User, claim: Claim
) -> None:
    page = page_of(client, leader, f"/claims/{claim.pk}")
    assert f'<option value="INSURER">{insurer.full_name} (INSURER)</option>' in page
    assert "Nobody in particular" in page
    page = allocate(client, leader, claim, do="allocate-to-user", userId="INSURER")
    assert f"Allocated to {insurer.full_name} (INSURER)." in page
    assert "Within your organisation" in page
    assert again(claim).compensator_handler == insurer
    page = allocate(client, leader, claim, do="deallocate")
    assert "Allocated to nobody in particular." in page


def test_the_other_sides_page_is_as_before(
    client: Client, lawyer: User, insurer: User, leader: User, claim: Claim
) -> None:
    def read() -> str:
        shown = page_of(client, lawyer, f"/claims/{claim.pk}")
        return re.sub(r'name="(csrfmiddlewaretoken|formToken)" value="[\w-]+"', "", shown)

    before = read()
    allocation.to_user(
        claim, "INSURER", activity_id=claim.activity_id, by=leader.as_actor(), at=make.NOW
    )
    assert read() == before
    assert "INSURER" not in before


def test_whoever_passes_a_claim_out_of_sight_is_back_at_the_worklist(
    client: Client, insurer: User, claim: Claim
) -> None:
    make.branch(insurer.organisation, "002")
    here = make.user(insurer.organisation, Profile.COMP_RTA_BRANCH_DISPATCHER)
    page = allocate(client, here, claim, do="allocate-to-branch", branchId="002")
    assert "Passed to branch 002" in page
    assert '<h1 class="govuk-heading-l">Worklist</h1>' in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"do": "allocate-to-user", "userId": "NOBODY"}, "has no User ID NOBODY"),
        ({"do": "allocate-to-user", "userId": "\x00"}, "Choose the colleague"),
        ({"do": "allocate-to-user"}, "Choose the colleague"),
        ({"do": "allocate-to-branch"}, "Choose the branch"),
        ({"do": "allocate-to-branch", "branchId": "9"}, "has no branch 9"),
        ({"do": "allocate-to-user", "userId": "INSURER", "activity": "x"}, "was changed since"),
        ({"do": "allocate-to-user", "userId": "INSURER", "activity": ""}, "was changed since"),
    ],
)
def test_what_is_refused_is_said(
    client: Client, leader: User, claim: Claim, typed: dict[str, Any], says: str
) -> None:
    assert says in allocate(client, leader, claim, **typed)
    assert not InternalEvent.objects.exists()


@pytest.mark.parametrize("do", ["", "delete", "to_user"])
def test_what_nobody_asks_does_nothing(client: Client, leader: User, claim: Claim, do: str) -> None:
    allocate(client, leader, claim, do=do, userId="INSURER")
    assert not InternalEvent.objects.exists()


def test_who_may_not_allocate_is_offered_nothing_and_refused(
    client: Client, lawyer: User, claim: Claim
) -> None:
    page = page_of(client, lawyer, f"/claims/{claim.pk}")
    assert "Allocate to the colleague" not in page
    assert "Choose" not in page_of(client, lawyer, "/")
    says = allocate(client, lawyer, claim, do="allocate-to-user", userId="LAWYER")
    assert "None of the profiles of this User ID allows this." in says


def test_a_stranger_finds_no_such_page(client: Client, stranger: User, claim: Claim) -> None:
    client.force_login(stranger)
    for path in ("allocate", "break-lock"):
        answer = client.post(f"/claims/{claim.pk}/{path}", {"do": "deallocate"})
        assert answer.status_code == 404


def ticked(claims: list[Claim]) -> list[str]:
    return [f"{claim.pk}:{claim.activity_id}" for claim in claims]


def test_several_are_allocated_from_the_worklist_with_an_answer_for_each(
    client: Client, lawyer: User, insurer: User, leader: User
) -> None:
    free, locked, moved = (make.claim(lawyer=lawyer, insurer=insurer) for _number in range(3))
    page = page_of(client, leader, "/")
    for one in ticked([free, locked, moved]):
        assert f'name="claim" value="{one}"' in page
    locks.take(locked, by=insurer.as_actor(), at=make.NOW)
    make.act(moved, "accept-claim", {"compensatorReference": "NM/1"}, by=insurer)
    page = send(
        client, leader, "/claims/allocate", do="allocate-to-user", userId="INSURER",
        claim=[*ticked([free, locked, moved]), "99:x", "abc", "7" * 30],
    )  # fmt: skip
    rows = re.findall(r"<tr class=\"govuk-table__row\"><th.*?</tr>", page, re.DOTALL)
    results = {
        number: next(row for row in rows if f"{number:016d}" in row)
        for number in (free.pk, locked.pk, moved.pk, 99)
    }
    assert len(rows) == 4
    assert "(INSURER)." in results[free.pk]
    assert "is locked by INSURER" in results[locked.pk]
    assert "was changed since you read it" in results[moved.pk]
    assert "There is no such claim." in results[99]
    assert again(free).compensator_handler == insurer
    assert again(locked).compensator_handler is again(moved).compensator_handler is None


def test_several_are_passed_to_a_branch_and_taken_back(
    client: Client, lawyer: User, insurer: User, leader: User
) -> None:
    leeds = make.branch(insurer.organisation, "002")
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _number in range(2)]
    chosen = ticked(claims)
    send(client, leader, "/claims/allocate", do="allocate-to-branch", branchId="002", claim=chosen)
    assert [again(claim).compensator_branch for claim in claims] == [leeds, leeds]
    send(client, leader, "/claims/allocate", do="allocate-to-user", userId="LEADER", claim=chosen)
    page = send(client, leader, "/claims/allocate", do="deallocate", claim=chosen)
    assert page.count("Allocated to nobody in particular.") == 2


def test_nobody_allocates_claims_of_others_in_bulk(
    client: Client, stranger: User, claim: Claim
) -> None:
    chief = make.user(stranger.organisation, Profile.CR_RTA_TEAM_LEADER, user_name="CHIEF")
    page = send(
        client, chief, "/claims/allocate", do="allocate-to-user", userId="STRANGER",
        claim=ticked([claim]),
    )  # fmt: skip
    assert "There is no such claim." in page
    assert "Boateng" not in page
    assert not InternalEvent.objects.exists()


def test_nothing_ticked_is_said(client: Client, leader: User, claim: Claim) -> None:
    page = send(client, leader, "/claims/allocate", do="deallocate")
    assert "Tick at least one claim." in page


@pytest.mark.parametrize("path", ["/claims/allocate", "/claims/done"])
def test_a_page_of_results_without_results_leads_to_the_worklist(
    client: Client, leader: User, path: str
) -> None:
    client.force_login(leader)
    assert client.get(path)["Location"] == "/"


def test_of_many_colleagues_the_user_id_is_typed(
    client: Client, leader: User, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "MOST_CHOICES", 1)
    page = page_of(client, leader, f"/claims/{claim.pk}")
    assert re.search(r'<input class="govuk-input[^>]*name="userId"', page)


def test_the_worklist_is_narrowed_to_whom_claims_are_allocated(
    client: Client, lawyer: User, insurer: User, leader: User
) -> None:
    mine, free = (make.claim(lawyer=lawyer, insurer=insurer) for _number in range(2))
    Claim.objects.filter(pk=mine.pk).update(compensator_handler=insurer)
    shown = {
        whom: page_of(client, insurer, f"/?allocatedTo={whom}")
        for whom in ("", "me", "nobody", "x")
    }
    for whom, claims in {
        "": (mine, free),
        "me": (mine,),
        "nobody": (free,),
        "x": (mine, free),
    }.items():
        for claim in (mine, free):
            assert (claim.application_id in shown[whom]) is (claim in claims)
    assert "Allocated to you" in shown["me"]
    assert 'href="/?phase=ClaimSubmitted&amp;allocatedTo=me"' in shown["me"]


def test_a_team_leader_opens_a_colleagues_lock(
    client: Client, insurer: User, leader: User, claim: Claim
) -> None:
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    page = page_of(client, leader, f"/claims/{claim.pk}")
    assert "The claim is locked by INSURER until 10:00 on 23 November 2026." in page
    assert f"By {insurer.full_name} (INSURER) until 10:00 on 23 November 2026" in page
    assert "Open the lock" in page
    page = send(client, leader, f"/claims/{claim.pk}/break-lock")
    assert "No colleague locks the claim any more." in page
    assert f"Lock of {insurer.full_name} (INSURER) opened" in page
    assert again(claim).locked_by is None


def test_a_handler_opens_no_lock_on_the_web(
    client: Client, insurer: User, leader: User, claim: Claim
) -> None:
    locks.take(claim, by=leader.as_actor(), at=make.NOW)
    assert "Open the lock" not in page_of(client, insurer, f"/claims/{claim.pk}")
    page = send(client, insurer, f"/claims/{claim.pk}/break-lock")
    assert "None of the profiles of this User ID allows this." in page
    assert again(claim).locked_by == leader


TYPED = {"compensatorReference": "TYPED/1"}


def test_whose_lock_was_opened_can_still_send_the_form(
    client: Client, insurer: User, leader: User, claim: Claim
) -> None:
    page_of(client, insurer, f"/claims/{claim.pk}/actions/accept-claim")
    locks.force_open(again(claim), by=leader.as_actor(), at=make.NOW)
    page = send(
        client, insurer, f"/claims/{claim.pk}/actions/accept-claim",
        activity=claim.activity_id, **TYPED,
    )  # fmt: skip
    assert "Claim accepted by the compensator" in page
    assert again(claim).compensator_reference == "TYPED/1"


def test_who_lost_the_lock_to_a_colleague_keeps_the_form_as_typed(
    client: Client, insurer: User, leader: User, claim: Claim
) -> None:
    page_of(client, insurer, f"/claims/{claim.pk}/actions/accept-claim")
    locks.force_open(again(claim), by=leader.as_actor(), at=make.NOW)
    locks.take(again(claim), by=leader.as_actor(), at=make.NOW)
    client.force_login(insurer)
    path = f"/claims/{claim.pk}/actions/accept-claim"
    answer = client.post(path, {"activity": claim.activity_id, **TYPED})
    page = answer.content.decode()
    assert answer.status_code == 423
    assert "The claim is locked by LEADER until 10:00" in page
    assert 'value="TYPED/1"' in page
    # Once it is free, the same form is sent again.
    locks.release(again(claim), by=leader.as_actor())
    answer = client.post(path, {"activity": claim.activity_id, **TYPED})
    assert answer["Location"] == f"/claims/{claim.pk}"
    assert again(claim).compensator_reference == "TYPED/1"


@pytest.fixture
def brand(insurer: User) -> User:
    organisation = make.organisation("COMP002", kind="COMP")
    relations.add("COMP001", "COMP002", RelationKind.OWN_BRAND, reason="so", at=make.NOW)
    return make.user(organisation, Profile.COMP_RTA_CLAIM_HANDLER, user_name="BRAND")


def test_a_claim_is_passed_to_another_brand(
    client: Client, insurer: User, brand: User, lawyer: User, claim: Claim
) -> None:
    page = page_of(client, insurer, f"/claims/{claim.pk}")
    assert "Pass the claim on" in page
    path = f"/claims/{claim.pk}/reassign"
    page = send(client, insurer, path, activity=claim.activity_id, organisationId="COMP002")
    assert f"Claim {claim.application_id} was passed on." in page
    client.force_login(insurer)
    assert client.get(f"/claims/{claim.pk}").status_code == 404
    page = page_of(client, brand, f"/claims/{claim.pk}")
    assert f"Sent by {lawyer.organisation.name}" in page
    # Who passed it on is the one that had it then.
    for reader in (brand, lawyer):
        history = page_of(client, reader, f"/claims/{claim.pk}").partition('id="history"')[2]
        assert insurer.organisation.name in history
        assert "INSURER" not in history


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"organisationId": "COMP009"}, "Reject the claim instead."),
        ({"organisationId": ""}, "Organisation identifier"),
        ({"organisationId": "COMP002", "activity": "x"}, "was changed since"),
    ],
)
def test_what_cannot_be_passed_on_is_said(
    client: Client, insurer: User, brand: User, claim: Claim, typed: dict[str, str], says: str
) -> None:
    typed = {"activity": str(claim.activity_id), **typed}
    assert says in send(client, insurer, f"/claims/{claim.pk}/reassign", **typed)
    assert again(claim).compensator == insurer.organisation


def test_an_accepted_claim_is_not_offered_to_others(
    client: Client, insurer: User, brand: User, lawyer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    assert "Pass the claim on" not in page_of(client, insurer, f"/claims/{claim.pk}")
