"""The access review: who has what, signed every three months, as page and spreadsheet."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims_portal.accounts import access_review
from claims_portal.accounts.models import AccessReview, Passkey, User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.web.forms.posting import posted_from

PAGE, SHEET, SIGN = (
    "/administration/access-review",
    "/administration/access-review.csv",
    "/administration/access-review/sign",
)


def page(console: Client, **query: str) -> str:
    return console.get(PAGE, query).content.decode()


def sheet(console: Client) -> list[list[str]]:
    content = console.get(SHEET).getvalue().decode().removeprefix("\ufeff")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(content)))


def test_it_shows_who_has_what(console: Client, lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.filter(pk=claim.pk).update(
        locked_by=lawyer, locked_until=datetime(2999, 1, 1, tzinfo=UTC),
        representative_handler=lawyer,
    )  # fmt: skip
    Passkey.objects.create(
        user=lawyer, credential_id=b"1", public_key=b"2", name="Key", created_at=make.NOW
    )
    text = page(console)
    for said in ("LAWYER", "CR RTA Claim Handler", "Passkey", "Code by e-mail", "1 Jan 2030",
                 "1 locked, 1 allocated", "CR Administrator", lawyer.email):  # fmt: skip
        assert said in text
    assert "INSURER" not in text


def test_who_is_disabled_is_on_it_with_the_reason(console: Client, lawyer: User) -> None:
    make.user(
        lawyer.organisation, user_name="GONE", enabled=False, active=False,
        disabled_because="administrator",
    )  # fmt: skip
    assert "Disabled by an administrator" in page(console)


def test_the_number_of_queries_does_not_grow(console: Client, lawyer: User) -> None:
    page(console)
    with CaptureQueriesContext(connection) as few:
        page(console)
    for _ in range(20):
        make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, email_verified_at=None)
    with CaptureQueriesContext(connection) as many:
        page(console)
    assert len(many) == len(few) <= 15


def test_a_long_list_comes_in_pages_and_is_signed_on_the_last(
    console: Client, lawyer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_review, "PAGE", 1)
    first, last = page(console), page(console, page="2")
    assert "ADMIN_1" in first.split("<table")[1]
    assert "LAWYER" not in first
    assert "Sign the review" not in first
    assert "Page 2 of 2" in last
    assert "Sign the review" in last
    whole = page(console, all="yes")
    assert "LAWYER" in whole
    assert "Sign the review" in whole
    assert len(sheet(console)) == 3
    for beyond in ("9" * 30, "-1", "x", "0", "\x00"):
        assert console.get(PAGE, {"page": beyond}).status_code == 200


def test_a_signature_is_recorded_and_puts_off_the_next(console: Client) -> None:
    assert "never signed" in page(console)
    answer = console.post(SIGN, posted_from(page(console)))
    assert answer.status_code == 302
    signed = AccessReview.objects.get()
    assert (signed.signed_by.user_name, signed.accounts) == ("ADMIN_1", 2)
    entry = AuditEntry.objects.get(tag="organisation:access-review:signed")
    assert entry.after == {"accounts": 2}
    text = page(console)
    assert "Signatures so far" in text
    assert "ADMIN_1" in text


@pytest.mark.parametrize("changed", ["new account", "profile", "expiry"])
def test_a_list_that_reads_differently_now_cannot_be_signed(
    console: Client, lawyer: User, changed: str
) -> None:
    opened = posted_from(page(console))
    if changed == "new account":
        make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER)
    elif changed == "profile":
        lawyer.profiles.all().delete()
    else:
        User.objects.filter(pk=lawyer.pk).update(expires_on="2031-01-01")
    answer = console.post(SIGN, opened, follow=True)
    assert "Look through it again" in answer.content.decode()
    assert not AccessReview.objects.exists()
    assert console.post(SIGN, {"seen": "\x00"}).status_code == 302


def test_the_spreadsheet_has_every_account_and_no_formula(console: Client, lawyer: User) -> None:
    lawyer.forename = "=HYPERLINK(1)"
    lawyer.save()
    rows = sheet(console)
    assert [row[0] for row in rows] == ["User ID", "ADMIN_1", "LAWYER"]
    assert rows[2][1] == "'=HYPERLINK(1)"


def test_administrators_are_reminded_once_a_due_date(administrator: User) -> None:
    assert access_review.remind(at=make.days_later(90)) == 0
    due = make.days_later(92)
    assert access_review.remind(at=due) == 1
    assert access_review.remind(at=due) == 0
    mail = mailbox.delivered()
    assert [one.to for one in mail] == [[administrator.email]]
    assert "/administration/access-review" in mail[0].body
    by = administrator.as_actor()
    access_review.sign(access_review.read(by, at=due).seen, by=by, at=due)
    assert access_review.remind(at=make.days_later(150)) == 0
    assert access_review.remind(at=make.days_later(184)) == 1
