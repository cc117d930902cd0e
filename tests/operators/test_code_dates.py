"""Codes with dates: set by a registrar, obeyed by forms, told by the API and the pages."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims import actions, code_dates, drafts
from claims_portal.claims.documents.codes import LISTS
from claims_portal.claims.documents.codes_in_use import DECIDED_BY
from claims_portal.claims.documents.faults import DocumentRefused
from claims_portal.claims.models import Claim, CodeDates
from claims_portal.operators.models import Staff
from claims_portal.records.models import AuditEntry
from tests import make
from tests.claims.together import at_once
from tests.web.operator.conftest import signed_in

__all__ = ["signed_in"]

TODAY = make.NOW.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ADVERTISING = "/operator/directory/codes/referral_source/advertising"
REASON = "The list changes with the law."


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    code_dates.kept.forget()


@pytest.fixture
def page(signed_in: Callable[[Staff], Client], registrar: Staff) -> Client:
    return signed_in(registrar)


def in_use(name: str, code: str, first: date | None = None, last: date | None = None) -> None:
    CodeDates.objects.create(
        list=name, code=code, first_day=first, last_day=last, reason=REASON,
        set_by="REGISTRAR", set_at=make.NOW,
    )  # fmt: skip
    code_dates.kept.forget()


def typed(first: date | None = None, last: date | None = None, **more: str) -> dict[str, str]:
    boxes = {
        f"{name}-{part}": str(getattr(day, part)) if day else ""
        for name, day in (("first", first), ("last", last))
        for part in ("day", "month", "year")
    }
    return {"seen": "/", "reason": REASON, **boxes, **more}


def faults(form: dict[str, Any], by: User) -> list[tuple[str, str]]:
    try:
        actions.check_new_claim(form, by=by.as_actor(), at=make.NOW)
    except DocumentRefused as refused:
        return [(fault.pointer, fault.message) for fault in refused.faults]
    return []


@pytest.fixture
def form(insurer: User) -> dict[str, Any]:
    return make.cnf(compensator=insurer.organisation)


# fmt: off
DAYS = [
    # from, until, the end of the sentence where it is refused today
    (None,      TODAY,     ""),
    (TODAY,     None,      ""),
    (TODAY,     TODAY,     ""),
    (YESTERDAY, TOMORROW,  ""),
    (None,      YESTERDAY, "must not be “Mrs”, which was in use until {yesterday}"),
    (TOMORROW,  None,      "must not be “Mrs”, which is in use from {tomorrow}"),
]
# fmt: on


@pytest.mark.parametrize(("first", "last", "says"), DAYS)
def test_a_form_may_give_a_code_on_its_days_alone(
    lawyer: User, form: dict[str, Any], first: date | None, last: date | None, says: str
) -> None:
    form["claimant"]["person"]["title"] = "mrs"
    in_use("title", "mrs", first, last)
    told = says.format(yesterday=f"{YESTERDAY:%-d %B %Y}", tomorrow=f"{TOMORROW:%-d %B %Y}")
    found = faults(form, lawyer)
    assert [pointer for pointer, _ in found] == ["/claimant/person/title"] * bool(says)
    assert all(message.endswith(told) for _, message in found)


def test_in_rows_it_is_told_of_the_row(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackForm")
    Claim.objects.filter(pk=claim.pk).update(sent_at=make.NOW)
    claim.refresh_from_db()
    body = make.sample("rta_settlement_pack_request")
    heads = [row["head"] for row in body["losses"]]
    in_use("head_of_loss", heads[-1], first=TOMORROW)
    with pytest.raises(DocumentRefused) as refused:
        make.act(claim, "send-settlement-pack", body, by=lawyer)
    assert [fault.pointer for fault in refused.value.faults] == [f"/losses/{len(heads) - 1}/head"]


def test_a_claim_goes_on_with_the_codes_of_the_day_on_which_it_was_sent(
    lawyer: User, insurer: User
) -> None:
    earlier, later = (
        make.claim(lawyer=lawyer, insurer=insurer, at="ClaimSubmitted") for _ in range(2)
    )
    Claim.objects.filter(pk=earlier.pk).update(sent_at=make.NOW - timedelta(days=1))
    Claim.objects.filter(pk=later.pk).update(sent_at=make.NOW)
    in_use("rejection_reason", "wrong-organisation", last=YESTERDAY)
    reason = {"reason": "wrong-organisation"}
    make.act(Claim.objects.get(pk=earlier.pk), "reject-claim", reason, by=insurer)
    with pytest.raises(DocumentRefused, match="was in use until"):
        make.act(Claim.objects.get(pk=later.pk), "reject-claim", reason, by=insurer)


def test_a_draft_that_was_written_before_is_at_fault(lawyer: User, form: dict[str, Any]) -> None:
    draft = drafts.start(claim_type="rta", body=form, by=lawyer.as_actor(), at=make.NOW)
    assert not drafts.faults_of_draft(draft, by=lawyer.as_actor(), at=make.NOW)
    in_use("title", form["claimant"]["person"]["title"], last=YESTERDAY)
    (fault,) = drafts.faults_of_draft(draft, by=lawyer.as_actor(), at=make.NOW)
    assert fault.pointer == "/claimant/person/title"


def test_pages_offer_what_is_in_use(client: Client, lawyer: User, form: dict[str, Any]) -> None:
    in_use("title", "mrs", last=YESTERDAY)
    in_use("title", "ms", first=TOMORROW)
    client.force_login(lawyer)
    form["claimant"]["person"]["title"] = "mrs"
    draft = drafts.start(claim_type="rta", body=form, by=lawyer.as_actor(), at=make.NOW)
    told = client.get(f"/claims/{draft.claim_id}/form/claimant?problems=shown").content.decode()
    assert 'value="miss"' in told
    assert 'value="ms"' not in told
    assert "Mrs (not in use)" in told
    assert "must not be “Mrs”" in told


def test_the_api_tells_the_days(client: Client, db: None) -> None:
    before = client.get("/api/v1/code-lists")
    in_use("title", "mrs", date(2001, 2, 3), date(2030, 4, 5))
    after = client.get("/api/v1/code-lists", headers={"If-None-Match": before["ETag"]})
    codes = {
        one["code"]: (one["inUseFrom"], one["inUseUntil"])
        for each in after.json()["lists"]
        if each["name"] == "title"
        for one in each["codes"]
    }
    assert codes["mrs"] == ("2001-02-03", "2030-04-05")
    assert codes["mr"] == (None, None)
    same = client.get("/api/v1/code-lists", headers={"If-None-Match": after["ETag"]})
    assert same.status_code == 304


@pytest.mark.django_db(transaction=True)
def test_a_registrar_sets_dates_and_takes_them_off(
    page: Client, lawyer: User, form: dict[str, Any]
) -> None:
    form["claimantRepresentative"]["referral"] = {"source": "advertising"}
    assert faults(form, lawyer) == []
    told = page.post(ADVERTISING, typed(first=TOMORROW), follow=True).content.decode()
    assert f"from {TOMORROW:%-d %b %Y}" in told
    assert "referral_source (with dates)" in told
    assert [pointer for pointer, _ in faults(form, lawyer)] == [
        "/claimantRepresentative/referral/source"
    ]
    assert REASON in page.get(ADVERTISING).content.decode()
    page.post(ADVERTISING, typed(seen=f"{TOMORROW}/"))
    assert faults(form, lawyer) == []
    assert not CodeDates.objects.exists()
    first, second = AuditEntry.objects.filter(tag="operator:code-dates:set").order_by("pk")
    assert (first.subject, first.reason) == ("referral_source: advertising", REASON)
    assert (first.before, first.after) == (second.after, second.before)


# fmt: off
WRONG = [
    # what was typed, what is said
    (typed(last=YESTERDAY),                        "Choose today or a later day"),
    (typed(first=TOMORROW, last=TODAY),            "must not be before the first"),
    (typed(**{"first-day": "31", "first-month": "2", "first-year": "2027"}), "Write a day like"),
    (typed(**{"last-day": "x"}),                   "Write a day like"),
    (typed(first=date(1999, 12, 31)),              "Write a day like"),
    (typed(last=TODAY, reason="short"),            "at least 10 characters"),
    (typed(last=TODAY, reason="x" * 501),          "500"),
    (typed(last=TODAY, seen="2026-01-01/"),        "changed the dates meanwhile"),
    (typed(),                                      "its dates already"),
]
# fmt: on


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_dates_that_make_no_sense_are_refused(
    page: Client, given: dict[str, str], said: str
) -> None:
    answer = page.post(ADVERTISING, given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not CodeDates.objects.exists()


def test_a_list_is_never_left_without_a_code(page: Client) -> None:
    only = "/operator/directory/codes/fraud_reason/fraud"
    assert page.post(only, typed(first=TODAY)).status_code == 302
    told = page.post(only, typed(last=TOMORROW, seen=f"{TODAY}/")).content.decode()
    assert f"would be in use on {TODAY + timedelta(days=2):%-d %B %Y}" in told
    assert CodeDates.objects.get().last_day is None


@pytest.mark.django_db(transaction=True)
def test_two_registrars_do_not_empty_a_list_together(
    signed_in: Callable[[Staff], Client], registrar: Staff
) -> None:
    root = "/operator/directory/codes/extension_reason"
    words = [code.value for code in LISTS["extension_reason"]]
    assert len(words) == 2
    answers = at_once(
        *(
            lambda word=word: signed_in(registrar).post(f"{root}/{word}", typed(last=TODAY))
            for word in words
        )
    )
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert CodeDates.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [*((name, next(iter(LISTS[name])).value) for name in sorted(DECIDED_BY)),
     ("title", "baron"), ("no-list", "mr")],
)  # fmt: skip
def test_what_the_process_needs_and_what_is_no_code_has_no_dates(
    page: Client, name: str, code: str
) -> None:
    assert page.get(f"/operator/directory/codes/{name}/{code}").status_code == 404


def test_a_code_of_an_earlier_release_is_passed_over(lawyer: User, form: dict[str, Any]) -> None:
    in_use("a_list_of_before", "word", last=YESTERDAY)
    assert faults(form, lawyer) == []


@pytest.mark.parametrize(("first", "last"), [(None, None), (TOMORROW, TODAY)])
def test_the_database_keeps_no_dates_that_say_nothing(
    db: None, first: date | None, last: date | None
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        in_use("title", "mr", first, last)


def test_without_dates_sending_asks_nothing_more(
    lawyer: User, form: dict[str, Any], django_assert_num_queries: Any
) -> None:
    code_dates.dates()
    with django_assert_num_queries(0):
        assert code_dates.out_of_use(TODAY) == {}
