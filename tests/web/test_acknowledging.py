"""Several claims are acknowledged at once from the worklist, each by itself."""

import re
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import locks
from claims_portal.claims.models import Claim
from tests import make
from tests.moves import ACCEPTED, ADMITTED, COMP, body_of
from tests.web.forms.posting import posted_from

LEFT = "Left as it is: it waits for more than an acknowledgement."


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: make.NOW.date())


def admitted(lawyer: User, insurer: User) -> Claim:
    """Waits for the claimant representative to take note."""
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    for side, action, says in [*ACCEPTED["rta"], ADMITTED[0]]:
        body = says if isinstance(says, dict) else body_of(claim, *says)
        make.act(claim, action, body, by=insurer if side == COMP else lawyer)
        claim = Claim.objects.get(pk=claim.pk)
    return claim


def acknowledge(client: Client, user: User, *claims: Claim) -> str:
    client.force_login(user)
    typed = ticked(*claims) | {"sure": "yes"}
    return client.post("/claims/acknowledge", typed, follow=True).content.decode()


def ticked(*claims: Claim) -> dict[str, Any]:
    return {"claim": [f"{claim.pk}:{claim.activity_id}" for claim in claims]}


def test_each_is_acknowledged_or_says_why_not(client: Client, lawyer: User, insurer: User) -> None:
    colleague = make.user(lawyer.organisation, Profile.CR_RTA_TEAM_LEADER, user_name="COLLEAGUE")
    plain, stale, locked = (admitted(lawyer, insurer) for _number in range(3))
    waits_for_more = admitted(lawyer, insurer)
    make.act(waits_for_more, "acknowledge-liability-admitted", {}, by=lawyer)
    waits_for_more = Claim.objects.get(pk=waits_for_more.pk)
    locks.take(locked, by=colleague.as_actor(), at=make.NOW)
    make.act(Claim.objects.get(pk=stale.pk), "acknowledge-liability-admitted", {}, by=lawyer)
    page = acknowledge(client, lawyer, plain, stale, locked, waits_for_more)
    assert "Acknowledged. Now: Start of stage 2.1." in page
    assert "is locked by COLLEAGUE" in page
    assert page.count(LEFT) == 2
    phases = [Claim.objects.get(pk=one.pk).phase for one in (plain, locked, waits_for_more)]
    assert phases == ["StartOfStage21", "LiabilityAdmitted", "StartOfStage21"]


def test_nobody_acknowledges_for_the_other_side_or_a_stranger(
    client: Client, lawyer: User, insurer: User, stranger: User
) -> None:
    claim = admitted(lawyer, insurer)
    assert LEFT in acknowledge(client, insurer, claim)
    assert "There is no such claim." in acknowledge(client, stranger, claim)
    assert Claim.objects.get(pk=claim.pk).phase == "LiabilityAdmitted"


def test_the_second_click_is_told_what_the_first_has_done(
    client: Client, lawyer: User, insurer: User
) -> None:
    claim = admitted(lawyer, insurer)
    assert "Acknowledged." in acknowledge(client, lawyer, claim)
    assert LEFT in acknowledge(client, lawyer, claim)


def test_nothing_ticked_is_said(client: Client, lawyer: User) -> None:
    assert "Tick at least one claim." in acknowledge(client, lawyer)


def test_nothing_is_acknowledged_before_one_is_sure(
    client: Client, lawyer: User, insurer: User
) -> None:
    waits, waits_for_more = admitted(lawyer, insurer), admitted(lawyer, insurer)
    make.act(waits_for_more, "acknowledge-liability-admitted", {}, by=lawyer)
    client.force_login(lawyer)
    asked = client.post("/claims/acknowledge", ticked(waits, waits_for_more), follow=True)
    page = asked.content.decode()
    assert Claim.objects.get(pk=waits.pk).phase == "LiabilityAdmitted"
    assert "Acknowledge the admission" in page
    assert "Nothing: it waits for more than an acknowledgement" in page
    assert "Acknowledge 1 claim" in page
    answered = posted_from(page)
    assert answered["claim"] == [f"{waits.pk}:{waits.activity_id}"]
    told = client.post("/claims/acknowledge", answered, follow=True).content.decode()
    assert "Acknowledged. Now: Start of stage 2.1." in told


def test_the_page_that_asks_has_no_claims_of_others(
    client: Client, lawyer: User, insurer: User, stranger: User
) -> None:
    claim = admitted(lawyer, insurer)
    client.force_login(stranger)
    answer = client.post("/claims/acknowledge", ticked(claim), follow=True)
    assert claim.application_id not in answer.content.decode()
    assert [where for where, _status in answer.redirect_chain] == ["/claims/acknowledge", "/"]
    client.force_login(insurer)
    page = client.post("/claims/acknowledge", ticked(claim), follow=True).content.decode()
    assert "None of these claims waits for an acknowledgement of yours." in page
    assert "sure" not in re.findall(r'<button[^>]*id="([^"]+)"', page)
