"""A registrar's decision, and everything that comes of it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import ApiClient, User
from claims_portal.claims import digests
from claims_portal.claims.models import Digest
from claims_portal.claims.process.calendar import Calendar
from claims_portal.operators.models import Staff
from claims_portal.operators.refusals import NotAllowed
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry
from claims_portal.registration import deciding, decision_clock
from claims_portal.registration.models import Application, OrganisationNumber
from tests import make
from tests.operators.conftest import acting
from tests.registration.applicant import APPLICANT, FIRM, Applicant, mails_to, sent, text_of
from tests.registration.conftest import Decide
from tests.web.operator.conftest import SignedIn

pytestmark = pytest.mark.django_db
ADMINISTRATOR = FIRM["administrator"]["email"]
PASSWORD = "Nine-lanterns-over-7-hills"  # noqa: S105


def page_of(desk: Client, application: Application) -> str:
    return text_of(desk.get(f"/operator/registrations/{application.reference}"))


def test_an_approved_firm_is_founded(desk: Client, decide: Decide) -> None:
    make.organisation("CR00041")
    applicant = sent()
    applicant.client.get("/register/application")
    answer = decide(applicant.application, "approve")
    assert answer.status_code == 302, text_of(answer)
    made = Organisation.objects.get(name="Ferrymoor Law LLP")
    assert (made.code, made.kind, made.deals_with_rta, made.deals_with_elpl) == (
        "CR00042", "CR", True, False,
    )  # fmt: skip
    assert made.address["postcode"] == "BS1 4ZZ"
    assert [str(one) for one in made.branches.all()] == ["001 Head office"]
    assert {(one.register, one.number) for one in made.register_numbers.all()} == {
        ("sra", "612345"), ("companies-house", "OC301234"), ("ico", "ZA123456"),
    }  # fmt: skip
    account = made.users.get()
    assert re.fullmatch(r"ADMIN_[0-9B-Z]{6}", account.user_name)
    assert (account.email, account.email_verified_at, account.has_usable_password()) == (
        ADMINISTRATOR, None, False,
    )  # fmt: skip
    assert [one.profile for one in account.profiles.all()] == ["cr-administrator"]
    assert not ApiClient.objects.exists()
    assert not list(audit.broken_links())
    tags = AuditEntry.objects.filter(organisation_code="CR00042").values_list("tag", flat=True)
    assert list(tags.order_by("number")) == [
        "organisation:registration:approved",
        "account:user:created",
    ]
    assert set(AuditEntry.objects.filter(organisation_code="CR00042").values_list(
        "by_staff", flat=True)) == {"REGISTRAR"}  # fmt: skip
    assert "CR00042" in applicant.page()
    assert "Approved" in page_of(desk, applicant.application)


def test_the_administrator_signs_in_for_the_first_time(decide: Decide, client: Client) -> None:
    decide(sent().application, "approve")
    account = User.objects.get(email=ADMINISTRATOR)
    welcome, link = mails_to(ADMINISTRATOR)
    assert account.user_name in welcome
    assert "CR00001" in welcome
    assert "/verify-address?link=" in link
    assert account.user_name not in "".join(mails_to(APPLICANT))

    client.post("/new-password", {"user_name": account.user_name, "email": account.email})
    code = re.search(r"\d{6}", mails_to(ADMINISTRATOR)[-1])
    assert code
    chosen = client.post("/new-password/code", {"code": code[0]})
    assert chosen["Location"] == "/new-password/choose"
    client.post("/new-password/choose", {"new": PASSWORD, "again": PASSWORD})
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    assert account.email_verified_at


@pytest.mark.parametrize(
    ("kind", "address", "told"),
    [
        ("COMP", "https://sandbox.example.org", True),
        ("COMP", "", False),
        # It has no API client.
        ("CR", "https://sandbox.example.org", False),
    ],
)
def test_who_gets_a_client_is_told_of_the_sandbox(
    decide: Decide, settings: Any, kind: str, address: str, told: bool
) -> None:
    settings.SANDBOX_URL = address
    decide(sent(kind).application, "approve")
    mails = "".join(mails_to(FIRM["administrator"]["email"]))
    assert ("https://sandbox.example.org/developers/sandbox" in mails) is told


def test_a_compensator_has_a_central_point_and_its_client(decide: Decide) -> None:
    applicant = Applicant("COMP").fill_in()
    applicant.client.post("/register/application/branches/add", {"name": "Leeds motor"})
    applicant.send()
    decide(applicant.application, "approve")
    made = Organisation.objects.get()
    assert (made.code, made.compensator_kind, made.deals_with_elpl) == ("COMP001", "insurer", True)
    assert [(one.number, one.name, one.kind) for one in made.branches.order_by("number")] == [
        ("001", "Head office", "central"), ("002", "Leeds motor", "handling"),
    ]  # fmt: skip
    made_for = ApiClient.objects.get()
    assert (made_for.name, made_for.organisation, made_for.secrets.count()) == (
        "Casework 9", made, 0,
    )  # fmt: skip
    assert made_for.client_id in mails_to(ADMINISTRATOR)[0]


def test_a_claimant_alone_may_have_any_address_and_does_both(decide: Decide) -> None:
    decide(sent("LIP", "sam.alone@gmail.com").application, "approve", note="")
    account = User.objects.get()
    assert account.organisation.code == "LIP00001"
    assert account.organisation.name == "Sam Alone"
    assert sorted(one.profile for one in account.profiles.all()) == [
        "cr-administrator", "cr-elpl-claim-handler",
    ]  # fmt: skip
    assert account.email == "sam.alone@gmail.com"


def test_a_claimant_alone_is_told_what_one_person_does(decide: Decide, client: Client) -> None:
    """Nobody to make accounts for, no colleague to ask; and news comes by mail."""
    decide(sent("LIP", "sam.alone@gmail.com").application, "approve", note="")
    account = User.objects.get()
    welcome = next(one for one in mails_to(account.email) if account.user_name in one)
    assert "Begin your claim" in welcome
    client.post("/new-password", {"user_name": account.user_name, "email": account.email})
    for mailed in mails_to(account.email):
        assert "dministrator" not in mailed
        assert "organisation" not in mailed
    assert digests.wanted(account) == Digest.AT_ONCE


def test_a_refusal_is_told_with_its_reasons(desk: Client, decide: Decide) -> None:
    applicant = sent()
    nothing = decide(applicant.application, "refuse")
    assert nothing.status_code == 422
    assert "at least one reason" in text_of(nothing)
    own = "The number you gave is that of Harbour Row."
    answer = decide(applicant.application, "refuse", reasons=["differs", "unknown"], more=own)
    assert answer.status_code == 302
    for told in (applicant.page(), mails_to(APPLICANT)[-1]):
        assert own in told
        assert "are not as the regulator’s record has them" in told
    assert applicant.application.decided_by == "REGISTRAR"
    assert not Organisation.objects.exists()
    assert "Apply again" in applicant.page()
    assert "REGISTRAR" not in applicant.page()


def test_more_is_asked_and_answered(desk: Client, decide: Decide) -> None:
    applicant = sent()
    assert decide(applicant.application, "ask", question="?").status_code == 422
    question = "Which of your two offices is the head office?"
    decide(applicant.application, "ask", question=question)
    assert question in applicant.page("")
    assert question in mails_to(APPLICANT)[-1]
    assert "business days left" not in page_of(desk, applicant.application)
    early = decide(applicant.application, "approve")
    assert "no longer waits for a decision" in text_of(early)

    Application.objects.update(clock_began_on=date(2020, 1, 1))
    assert applicant.answer("organisation", name="Ferrymoor Law Limited").status_code == 302
    assert "Answer what we asked" in text_of(applicant.send())
    applicant.send(message="The one in Bristol.")
    assert "The one in Bristol." in page_of(desk, applicant.application)
    assert applicant.application.clock_began_on == clock.today()
    decide(applicant.application, "approve")
    assert Organisation.objects.get().name == "Ferrymoor Law Limited"


def test_what_was_changed_since_is_not_approved_unseen(decide: Decide) -> None:
    applicant = sent()
    read = applicant.application
    decide(read, "ask", question="Is this your whole name?")
    applicant.answer("organisation", name="Something Else Ltd")
    applicant.send(message="No.")
    for revision in (read.revision, "", "x", "9" * 30):
        answer = decide(applicant.application, "approve", revision=revision)
        assert "was changed after you opened the page" in text_of(answer)
    assert not Organisation.objects.exists()


def test_an_approval_wants_every_look_and_a_note_where_something_was_found(
    decide: Decide,
) -> None:
    applicant = sent(organisation={"website": ""})
    looked = decide(applicant.application, "approve", looked=["regulator", "ico"])
    assert looked.status_code == 422
    assert "Tick each point" in text_of(looked)
    noted = decide(applicant.application, "approve", note="")
    assert "in spite of what the checks found" in text_of(noted)
    assert "at least 10 characters" in text_of(decide(applicant.application, "approve", note="ok"))
    assert decide(applicant.application, "approve").status_code == 302
    entry = AuditEntry.objects.get(tag="operator:registration:approved")
    assert entry.after["looked"] == ["ico", "person", "regulator"]
    assert entry.reason.startswith("Spoke to the firm")


def test_nothing_is_found_where_all_is_right_and_no_note_is_needed(
    desk: Client, decide: Decide
) -> None:
    applicant = sent()
    page = page_of(desk, applicant.application)
    assert "Look at it" not in page
    assert "Stops an approval" not in page
    assert decide(applicant.application, "approve", note="").status_code == 302


@pytest.mark.parametrize(
    ("changes", "says", "stops"),
    [
        ({}, "of nearly the same name: Ferrymoor Law Ltd. (CR00777)", False),
        ({"registrations": {"icoNumber": "ZB654321"}}, "ZB654321 is Ferrymoor Law Ltd.", True),
        ({"organisation": {"website": "www.elsewhere.example.com"}}, "Not under the domain", False),
        ({"organisation": {"website": ""}}, "No website was given", False),
        ({"administrator": {"email": "known@ferrymoor.example.com"}}, "has an account in CR00777",
         False),
    ],
)  # fmt: skip
def test_checks_are_listed(
    desk: Client, decide: Decide, changes: dict[str, Any], says: str, stops: bool
) -> None:
    there = make.organisation("CR00777")
    Organisation.objects.filter(pk=there.pk).update(name="Ferrymoor Law Ltd.")
    OrganisationNumber.objects.create(organisation=there, register="ico", number="ZB654321")
    make.user(there, email="known@ferrymoor.example.com")
    applicant = sent(**changes)
    page = page_of(desk, applicant.application)
    assert says in page
    answer = decide(applicant.application, "approve")
    assert answer.status_code == (422 if stops else 302)
    assert Organisation.objects.count() == (1 if stops else 2)


def test_a_second_application_of_the_same_firm_is_seen_and_stopped(
    desk: Client, decide: Decide
) -> None:
    first, second = sent(), sent(email="other.person@ferrymoor.example.com")
    page = page_of(desk, second.application)
    assert "The same number is in another application" in page
    assert first.application.reference in page
    decide(first.application, "approve")
    answer = decide(second.application, "approve")
    assert answer.status_code == 422
    assert "612345 is Ferrymoor Law LLP (CR00001)" in text_of(answer).replace("&#x27;", "'")
    assert Organisation.objects.count() == 1
    decide(second.application, "refuse", reasons=["registered"])
    third = sent(email="other.person@ferrymoor.example.com")
    assert "refused before" in page_of(desk, third.application)


def test_a_branch_named_after_its_administrator_stops(desk: Client, decide: Decide) -> None:
    applicant = Applicant().fill_in()
    for name in ("Nia Ferry’s desk", "Harbour"):
        applicant.client.post("/register/application/branches/add", {"name": name})
    applicant.send()
    answer = decide(applicant.application, "approve")
    assert "Named after the administrator: Nia Ferry’s desk" in text_of(answer)


def test_a_rule_that_changed_meanwhile_stops(decide: Decide, monkeypatch: Any) -> None:
    applicant = sent()
    listed = "claims_portal.accounts.email_addresses.MORE_FREE_MAIL_HOSTS"
    monkeypatch.setattr(listed, frozenset({"ferrymoor.example.com"}))
    answer = decide(applicant.application, "approve")
    assert answer.status_code == 422
    assert "free-mail host" in text_of(answer)


def test_names_are_escaped_wherever_they_are_read(desk: Client, decide: Decide) -> None:
    name = 'O\'Ferry & "Sons" Law'
    applicant = sent(organisation={"name": name})
    escaped = "O&#x27;Ferry &amp; &quot;Sons&quot; Law"
    decide(applicant.application, "ask", question="<img src=x onerror=alert(1)>")
    for page in (page_of(desk, applicant.application), applicant.page(),
                 text_of(desk.get("/operator/registrations"))):  # fmt: skip
        assert escaped in page
        assert name not in page
        assert "<img src=x" not in page


def test_support_sees_and_does_not_decide(signed_in: SignedIn, supporter: Staff) -> None:
    applicant = sent()
    page = page_of(signed_in(supporter), applicant.application)
    assert "Ferrymoor Law LLP" in page
    assert 'value="approve"' not in page
    with pytest.raises(NotAllowed):
        deciding.refuse(
            applicant.application.reference, ["ico"], by=acting(supporter), at=clock.now()
        )


@pytest.mark.parametrize("reference", ["R-NONE-NONE", "é", "%00"])
def test_what_is_not_there_or_a_draft_is_not_found(desk: Client, reference: str) -> None:
    draft = Applicant().application
    for named in (reference, draft.reference):
        assert desk.get(f"/operator/registrations/{named}").status_code == 404
        assert desk.post(f"/operator/registrations/{named}/decide").status_code == 404


def test_the_overview_says_what_waits_and_what_is_late(desk: Client) -> None:
    assert "Applications:" not in text_of(desk.get("/operator"))
    sent()
    assert "Applications: 1" in text_of(desk.get("/operator"))
    Application.objects.update(clock_began_on=clock.today() - timedelta(days=30))
    assert "Late" in text_of(desk.get("/operator"))
    assert "Passed on" in text_of(desk.get("/operator/registrations"))


HOLIDAYS = Calendar.of([date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)])


@pytest.mark.parametrize(
    ("began", "today", "due_on", "left"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 30), 5),
        (date(2026, 11, 23), date(2026, 11, 30), date(2026, 11, 30), 0),
        (date(2026, 11, 23), date(2026, 12, 1), date(2026, 11, 30), -1),
        (date(2026, 11, 28), date(2026, 11, 29), date(2026, 12, 4), 5),
        (date(2026, 12, 23), date(2026, 12, 24), date(2027, 1, 4), 4),
    ],
)
def test_five_working_days_are_counted_by_the_portals_calendar(
    began: date, today: date, due_on: date, left: int
) -> None:
    due = decision_clock.counted(began, today=today, calendar=HOLIDAYS)
    assert (due.on, due.working_days_left) == (due_on, left)
