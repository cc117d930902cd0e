"""The directory: what the operator keeps for everybody, on its pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from claims_portal import clock
from claims_portal.accounts import mail_rules
from claims_portal.accounts.email_addresses import must_be_own_business_address
from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import EmailRefused
from claims_portal.claims.models import CalendarVersion, Claim, Holiday
from claims_portal.notices import service
from claims_portal.notices.models import ServiceNotice
from claims_portal.operators.models import Staff
from claims_portal.organisations.models import InsurerName, MailRule, UserAgreement
from claims_portal.records.models import AuditEntry
from tests import make
from tests.claims.together import at_once
from tests.web.operator.conftest import SignedIn

ROOT = "/operator/directory"


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: make.NOW.date())
    service.kept.forget()
    mail_rules.kept.forget()


@pytest.fixture
def page(signed_in: SignedIn, registrar: Staff) -> Client:
    return signed_in(registrar)


def typed(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"


NOTICE = {
    "kind": "maintenance", "text": "The portal is away on Sunday.",
    "shown_from": typed(make.NOW - timedelta(hours=1)),
    "shown_until": typed(make.NOW + timedelta(days=6)),
    "begins_at": typed(make.NOW + timedelta(days=6)),
    "ends_at": typed(make.NOW + timedelta(days=6, hours=4)),
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_service_notice_is_on_every_page_until_it_is_over(
    page: Client, client: Client, lawyer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = page.post(f"{ROOT}/notices/new", NOTICE, follow=True).content.decode()
    assert NOTICE["text"] in told
    for address in ("/sign-in", "/figures", "/help/"):
        assert NOTICE["text"] in client.get(address).content.decode()
    (one,) = client.get("/api/v1/service-notices").json()["serviceNotices"]
    assert (one["kind"], one["text"]) == ("maintenance", NOTICE["text"])
    assert one["beginsAt"] == (make.NOW + timedelta(days=6)).isoformat().replace("+00:00", "Z")
    monkeypatch.setattr(clock, "now", lambda: make.NOW + timedelta(days=7))
    assert NOTICE["text"] not in client.get("/sign-in").content.decode()
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    page.post(f"{ROOT}/notices/{ServiceNotice.objects.get().pk}/end")
    assert NOTICE["text"] not in client.get("/sign-in").content.decode()
    tags = AuditEntry.objects.filter(by_staff="REGISTRAR").values_list("tag", flat=True)
    assert set(tags) == {"operator:service-notice:announced", "operator:service-notice:ended"}


@pytest.mark.django_db(transaction=True)
def test_a_notice_announced_by_two_clicks_stands_there_once(page: Client) -> None:
    clicks = [Client(), Client()]
    for one in clicks:
        one.cookies = page.cookies.copy()
    answers = at_once(*(lambda one=one: one.post(f"{ROOT}/notices/new", NOTICE) for one in clicks))
    assert {one.headers["Location"] for one in answers} == {f"{ROOT}/notices"}
    assert ServiceNotice.objects.count() == 1
    assert AuditEntry.objects.filter(tag="operator:service-notice:announced").count() == 1


# fmt: off
WRONG = [
    # what was typed otherwise, what is said
    ({"kind": "joke"},                       "Choose the kind"),
    ({"text": " "},                          "Write one sentence"),
    ({"text": "x" * 301},                    "Write one sentence"),
    ({"shown_from": "soon"},                 "Say from when"),
    ({"shown_until": NOTICE["shown_from"]},  "later than now and its start"),
    ({"begins_at": ""},                      "Say when the maintenance begins"),
    ({"ends_at": NOTICE["begins_at"]},       "must end later"),
]
# fmt: on


@pytest.mark.parametrize(("otherwise", "said"), WRONG)
def test_a_notice_that_makes_no_sense_is_refused(
    page: Client, otherwise: dict[str, str], said: str
) -> None:
    answer = page.post(f"{ROOT}/notices/new", NOTICE | otherwise)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ServiceNotice.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("kind", "value", "address"),
    [
        ("free-mail", "Post.Example.COM", "robin@post.example.com"),
        ("shared", "intake@", "intake2@firm.example.com"),
    ],
)
def test_an_entry_of_a_mail_list_counts_from_then_on(
    page: Client, kind: str, value: str, address: str
) -> None:
    must_be_own_business_address(address, domains=())
    typed_in = {"kind": kind, "value": value, "reason": "Told by the helpdesk."}
    page.post(f"{ROOT}/mail-lists", typed_in)
    with pytest.raises(EmailRefused):
        must_be_own_business_address(address, domains=())
    twice = page.post(f"{ROOT}/mail-lists", typed_in)
    assert "on this list already" in twice.content.decode()
    page.post(f"{ROOT}/mail-lists/{MailRule.objects.get().pk}/remove")
    must_be_own_business_address(address, domains=())


@pytest.mark.django_db(transaction=True)
def test_a_host_that_is_a_business_after_all_is_allowed(page: Client) -> None:
    with pytest.raises(EmailRefused):
        must_be_own_business_address("robin@btclick.com", domains=())
    page.post(
        f"{ROOT}/mail-lists",
        {"kind": "allowed", "value": "btclick.com", "reason": "The firm proved it."},
    )
    must_be_own_business_address("robin@btclick.com", domains=())


@pytest.mark.parametrize("value", ["", "no host", "a@b.example", "x" * 300, "http://a.example"])
def test_what_is_no_host_is_refused(page: Client, value: str) -> None:
    answer = page.post(
        f"{ROOT}/mail-lists", {"kind": "free-mail", "value": value, "reason": "Told by somebody."}
    )
    assert answer.status_code == 422
    assert not MailRule.objects.exists()


def test_an_insurer_index_shows_its_differences_and_is_taken_in(
    page: Client, insurer: User
) -> None:
    InsurerName.objects.create(name="Old Mutual", claims="rta", organisation=insurer.organisation)
    text = "name,claims,organisationId\nNorthcliffe <b>,rta,COMP001\n"

    def upload(content: str) -> Any:
        file = SimpleUploadedFile("index.csv", content.encode())
        return page.post(f"{ROOT}/lists/insurers", {"file": file})

    shown = upload(text).content.decode()
    assert "Northcliffe &lt;b&gt;" in shown
    assert "Taken off: 1" in shown
    assert InsurerName.objects.get().name == "Old Mutual"
    page.post(f"{ROOT}/lists/insurers", {"text": text, "do": "take"})
    assert InsurerName.objects.get().name == "Northcliffe <b>"
    wrong = upload("brand,claims\nX,rta\n")
    assert wrong.status_code == 422
    assert "there is no column name" in wrong.content.decode()
    assert "no compensator" in upload("name,claims,organisationId\nX,rta,CR1\n").content.decode()
    assert page.get(f"{ROOT}/lists/nothing").status_code == 404


def test_a_holiday_is_previewed_before_it_is_made(
    page: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    before = claim.times_out_on
    typed_in = {
        "verb": "add", "name": "A day of joy",
        "day-day": "26", "day-month": "11", "day-year": "2026",
    }  # fmt: skip
    shown = page.post(f"{ROOT}/holidays", typed_in).content.decode()
    assert claim.application_id in shown
    assert "1 open claims get another date" in shown
    assert not Holiday.objects.filter(name="A day of joy").exists()
    page.post(f"{ROOT}/holidays", typed_in | {"do": "make"})
    assert Holiday.objects.filter(name="A day of joy").exists()
    assert CalendarVersion.objects.order_by("-number")[0].by == "REGISTRAR"
    assert Claim.objects.get().times_out_on == before
    again = page.post(f"{ROOT}/holidays", typed_in)
    assert "is a holiday already" in again.content.decode()
    assert page.post(f"{ROOT}/holidays", {}).status_code == 422


def test_a_version_of_the_agreement_is_published(page: Client) -> None:
    typed_in = {
        "version": "R9", "text": "Keep to the rules.",
        "in_force_from-day": "1", "in_force_from-month": "12", "in_force_from-year": "2026",
    }  # fmt: skip
    for otherwise in ({"in_force_from-year": "2025"}, {"in_force_from-day": ""}, {"text": ""}):
        assert page.post(f"{ROOT}/agreements", typed_in | otherwise).status_code == 422
    told = page.post(f"{ROOT}/agreements", typed_in, follow=True).content.decode()
    assert "R9" in told
    assert UserAgreement.objects.get().version == "R9"
    assert AuditEntry.objects.filter(tag="operator:agreement:published").exists()


def test_code_lists_are_there_to_read(page: Client) -> None:
    told = page.get(f"{ROOT}/codes").content.decode()
    assert "rta-7" in told
    assert page.get(ROOT).status_code == 200
