"""An applicant's way: the mailed link, the sections, sending, answering, withdrawing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import FailedSignIn
from claims_portal.records.models import AuditEntry
from claims_portal.registration import applying, upkeep
from claims_portal.registration.models import Application
from claims_portal.web.registration.urls import urlpatterns
from tests.registration.applicant import (
    APPLICANT,
    OF_KIND,
    Applicant,
    mails_to,
    sent,
    text_of,
)

pytestmark = pytest.mark.django_db
LONG = "x" * 101


def test_an_application_is_filled_in_section_by_section_and_sent() -> None:
    applicant = Applicant()
    assert "5 sections must still be filled in" in applicant.page("")
    applicant.fill_in()
    page = applicant.page("")
    assert "Everything is filled in" in page
    assert page.count("Completed") == 5
    checked = applicant.page("check")
    assert "Solicitors Regulation Authority: 612345" in checked
    assert "BS1 4ZZ" in checked
    assert applicant.send()["Location"] == "/register/application/sent"
    confirmed = applicant.page("sent")
    assert applicant.application.reference in confirmed
    assert "business days left" in confirmed
    assert "Waits for a decision" in applicant.page()
    assert any("within 5 working days" in one for one in mails_to(APPLICANT))
    assert AuditEntry.objects.filter(tag="registration:application:sent").count() == 1


def test_a_draft_is_kept_and_goes_on_in_another_browser() -> None:
    applicant = Applicant()
    applicant.answer("organisation")
    other = Client()
    applicant.open(other)
    page = text_of(other.get("/register/application/section/organisation"))
    assert "Ferrymoor Law LLP" in page
    applicant.client.post("/register/leave")
    assert applicant.client.get("/register/application")["Location"] == "/register/link"


def test_the_first_mail_has_nothing_in_it_that_was_typed_but_the_address() -> None:
    Applicant()
    first = mails_to(APPLICANT)[0]
    assert "Ferrymoor" not in first
    assert "If it was not you, do nothing" in first


@pytest.mark.parametrize(
    ("kind", "section", "changes", "says"),
    [
        ("CR", "organisation", {"name": ""}, "Write the name in letters"),
        ("CR", "organisation", {"name": "12345"}, "Write the name in letters"),
        ("CR", "organisation", {"name": LONG}, "at most 100 characters"),
        ("CR", "organisation", {"name": "<script>alert(1)</script>"}, "without &lt; and &gt;"),
        ("CR", "organisation", {"name": "Win at http://bad.example"}, "addresses of websites"),
        ("CR", "organisation", {"name": "Ferry\u202emoor"}, "without control characters"),
        ("CR", "organisation", {"email": "nobody"}, "not an e-mail address"),
        ("CR", "organisation", {"email": ""}, "not an e-mail address"),
        ("CR", "organisation", {"telephone": "call me"}, "with its area code"),
        ("CR", "organisation", {"telephone": "999"}, "with its area code"),
        ("CR", "organisation", {"website": "localhost"}, "www.firm.example.com"),
        ("CR", "organisation", {"website": "http://10.0.0.1/"}, "www.firm.example.com"),
        ("CR", "organisation", {"website": "http://[bad"}, "www.firm.example.com"),
        ("CR", "registrations", {"regulator": ""}, "Choose who authorises the organisation"),
        ("CR", "registrations", {"regulator": "fca"}, "Choose who authorises the organisation"),
        ("CR", "registrations", {"regulatorNumber": "ABC"}, "has 5 to 7 digits"),
        ("CR", "registrations", {"regulatorNumber": "١٢٣٤٥٦"}, "has 5 to 7 digits"),
        ("CR", "registrations", {"regulatorNumber": ""}, "has 5 to 7 digits"),
        ("CR", "registrations", {"companyNumber": "12"}, "has 8 characters"),
        ("CR", "registrations", {"companyNumber": "ABC12345"}, "has 8 characters"),
        ("CR", "registrations", {"icoNumber": ""}, "Z and 7 digits"),
        ("CR", "registrations", {"icoNumber": "X1234567"}, "Z and 7 digits"),
        ("COMP", "registrations", {"regulatorNumber": "12345"}, "has 6 or 7 digits"),
        ("COMP", "registrations", {"regulator": "self-insured", "regulatorNumber": ""}, ""),
        ("COMP", "registrations", {"regulator": "sra"}, "Choose who authorises the organisation"),
        ("CR", "address", {"address/buildingNumber": ""}, "name or the number of the building"),
        ("CR", "address", {"address/town": ""}, "street and the town"),
        ("CR", "address", {"address/postcode": "nowhere"}, "Write the postcode"),
        ("CR", "address", {"address/postcode": ""}, "Write the postcode"),
        ("CR", "address", {"address/postcode": "D02 X285", "address/country": "Ireland"}, ""),
        ("CR", "address", {"address/street": "<b>"}, "without &lt; and &gt;"),
        ("CR", "claims", {"claims": []}, "Choose which claims"),
        ("CR", "claims", {"claims": ["oic"]}, "Choose which claims"),
        ("CR", "claims", {"access": ""}, "how you will use the portal"),
        ("CR", "claims", {"access": "api"}, "Write the name in letters"),
        ("LIP", "claims", {"claims": ["rta", "elpl"]}, "the one kind"),
        ("LIP", "claims", {"claims": []}, "Choose what your claim is about"),
        ("LIP", "claimant", {"forename": ""}, "Write the forename."),
        ("CR", "administrator", {"forename": "123"}, "write the forename in letters"),
        ("CR", "administrator", {"email": "nia@gmail.com"}, "free-mail host"),
        ("CR", "administrator", {"email": "info@ferrymoor.example.com"}, "several people read"),
        ("CR", "administrator", {"email": "nia@xn--frrymoor-x2a.example.com"}, "plain Latin"),
        ("CR", "administrator", {"surname": "<i>Ferry</i>"}, "without &lt; and &gt;"),
        ("LIP", "claimant", {"forename": "A" * 60, "surname": "B" * 60}, "together have at most"),
    ],
)
def test_a_section_is_kept_or_says_what_is_wrong(
    kind: str, section: str, changes: dict[str, Any], says: str
) -> None:
    applicant = Applicant(kind)
    answer = applicant.answer(section, **changes)
    if not says:
        assert answer.status_code == 302, text_of(answer)
        return
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert "There is a problem" in text_of(answer)
    assert section not in applicant.application.answers


def test_all_that_is_wrong_is_told_at_once_and_what_was_typed_stays() -> None:
    answer = Applicant().answer("organisation", name="", email="x", telephone="1")
    page = text_of(answer)
    assert page.count("govuk-error-message") == 3
    assert 'value="https://www.ferrymoor.example.com/about"' in page


def test_numbers_are_kept_in_one_spelling() -> None:
    applicant = Applicant("COMP")
    applicant.answer("registrations")
    kept = applicant.application.section("registrations")
    assert (kept["companyNumber"], kept["icoNumber"]) == ("01234567", "Z1234567")
    assert applicant.answer("organisation").status_code == 302
    assert applicant.application.section("organisation")["website"] == "www.ferrymoor.example.com"


def test_branches_are_added_once_and_taken_off() -> None:
    applicant = Applicant()
    for _ in range(2):
        added = applicant.client.post("/register/application/branches/add", {"name": "Harbour"})
        assert added["Location"] == "/register/application/branches"
    assert "1 branch" in applicant.page("")
    again = applicant.client.post(
        "/register/application/branches/add", {"name": "HARBOUR", "telephone": "0117 496 0999"}
    )
    assert "of this name already" in text_of(again)
    wrong = applicant.client.post(
        "/register/application/branches/add", {"name": "", "address/street": "Only Street"}
    )
    assert wrong.status_code == 422
    assert "name or the number of the building" in text_of(wrong)
    applicant.client.post("/register/application/branches/remove", {"name": "Harbour"})
    assert applicant.application.section("branches")["branches"] == []


def test_what_is_missing_is_named_with_a_way_to_it() -> None:
    applicant = Applicant()
    applicant.answer("organisation")
    answer = applicant.send()
    assert answer.status_code == 422
    page = text_of(answer)
    assert "The application cannot be sent yet" in page
    assert 'href="/register/application/section/administrator"' in page
    applicant.fill_in()
    undeclared = applicant.send(declared="")
    assert "Confirm that what you wrote is right" in text_of(undeclared)
    assert applicant.application.state == "draft"


def test_sent_twice_it_is_sent_once() -> None:
    applicant = sent()
    assert applicant.send()["Location"] == "/register/application/sent"
    assert applicant.application.events.count() == 1
    assert AuditEntry.objects.filter(tag="registration:application:sent").count() == 1


def test_what_was_sent_is_no_longer_changed() -> None:
    applicant = sent()
    answer = applicant.answer("organisation", name="Another Name LLP")
    assert answer["Location"] == "/register/application/status"
    added = applicant.client.post("/register/application/branches/add", {"name": "Harbour"})
    assert added["Location"] == "/register/application/status"
    assert applicant.application.name == "Ferrymoor Law LLP"


@pytest.mark.parametrize("was_sent", [False, True])
def test_a_draft_is_deleted_and_an_application_withdrawn(was_sent: bool) -> None:
    applicant = sent() if was_sent else Applicant().fill_in()
    asked = applicant.page("withdraw")
    assert ("Withdraw the application" if was_sent else "Delete the draft") in asked
    applicant.client.post("/register/application/withdraw")
    if was_sent:
        assert "Withdrawn" in applicant.page()
        assert applicant.client.post("/register/application/withdraw").status_code == 302
        assert any("was withdrawn" in one for one in mails_to(APPLICANT))
    else:
        assert not Application.objects.exists()
        assert Client().get(applicant.link).status_code == 404


def test_two_clicks_begin_one_application(client: Client) -> None:
    page = text_of(client.get("/register/begin"))
    token = re.search(r'name="formToken" value="([^"]+)"', page)
    assert token
    entered = {"kind": "CR", "email": APPLICANT, "formToken": token[1]}
    for _ in range(2):
        client.post("/register/begin", entered)
    assert Application.objects.count() == 1
    assert len(mails_to(APPLICANT)) == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"kind": "", "email": APPLICANT}, "Choose for whom you apply"),
        ({"kind": "CR", "email": "nobody"}, "not an e-mail address"),
        ({"kind": "CR", "email": "a@b.example\nBcc: x@y.example"}, "not an e-mail address"),
        ({"kind": "CR", "email": ""}, "not an e-mail address"),
    ],
)
def test_a_beginning_that_cannot_be(client: Client, typed: dict[str, str], says: str) -> None:
    answer = client.post("/register/begin", typed)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert not Application.objects.exists()


def test_a_strangers_mailbox_is_not_filled(client: Client) -> None:
    pages = {
        client.post("/register/begin", {"kind": "CR", "email": APPLICANT})["Location"]
        for _ in range(applying.APPLICATIONS_OF_AN_ADDRESS_A_DAY + 3)
    }
    assert pages == {"/register/mail-sent"}
    assert len(mails_to(APPLICANT)) == applying.APPLICATIONS_OF_AN_ADDRESS_A_DAY


@pytest.mark.parametrize("path", ["/register/begin", "/register/link"])
def test_whoever_posts_much_from_one_network_waits(
    client: Client, settings: Any, path: str
) -> None:
    settings.SIGN_IN_FAILURES_FROM_AN_ADDRESS = 4
    typed = {"kind": "CR", "email": APPLICANT, "reference": "R-AAAA-BBBB"}
    answers = [client.post(path, typed).status_code for _ in range(6)]
    assert answers == [302, 302, 302, 302, 429, 429]
    assert FailedSignIn.objects.count() == 4


def test_a_lost_link_is_mailed_again_and_nobody_learns_whether() -> None:
    applicant = Applicant()
    reference = applicant.application.reference
    Application.objects.update(link_sent_at=clock.now() - timedelta(minutes=5))
    stranger = Client()
    for email, named in (
        (APPLICANT, "R-ZZZZ-ZZZZ"), ("else@ferrymoor.example.com", reference), ("é", "ſ"),
        (APPLICANT.upper(), reference.lower().replace("-", " ")),
    ):  # fmt: skip
        answer = stranger.post("/register/link", {"email": email, "reference": named})
        assert answer["Location"] == "/register/mail-sent"
    assert len(mails_to(APPLICANT)) == 2
    stranger.post("/register/link", {"email": APPLICANT, "reference": reference})
    assert len(mails_to(APPLICANT)) == 2, "once a minute"
    missing = stranger.post("/register/link", {"email": "", "reference": ""})
    assert missing.status_code == 422


@pytest.mark.parametrize("link", ["", "x", "é", "a" * 5000])
def test_a_wrong_link_opens_nothing(client: Client, link: str) -> None:
    Applicant()
    answer = client.get("/register/open", {"link": link})
    assert answer.status_code == 404
    assert client.get("/register/application")["Location"] == "/register/link"


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_of_an_application_wants_its_link(client: Client, method: str) -> None:
    pages = [one for one in urlpatterns if str(one.pattern).startswith("register/application")]
    assert len(pages) > 7
    for one in pages:
        path = str(one.pattern).replace("<slug:slug>", "address")
        answer = getattr(client, method)(f"/{path}")
        assert answer["Location"] == "/register/link", path


def test_an_application_left_open_closes_by_itself(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    applicant = Applicant()
    later = clock.now() + timedelta(hours=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert applicant.client.get("/register/application")["Location"] == "/register/link"


def test_old_drafts_are_deleted_and_what_waits_is_not() -> None:
    never, untouched, kept = (Applicant(email=f"{one}@firm.example.com") for one in "abc")
    waits, refused = sent(email="d@firm.example.com"), sent(email="e@firm.example.com")
    now, ages = clock.now(), Application.objects
    ages.filter(pk=never.application.pk).update(opened_at=None, created_at=now - timedelta(days=3))
    ages.filter(pk=untouched.application.pk).update(saved_at=now - timedelta(days=31))
    ages.filter(pk=kept.application.pk).update(saved_at=now - timedelta(days=29))
    ages.filter(pk=waits.application.pk).update(saved_at=now - timedelta(days=400))
    ages.filter(pk=refused.application.pk).update(
        state="refused", decided_by="X", decided_at=now - timedelta(days=366)
    )
    assert upkeep.forget_old(at=now) == 3
    assert set(ages.values_list("email", flat=True)) == {"c@firm.example.com", "d@firm.example.com"}
    assert upkeep.forget_old(at=now) == 0


@pytest.mark.parametrize("kind", OF_KIND)
def test_every_kind_is_asked_its_own(kind: str) -> None:
    applicant = Applicant(kind)
    applicant.fill_in()
    assert applicant.send().status_code == 302
    strange = "claimant" if kind != "LIP" else "administrator"
    page = f"/register/application/section/{strange}"
    assert applicant.client.get(page).status_code == 404
    branches = applicant.client.get("/register/application/branches").status_code
    assert branches == (404 if kind == "LIP" else 302)
