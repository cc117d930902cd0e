"""A claim's page: what each side reads and may do, and what stays hidden from whom."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import actions, drafts, locks
from claims_portal.claims.models import Claim
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.web.action_names import NAMES
from claims_portal.web.wording import day_in_words
from tests import make


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: make.NOW.date())


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer)


def page_of(client: Client, user: User, claim: Claim) -> str:
    client.force_login(user)
    answer = client.get(f"/claims/{claim.pk}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_whose_turn_it_is_sees_what_can_be_done(
    client: Client, insurer: User, claim: Claim
) -> None:
    page = page_of(client, insurer, claim)
    assert "Claim submitted" in page
    assert f"Yours: {insurer.organisation.name}" in page
    assert "15 business days left, until" in page
    assert f'href="/claims/{claim.pk}/actions/accept-claim"' in page
    assert "Open activity" in page


def test_deadline_tells_how_it_was_counted(client: Client, insurer: User, claim: Claim) -> None:
    page = page_of(client, insurer, claim)
    assert "Monday 23 November 2026" in page
    assert "<dd>15</dd>" in page
    assert "Monday 14 December 2026" in page
    assert "at 00:00 on Tuesday 15 December 2026" in page


def test_fixed_costs_stand_on_the_page_with_their_formulas_for_both_sides(
    client: Client, lawyer: User, insurer: User, claim: Claim
) -> None:
    for user in (lawyer, insurer):
        page = page_of(client, user, claim)
        assert "Fixed costs of this claim" in page
        assert "£225.00" in page  # Stage 1 in the London area
        assert "RTA, up to £10,000; notified from 31 July 2013" in page
        assert "amount × (1 + 12.5 / 100)" in page


def test_no_heading_of_a_claim_with_a_negotiation_skips_a_level(
    client: Client, lawyer: User, insurer: User
) -> None:
    settled = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmed")
    page = page_of(client, lawyer, settled)
    assert "How the sums are counted" in page
    # Within a tab: the form of a document has levels of its own.
    tab = page[page.index('id="negotiation"') :]
    levels = [int(level) for level in re.findall(r"<h([1-6])", tab)]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_a_draft_has_no_fixed_costs_yet(client: Client, lawyer: User) -> None:
    draft = drafts.start(claim_type="rta", body={}, by=lawyer.as_actor(), at=make.NOW)
    assert "Fixed costs" not in page_of(client, lawyer, draft.claim)


def test_deadline_names_the_days_that_were_left_out(
    client: Client, lawyer: User, insurer: User
) -> None:
    december = make.NOW.replace(month=12, day=14)
    page = page_of(client, insurer, make.claim(lawyer=lawyer, insurer=insurer, now=december))
    assert "<li>Fri 25 December 2026, Christmas Day</li>" in page
    assert "<li>Sat 19 December 2026</li>" in page


def test_a_deadline_that_was_told_says_that_it_was_not_counted(
    client: Client, insurer: User, claim: Claim
) -> None:
    Claim.objects.update(times_out_on="2026-12-31")
    page = page_of(client, insurer, claim)
    assert "The last day to act is Wednesday 30 December 2026" in page
    assert "it was not counted from the calendar" in page


def test_the_other_side_reads_whom_the_claim_waits_for(
    client: Client, lawyer: User, claim: Claim
) -> None:
    page = page_of(client, lawyer, claim)
    assert claim.compensator and claim.compensator.name in page
    assert "The claim waits for the compensator." in page
    assert "actions/accept-claim" not in page
    assert "Open activity" not in page
    taking_out = re.search(r'<a href="[^"]*/actions/exit-claim"[^>]*>', page)
    assert taking_out and "govuk-button--secondary" in taking_out[0], "nobody is urged to leave"


def test_ended_claim_offers_nothing(client: Client, lawyer: User, insurer: User) -> None:
    ended = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmationEnd")
    page = page_of(client, lawyer, ended)
    assert "the claim has ended" in page
    assert "/actions/" not in page
    assert "Open activity" not in page


def test_a_pack_shows_what_it_comes_to(client: Client, lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmed")
    page = page_of(client, lawyer, claim)
    assert "What it comes to" in page
    assert "£1,830.55 (gross amount - CRU deductions - interim payments)" in page


def test_claim_of_others_is_answered_like_a_missing_one(
    client: Client, stranger: User, administrator: User, claim: Claim
) -> None:
    for user in (stranger, administrator):
        client.force_login(user)
        pages = []
        for number in (claim.pk, claim.pk + 1000, 10**30):
            answer = client.get(f"/claims/{number}")
            assert answer.status_code == 404
            pages.append(re.sub(r'value="[^"]*"', "", answer.content.decode()))
        assert len(set(pages)) == 1
        for path in ("open", "unlock"):
            assert client.post(f"/claims/{claim.pk}/{path}").status_code == 404


def test_referral_source_never_reaches_the_compensator(
    client: Client, lawyer: User, insurer: User, claim: Claim
) -> None:
    told = "Existing client"
    assert told.lower() in page_of(client, lawyer, claim).lower()
    assert told.lower() not in page_of(client, insurer, claim).lower()


def test_history_names_own_people_and_the_system_alone(
    client: Client, lawyer: User, insurer: User
) -> None:
    accepted = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    Claim.objects.filter(pk=accepted.pk).update(times_out_on=make.NOW.date())
    actions.time_out(Claim.objects.get(pk=accepted.pk), at=make.NOW)
    for reader, other in ((lawyer, insurer), (insurer, lawyer)):
        page = page_of(client, reader, accepted)
        assert f"{reader.full_name} ({reader.user_name})" in page
        assert other.user_name not in page
        assert other.full_name not in page
        assert other.organisation.name in page
        assert "the system" in page


def test_history_names_the_same_last_day_as_the_head_of_the_page(
    client: Client, insurer: User, claim: Claim
) -> None:
    client.force_login(insurer)
    page = client.get(f"/claims/{claim.pk}")
    last_day = day_in_words(page.context["standing"].until.last_day)
    assert f"Time limit: until the end of {last_day}" in page.content.decode()


def test_locked_by_another_disables_the_buttons_and_says_so(
    client: Client, insurer: User, claim: Claim
) -> None:
    colleague = make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER, user_name="COLL")
    locks.take(claim, by=colleague.as_actor(), at=make.NOW)
    page = page_of(client, insurer, claim)
    assert "The claim is locked by COLL until 10:00 on 23 November 2026." in page
    assert 'disabled aria-disabled="true"' in page
    assert f"/claims/{claim.pk}/actions/" not in page
    assert "Open activity" not in page and "Unlock" not in page


def test_holder_of_the_other_side_is_not_named(
    client: Client, lawyer: User, insurer: User, claim: Claim
) -> None:
    locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    assert "INSURER" not in page_of(client, lawyer, claim)
    answer = client.post(f"/claims/{claim.pk}/open", follow=True)
    assert "there is nothing to lock" in answer.content.decode()
    assert "INSURER" not in answer.content.decode()


def test_open_activity_locks_and_unlock_gives_back(
    client: Client, insurer: User, claim: Claim
) -> None:
    client.force_login(insurer)
    page = client.post(f"/claims/{claim.pk}/open", follow=True).content.decode()
    claim.refresh_from_db()
    assert claim.locked_by == insurer
    assert "The claim is locked for you until 10:00." in page
    assert "Unlock" in page
    client.post(f"/claims/{claim.pk}/unlock")
    claim.refresh_from_db()
    assert claim.locked_by is None


def test_unlock_leaves_the_lock_of_another(client: Client, insurer: User, claim: Claim) -> None:
    colleague = make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER)
    locks.take(claim, by=colleague.as_actor(), at=make.NOW)
    client.force_login(insurer)
    client.post(f"/claims/{claim.pk}/unlock")
    claim.refresh_from_db()
    assert claim.locked_by == colleague


@pytest.mark.parametrize("path", ["open", "unlock"])
def test_locks_change_by_post_only(client: Client, insurer: User, claim: Claim, path: str) -> None:
    """Who signs in again after sending such a form comes back by GET."""
    client.force_login(insurer)
    assert client.get(f"/claims/{claim.pk}/{path}")["Location"] == f"/claims/{claim.pk}"
    claim.refresh_from_db()
    assert claim.locked_by is None


def test_limit_that_passed_refuses_before_the_sweeper_came(
    client: Client, insurer: User, claim: Claim
) -> None:
    late = make.NOW.date() - timedelta(days=1)
    Claim.objects.filter(pk=claim.pk).update(times_out_on=late)
    page = page_of(client, insurer, claim)
    assert "The time limit for “Claim submitted” was reached on 22 November 2026" in page
    assert "Passed on" in page
    assert "/actions/accept-claim" not in page


def test_draft_is_written_on_in_its_form(client: Client, lawyer: User, insurer: User) -> None:
    draft = drafts.start(claim_type="rta", body={}, by=lawyer.as_actor(), at=make.NOW)
    page = page_of(client, lawyer, draft.claim)
    assert f'href="/claims/{draft.claim.pk}/form"' in page
    assert "New claim" in page
    client.force_login(insurer)
    assert client.get(f"/claims/{draft.claim.pk}").status_code == 404


def test_every_phase_of_the_plain_way_can_be_read_by_both(
    client: Client, lawyer: User, insurer: User
) -> None:
    for phase in [row[0] for row in make.WALK]:
        claim = make.claim(lawyer=lawyer, insurer=insurer, at=phase)
        for user in (lawyer, insurer):
            page = page_of(client, user, claim)
            assert claim.phase_row.name in page


def test_every_action_has_a_name() -> None:
    listed = {step.action for process in PROCESSES.values() for step in process.steps}
    assert listed <= NAMES.keys()


def test_tabs_need_no_script(client: Client, insurer: User, claim: Claim) -> None:
    page = page_of(client, insurer, claim)
    for name in ("summary", "documents", "history"):
        assert f'href="#{name}"' in page and f'id="{name}"' in page


def test_the_way_of_the_claim_is_told_as_done_now_and_next(
    client: Client, insurer: User, claim: Claim
) -> None:
    page = page_of(client, insurer, claim)
    way = re.search(r'<ol class="govuk-list portal-claim-progress".*?</ol>', page, re.DOTALL)
    assert way
    first = claim.process.phase_by_code[claim.process.first_phase].name
    steps = [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in way[0].split("</li>")[:-1]]
    assert steps[0] == f"Done {first}"
    assert f"Now {claim.phase_row.name}" in steps
    assert steps[-1].startswith("Next")
    assert way[0].count('aria-current="step"') == 1


def test_of_a_long_way_the_earlier_phases_are_folded(
    client: Client, lawyer: User, insurer: User
) -> None:
    settled = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmed")
    page = page_of(client, lawyer, settled)
    folded = re.search(r"<summary>(\d+) earlier phases</summary>(.*?)</details>", page, re.DOTALL)
    assert folded
    assert folded[2].count("<li>") == int(folded[1]) >= 3
    assert "Claim submitted" in folded[2]


@pytest.mark.parametrize("phase", ["ClaimSubmitted", "Stage2SettlementPackConfirmed"])
@pytest.mark.parametrize("side", ["lawyer", "insurer"])
def test_the_page_asks_few_questions(
    client: Client, lawyer: User, insurer: User, side: str, phase: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    claim = make.claim(lawyer=lawyer, insurer=insurer, at=phase)
    user = lawyer if side == "lawyer" else insurer
    client.force_login(user)
    client.get(f"/claims/{claim.pk}")
    with django_assert_max_num_queries(15):
        assert client.get(f"/claims/{claim.pk}").status_code == 200
