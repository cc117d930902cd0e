"""The claim notification form, page by page."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims_portal.accounts.models import User
from claims_portal.claims import drafts
from claims_portal.claims.models import Claim, Draft, Event
from claims_portal.web.forms.claim_forms import CLAIM_FORMS
from claims_portal.web.forms.reading import value_at
from tests import make
from tests.web.forms.posting import controls, posted_from

pytestmark = pytest.mark.django_db


def start(browser: Client) -> Draft:
    browser.post(reverse("new-claim"))
    return Draft.objects.get()


def started(user: User, body: dict[str, Any] | None = None) -> Draft:
    return drafts.start(claim_type="rta", body=body or make.cnf(), by=user.as_actor(), at=make.NOW)


def at(draft: Draft, section: str = "") -> str:
    return f"/claims/{draft.claim_id}/form" + (f"/{section}" if section else "")


def save(browser: Client, draft: Draft, section: str, **changes: Any) -> Any:
    """Open a page as a browser does, change some answers, and save it."""
    page = browser.get(at(draft, section)).content.decode()
    return browser.post(at(draft, section), posted_from(page, **changes))


def body_of(draft: Draft) -> Any:
    draft.refresh_from_db()
    return draft.body


def test_a_new_claim_begins_with_what_the_portal_knows(
    lawyers_browser: Client, lawyer: User
) -> None:
    answer = lawyers_browser.post(reverse("new-claim"))
    draft = Draft.objects.get()
    assert answer.headers["Location"] == at(draft)
    block = draft.body["claimantRepresentative"]
    assert block["organisationName"] == lawyer.organisation.name
    assert block["contactSurname"] == lawyer.surname
    assert block["email"] == lawyer.email


def test_opening_the_page_of_a_new_claim_starts_nothing(lawyers_browser: Client) -> None:
    assert lawyers_browser.get(reverse("new-claim")).status_code == 200
    assert not Draft.objects.exists()


def test_an_insurer_cannot_start_a_claim(insurers_browser: Client) -> None:
    assert insurers_browser.post(reverse("new-claim")).status_code == 403
    assert not Claim.objects.exists()


def test_a_fresh_form_is_a_list_of_tasks_with_the_time_of_saving(lawyers_browser: Client) -> None:
    page = lawyers_browser.get(at(start(lawyers_browser))).content.decode()
    assert page.count("Not started") >= 8
    assert "In progress" in page
    assert "Optional" in page
    assert "Saved at 09:30." in page


def test_a_complete_form_has_only_complete_and_optional_tasks(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    draft = started(lawyer, make.cnf(compensator=insurer.organisation))
    page = lawyers_browser.get(at(draft)).content.decode()
    assert "Not started" not in page
    assert "Has errors" not in page
    assert "In progress" not in page


def test_saving_a_page_keeps_it_and_leads_to_the_next(lawyers_browser: Client) -> None:
    draft = start(lawyers_browser)
    answer = save(
        lawyers_browser, draft, "claim",
        claim__valueBand="up-to-10000", claim__signatory="claimants-solicitor",
        claim__signedCopyRetained="yes",
    )  # fmt: skip
    assert answer.status_code == 302
    assert answer.headers["Location"] == at(draft, "claimant-representative")
    assert body_of(draft)["claim"] == {
        "valueBand": "up-to-10000",
        "signatory": "claimants-solicitor",
        "signedCopyRetained": True,
    }


def test_a_page_with_faults_is_saved_and_shown_with_links_to_them(lawyers_browser: Client) -> None:
    draft = start(lawyers_browser)
    answer = save(
        lawyers_browser, draft, "accident",
        **{"accident__date-day": "31", "accident__date-month": "2", "accident__date-year": "2026"},
        accident__occupants="three", accident__place="Hull",
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Saved, but not complete" in page
    assert '<a href="#accident-date">Date of accident must be a real date' in page
    assert '<a href="#accident-occupants">' in page
    assert 'value="three"' in page
    assert "Continue anyway" in page
    typed = body_of(draft)["accident"]
    assert typed["date"] == {"day": "31", "month": "2", "year": "2026"}
    assert typed["place"] == "Hull"


def test_a_page_that_was_begun_shows_its_problems_from_the_task_list(
    lawyers_browser: Client,
) -> None:
    draft = start(lawyers_browser)
    save(lawyers_browser, draft, "accident", accident__place="Hull")
    tasks = lawyers_browser.get(at(draft)).content.decode()
    assert f"{at(draft, 'accident')}?problems=shown" in tasks
    page = lawyers_browser.get(at(draft, "accident") + "?problems=shown").content.decode()
    assert "There is a problem" in page


def test_rows_are_added_and_removed_by_buttons(lawyers_browser: Client) -> None:
    draft = start(lawyers_browser)
    save(lawyers_browser, draft, "injury", add="hospitals")
    save(lawyers_browser, draft, "injury", hospitals__0__name="St Anne's", add="hospitals")
    save(lawyers_browser, draft, "injury", hospitals__1__name="St Bede's", add="hospitals")
    assert [row.get("name") for row in body_of(draft)["hospitals"]] == [
        "St Anne's",
        "St Bede's",
        None,
    ]
    save(lawyers_browser, draft, "injury", remove="hospitals/0")
    assert [row.get("name") for row in body_of(draft)["hospitals"]] == ["St Bede's", None]
    save(lawyers_browser, draft, "injury")
    assert [row.get("name") for row in body_of(draft)["hospitals"]] == ["St Bede's"]


def test_no_more_rows_are_added_than_the_form_has_room_for(
    lawyers_browser: Client, lawyer: User
) -> None:
    draft = started(lawyer, make.cnf() | {"hospitals": [{"name": str(n)} for n in range(4)]})
    page = lawyers_browser.get(at(draft, "injury")).content.decode()
    assert ("add", "hospitals") not in controls(page).buttons
    save(lawyers_browser, draft, "injury", add="hospitals")
    assert len(body_of(draft)["hospitals"]) == 4


def test_opening_and_saving_every_page_changes_nothing(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    body = make.cnf(compensator=insurer.organisation)
    draft = started(lawyer, body)
    for page in CLAIM_FORMS["rta"].pages:
        assert save(lawyers_browser, draft, page.slug).status_code == 302, page.slug
    assert body_of(draft) == body


def test_another_window_with_another_page_is_no_conflict(
    lawyers_browser: Client, lawyer: User
) -> None:
    draft = started(lawyer)
    opened = lawyers_browser.get(at(draft, "claimant")).content.decode()
    save(lawyers_browser, draft, "accident", accident__place="Hull")
    answer = lawyers_browser.post(
        at(draft, "claimant"), posted_from(opened, claimant__occupation="Miller")
    )
    assert answer.status_code == 302
    assert body_of(draft)["accident"]["place"] == "Hull"
    assert body_of(draft)["claimant"]["occupation"] == "Miller"


def test_the_same_page_in_two_windows_shows_both_versions_and_lets_one_choose(
    lawyers_browser: Client, lawyer: User
) -> None:
    draft = started(lawyer)
    opened = lawyers_browser.get(at(draft, "claimant")).content.decode()
    save(lawyers_browser, draft, "claimant", claimant__occupation="Baker")
    mine = posted_from(opened, claimant__occupation="Miller")
    answer = lawyers_browser.post(at(draft, "claimant"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "saved in another window" in page
    assert "Baker" in page
    assert 'value="Miller"' in page
    assert body_of(draft)["claimant"]["occupation"] == "Baker"
    again = lawyers_browser.post(at(draft, "claimant"), posted_from(page))
    assert again.status_code == 302
    assert body_of(draft)["claimant"]["occupation"] == "Miller"


def test_the_compensator_is_found_by_name_and_chosen(
    lawyers_browser: Client, insurer: User
) -> None:
    draft = start(lawyers_browser)
    found = save(lawyers_browser, draft, "compensator", search="comp0", find="yes")
    page = found.content.decode()
    assert insurer.organisation.name in page
    assert 'value="comp0"' in page
    answer = lawyers_browser.post(at(draft, "compensator"), posted_from(page, choice="COMP001"))
    assert answer.status_code == 302
    assert body_of(draft)["defendant"]["compensator"] == {
        "organisationName": insurer.organisation.name,
        "organisationId": "COMP001",
        "organisationPath": "/COMP001",
        "kind": "insurer",
    }


@pytest.mark.parametrize("choice", ["", "COMP999", "\x00", "'; --"])
def test_no_compensator_that_does_not_exist_is_taken(lawyers_browser: Client, choice: str) -> None:
    draft = start(lawyers_browser)
    answer = save(lawyers_browser, draft, "compensator", choice=choice, search="x\x00")
    assert answer.status_code == 200
    assert "Search and choose the compensator" in answer.content.decode()
    assert "compensator" not in body_of(draft).get("defendant", {})


def check_page(browser: Client, draft: Draft) -> str:
    return browser.get(at(draft, "check")).content.decode()


def test_what_is_missing_is_listed_with_the_way_to_it(lawyers_browser: Client) -> None:
    draft = start(lawyers_browser)
    page = check_page(lawyers_browser, draft)
    assert f"{at(draft, 'claim')}?problems=shown&amp;from=check#claim-valueBand" in page
    assert 'id="send"' not in page
    assert "You can send the claim once what is listed" in page
    answer = lawyers_browser.post(at(draft, "check"), posted_from(page))
    assert answer.status_code == 422
    assert "The claim cannot be sent yet" in answer.content.decode()
    draft.claim.refresh_from_db()
    assert draft.claim.phase == "ClaimDataInput"


def test_what_is_missing_is_listed_in_the_order_of_the_pages(lawyers_browser: Client) -> None:
    draft = start(lawyers_browser)
    page = check_page(lawyers_browser, draft)
    listed = re.findall(r'href="[^"]*/form/([a-z-]+)\?problems', page)
    pages = [one.slug for one in CLAIM_FORMS["rta"].pages]
    assert len(set(listed)) > 5
    assert listed == sorted(listed, key=pages.index)


def test_the_compensator_is_checked_under_its_own_heading_alone(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    draft = started(lawyer, make.cnf(compensator=insurer.organisation))
    page = check_page(lawyers_browser, draft)
    card = page[page.index(">Compensator</h2>") : page.index(">Motor Insurers")]
    assert insurer.organisation.code in card
    assert "govuk-heading-s" not in card


def test_a_change_from_the_check_page_leads_back_there(
    lawyers_browser: Client, lawyer: User
) -> None:
    draft = started(lawyer)
    page = lawyers_browser.get(at(draft, "claimant") + "?from=check").content.decode()
    answer = lawyers_browser.post(at(draft, "claimant"), posted_from(page))
    assert answer.headers["Location"] == at(draft, "check")


def test_sending_leads_to_the_confirmation(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    draft = started(lawyer, make.cnf(compensator=insurer.organisation))
    page = check_page(lawyers_browser, draft)
    assert "Statement of truth" in page
    assert "20 October 2026" in page
    answer = lawyers_browser.post(at(draft, "check"), posted_from(page), follow=True)
    claim = Claim.objects.get()
    assert claim.phase == "ClaimSubmitted"
    assert not Draft.objects.exists()
    confirmation = answer.content.decode()
    assert claim.application_id in confirmation
    assert insurer.organisation.name in confirmation
    assert "business days left" in confirmation


def test_a_second_click_on_send_sends_nothing_again(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    draft = started(lawyer, make.cnf(compensator=insurer.organisation))
    posted = posted_from(check_page(lawyers_browser, draft))
    lawyers_browser.post(at(draft, "check"), posted)
    events = Event.objects.count()
    answer = lawyers_browser.post(at(draft, "check"), posted, follow=True)
    assert answer.status_code == 200
    assert "it was not sent again" in answer.content.decode()
    assert Event.objects.count() == events


def test_a_compensator_that_takes_no_claims_any_more_is_a_fault_of_its_page(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    draft = started(lawyer, make.cnf(compensator=insurer.organisation))
    posted = posted_from(check_page(lawyers_browser, draft))
    insurer.organisation.enabled = False
    insurer.organisation.save()
    answer = lawyers_browser.post(at(draft, "check"), posted)
    assert answer.status_code == 422
    assert at(draft, "compensator") in answer.content.decode()


def test_a_draft_is_discarded_after_a_question(lawyers_browser: Client) -> None:
    draft = start(lawyers_browser)
    assert "Are you sure" in lawyers_browser.get(at(draft, "discard")).content.decode()
    assert Draft.objects.exists()
    assert lawyers_browser.post(at(draft, "discard")).headers["Location"] == "/"
    assert not Claim.objects.exists()


def test_nobody_else_finds_a_draft(
    lawyers_browser: Client, insurers_browser: Client, stranger: User, administrator: User
) -> None:
    draft = start(lawyers_browser)
    for user in (stranger, administrator):
        other = Client()
        other.force_login(user)
        assert other.get(at(draft)).status_code == 404
        assert other.post(at(draft, "claim"), {}).status_code == 404
    assert insurers_browser.get(at(draft)).status_code == 404


def test_a_claim_that_was_sent_has_no_form_to_write(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    for page in ("", "/claim", "/check", "/discard"):
        answer = lawyers_browser.get(f"/claims/{claim.pk}/form{page}")
        assert answer.status_code == 409
        assert "The claim was sent; its form cannot be changed now." in answer.content.decode()


def test_the_bureau_is_told_about_on_its_own_page(
    lawyers_browser: Client, lawyer: User, insurer: User
) -> None:
    body = make.cnf()
    body["defendant"]["compensator"]["kind"] = "mib"
    draft = started(lawyer, body)
    page = lawyers_browser.get(at(draft)).content.decode()
    assert "Not started" in page
    answer = save(lawyers_browser, draft, "motor-insurers-bureau", defendant__approximateAge="40")
    assert answer.status_code == 302
    assert value_at(body_of(draft), "/defendant/approximateAge") == 40


def test_only_parties_that_the_form_names_can_be_blamed(
    lawyers_browser: Client, lawyer: User
) -> None:
    body = make.cnf()
    body["otherParties"] = [{"kind": "witness", "person": {"surname": "Quill"}}]
    draft = started(lawyer, body)
    page = lawyers_browser.get(at(draft, "liability")).content.decode()
    assert 'name="liability/otherParty1"' in page
    assert 'name="liability/otherParty2"' not in page


def test_a_name_that_is_missing_is_asked_for_by_its_question(lawyers_browser: Client) -> None:
    """Also where it is needed for another answer, or stands in a row: nobody is asked “Person”."""
    draft = start(lawyers_browser)
    page = save(lawyers_browser, draft, "defendant", defendant__kind="individual").content.decode()
    assert '<a href="#defendant-person-surname">Surname must be given when the' in page
    assert "Person must be given" not in page
    page = save(lawyers_browser, draft, "other-parties", otherParties__0__kind="witness")
    told = page.content.decode()
    assert '<a href="#otherParties-0-person-surname">Surname in row 1 must be given</a>' in told
    assert "Person in row 1" not in told
