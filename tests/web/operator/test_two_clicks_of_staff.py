"""Clicks on one button at the same instant, on real connections: staff is asked for once."""

from typing import Any

import pytest
from django.test import Client

from claims_portal.operators.models import Approval, Staff
from claims_portal.web.operator.realm import COOKIE
from tests.claims.together import at_once
from tests.web.forms.posting import posted_from
from tests.web.operator.conftest import SignedIn
from tests.web.operator.test_pages import NEW, REASON

pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 4


def clicks(client: Client, path: str, posted: Any) -> list[Any]:
    browsers = [Client() for _ in range(CLICKS)]
    for browser in browsers:
        browser.cookies[COOKIE] = client.cookies[COOKIE].value
    return at_once(*(lambda one=one: one.post(path, posted) for one in browsers))


@pytest.mark.parametrize("_again", range(3))
def test_each_click_leads_to_the_one_request(signed_in: SignedIn, boss: Staff, _again: int) -> None:
    client = signed_in(boss)
    path = "/operator/staff/new"
    posted = posted_from(client.get(path).content.decode(), **NEW)
    answers = clicks(client, path, posted)
    page = f"/operator/requests/{Approval.objects.get().pk}"
    assert [(one.status_code, one.headers.get("Location")) for one in answers] == (
        [(302, page)] * CLICKS
    )


def test_a_click_after_it_was_confirmed_leads_there_too(
    signed_in: SignedIn, boss: Staff, protector: Staff
) -> None:
    client = signed_in(boss)
    path = "/operator/staff/new"
    posted = posted_from(client.get(path).content.decode(), **NEW)
    page = client.post(path, posted)["Location"]
    signed_in(protector).post(f"{page}/decide", {"do": "confirm"})
    assert client.post(path, posted)["Location"] == page
    assert Staff.objects.filter(staff_id="NEWBIE").count() == 1


def test_another_page_with_the_same_answers_is_told_that_it_waits(
    signed_in: SignedIn, boss: Staff, supporter: Staff
) -> None:
    client = signed_in(boss)
    path = f"/operator/staff/{supporter.staff_id}/ask?kind=staff-set-up"
    for status in (302, 422):
        posted = posted_from(client.get(path).content.decode(), reason=REASON)
        assert client.post(path, posted).status_code == status
    assert Approval.objects.count() == 1
