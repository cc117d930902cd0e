"""The inbox as a page, its number in the menu, and mails by choice."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import alarms, digests, inbox
from claims_portal.claims.models import Claim, Digest, Dismissal
from tests import make
from tests.claims.test_alarms import FIVE_LEFT


@pytest.fixture(autouse=True)
def the_clock(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    held = [make.NOW]
    monkeypatch.setattr(clock, "now", lambda: held[0])
    monkeypatch.setattr(clock, "today", lambda: held[0].date())
    return held  # type: ignore[return-value]


def page_of(client: Client, path: str = "/notices") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def menu(page: str) -> str:
    found = re.search(r'href="/notices"[^>]*>\s*(?:<strong[^>]*>)?([^<]+)', page)
    assert found
    return found[1].strip()


def test_a_notice_leads_to_its_claim(client: Client, lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    client.force_login(insurer)
    page = page_of(client)
    assert (
        f'New claim <a class="govuk-link govuk-link--no-visited-state" href="/claims/{claim.pk}">{claim.application_id}</a>'
        in page
    )
    assert "23 Nov 2026, 09:30" in page


def test_a_notice_names_the_claimant_and_ones_own_reference(
    client: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    names = {"claimant_forename": "Ada", "claimant_surname": "<b>Fischer"}
    references = {"representative_reference": "HR/678", "compensator_reference": "M/17"}
    Claim.objects.filter(pk=claim.pk).update(**names, **references)
    client.force_login(insurer)
    page = page_of(client)
    assert "Ada &lt;b&gt;Fischer, M/17" in page
    assert "HR/678" not in page


def test_a_warning_is_marked(
    client: Client, lawyer: User, insurer: User, the_clock: list[object]
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    alarms.ring(at=FIVE_LEFT)
    the_clock[0] = FIVE_LEFT
    client.force_login(insurer)
    page = page_of(client)
    assert ": 5 days left" in page
    assert "Due soon" in page


@pytest.mark.django_db
def test_a_claimant_alone_is_led_to_the_claim_and_not_to_a_worklist(client: Client) -> None:
    alone = make.organisation("LIP00017", kind="LIP")
    client.force_login(make.user(alone, Profile.CR_RTA_CLAIM_HANDLER, user_name="ALONE"))
    page = page_of(client)
    assert "worklist</a>" not in page
    assert '<a class="govuk-link" href="/">Your claim</a>' in page


def test_an_empty_inbox_says_so(client: Client, lawyer: User) -> None:
    client.force_login(lawyer)
    page = page_of(client)
    assert "There are none." in page
    assert "Clear all" not in page


def test_the_menu_has_the_number_on_every_page(client: Client, lawyer: User, insurer: User) -> None:
    for _ in range(3):
        make.claim(lawyer=lawyer, insurer=insurer)
    client.force_login(insurer)
    for path in ("/", "/claims", "/notices", "/account"):
        assert menu(page_of(client, path)) == "Notices (3)"
    client.force_login(lawyer)
    assert menu(page_of(client, "/")) == "Notices"


def test_many_are_told_as_many(
    client: Client, lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_COUNTED", 2)
    for _ in range(3):
        make.claim(lawyer=lawyer, insurer=insurer)
    client.force_login(insurer)
    assert menu(page_of(client, "/")) == "Notices (1+)"


def test_the_number_is_counted_once_a_minute_and_after_a_clearing(
    client: Client, lawyer: User, insurer: User, the_clock: list[object]
) -> None:
    client.force_login(insurer)
    assert menu(page_of(client, "/")) == "Notices"
    make.claim(lawyer=lawyer, insurer=insurer)
    assert menu(page_of(client, "/")) == "Notices"
    the_clock[0] = make.NOW + timedelta(minutes=1)
    assert menu(page_of(client, "/")) == "Notices (1)"
    make.claim(lawyer=lawyer, insurer=insurer)
    assert menu(page_of(client, "/notices")) == "Notices (2)"
    notice = inbox.page(insurer.as_actor(), at=make.NOW).notices[0]
    client.post(f"/notices/{notice.pk}/clear")
    assert menu(page_of(client, "/")) == "Notices (1)"


def test_one_is_cleared(client: Client, lawyer: User, insurer: User) -> None:
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(2)]
    client.force_login(insurer)
    newest = inbox.page(insurer.as_actor(), at=make.NOW).notices[0]
    answer = client.post(f"/notices/{newest.pk}/clear", follow=True)
    page = answer.content.decode()
    assert "The notice was cleared." in page
    assert claims[1].application_id not in page
    assert claims[0].application_id in page
    again = client.post(f"/notices/{newest.pk}/clear", follow=True)
    assert "There is no such notice in this inbox." in again.content.decode()


def test_all_that_the_page_showed_are_cleared_and_no_more(
    client: Client, lawyer: User, insurer: User, the_clock: list[object]
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    client.force_login(insurer)
    found = re.search(r'name="until" value="([^"]+)"', page_of(client))
    assert found
    the_clock[0] = make.NOW + timedelta(minutes=10)
    later = make.claim(lawyer=lawyer, insurer=insurer, now=make.NOW + timedelta(minutes=9))
    answer = client.post("/notices/clear", {"until": found[1]}, follow=True)
    page = answer.content.decode()
    assert "All notices were cleared. Your colleagues keep theirs." in page
    assert later.application_id in page
    assert len(inbox.page(insurer.as_actor(), at=make.NOW + timedelta(minutes=10)).notices) == 1


@pytest.mark.parametrize("until", ["", "yesterday", "2026-11-23", "2026-11-23T09:30:00"])
def test_a_form_that_was_tampered_with_is_refused(
    client: Client, lawyer: User, insurer: User, until: str
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    client.force_login(insurer)
    assert client.post("/notices/clear", {"until": until}).status_code == 400
    assert not Dismissal.objects.exists()


def test_pages_lead_on_and_back(
    client: Client, lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        make.claim(lawyer=lawyer, insurer=insurer, now=make.NOW - timedelta(minutes=number))
    original = inbox.page
    monkeypatch.setattr(inbox, "page", lambda actor, **named: original(actor, **named, size=2))
    client.force_login(insurer)
    first = page_of(client)
    found = re.search(r'href="(/notices\?cursor=[^"]+)"', first)
    assert found
    second = page_of(client, found[1])
    oldest = Claim.objects.order_by("sent_at")[0]
    assert oldest.application_id in second and oldest.application_id not in first
    assert "Back to the newest" in second
    assert "Clear all" not in second
    assert client.get("/notices?cursor=x").status_code == 400


def test_who_has_no_claims_has_no_inbox(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    assert client.get("/notices").status_code == 302
    assert "/notices" not in page_of(client, "/administration")


def test_who_is_signed_in_as_another_reads_and_clears_nothing(
    client: Client, lawyer: User, insurer: User
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    leader = make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER)
    client.force_login(leader)
    client.get("/")
    session = client.session
    session["stands_in_for"] = insurer.pk
    session.save()
    page = page_of(client)
    assert "New claim" in page
    assert "/clear" not in page
    (notice,) = inbox.page(insurer.as_actor(), at=make.NOW).notices
    for path, posted in (
        (f"/notices/{notice.pk}/clear", {}),
        ("/notices/clear", {"until": notice.at.isoformat()}),
    ):
        assert client.post(path, posted).status_code == 403
    assert not Dismissal.objects.exists()


# Mails.


@pytest.mark.parametrize("digest", list(Digest))
def test_everybody_chooses_for_themselves(client: Client, lawyer: User, digest: Digest) -> None:
    client.force_login(lawyer)
    digests.choose(Digest.DAILY, by=lawyer.as_actor(), at=make.NOW)
    assert re.search(r'value="daily"[^>]*checked', page_of(client, "/account/notices"))
    answer = client.post("/account/notices", {"digest": digest.value}, follow=True)
    page = answer.content.decode()
    assert "Your choice is kept." in page
    assert digest.label in page
    assert digests.wanted(lawyer) is digest


@pytest.mark.parametrize("chosen", ["", "hourly", "off\x00"])
def test_what_cannot_be_chosen_is_refused(client: Client, lawyer: User, chosen: str) -> None:
    client.force_login(lawyer)
    answer = client.post("/account/notices", {"digest": chosen})
    assert answer.status_code == 422
    assert "Choose one of these." in answer.content.decode()
    assert digests.wanted(lawyer) is Digest.OFF
