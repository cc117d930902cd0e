"""Clicks on “Start” at the same instant, on real connections: one draft begins."""

from importlib import resources
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims_portal.accounts.models import User
from claims_portal.claims.models import Draft, Event
from tests import make
from tests.claims.together import at_once
from tests.web.forms.posting import posted_from

pytestmark = pytest.mark.django_db(transaction=True)
NEW, FROM_FILE = "new-claim", "new-claim-from-file"


def page_of(browser: Client, name: str, **answers: str) -> dict[str, Any]:
    """What its form holds that is filled in so."""
    return posted_from(browser.get(reverse(name)).content.decode(), **answers)


def with_file(posted: dict[str, Any], name: str) -> dict[str, Any]:
    content = resources.files("claims_portal.samples").joinpath(name).read_bytes()
    return {**posted, "file": SimpleUploadedFile(name, content)}


@pytest.mark.parametrize("where", [NEW, FROM_FILE])
def test_two_clicks_begin_one_draft(lawyers_browser: Client, lawyer: User, where: str) -> None:
    posted = page_of(lawyers_browser, NEW)
    others = [Client() for _ in range(3)]
    for other in others:
        other.cookies = lawyers_browser.cookies.copy()

    def click(browser: Client) -> Any:
        sent = with_file(posted, "rta_cnf.json") if where == FROM_FILE else posted
        return browser.post(reverse(where), sent)

    answers = at_once(*(lambda one=one: click(one) for one in others))
    draft = Draft.objects.get()
    assert {one.headers["Location"] for one in answers} == {f"/claims/{draft.claim_id}/form"}
    assert Event.objects.filter(tag="claim:notification:drafted").count() == 1


def test_another_kind_another_file_and_a_page_opened_anew_begin_others(
    lawyers_browser: Client,
) -> None:
    posted = page_of(lawyers_browser, NEW)
    lawyers_browser.post(reverse(NEW), posted)
    for name in ("rta_cnf.json", "rta_cnf.xml"):
        lawyers_browser.post(reverse(FROM_FILE), with_file(posted, name))
    lawyers_browser.post(reverse(NEW), page_of(lawyers_browser, NEW))
    assert Draft.objects.count() == 4


def test_once_it_was_written_on_the_page_before_it_begins_another(
    lawyers_browser: Client,
) -> None:
    posted = page_of(lawyers_browser, NEW)
    lawyers_browser.post(reverse(NEW), posted)
    Draft.objects.update(revision=2)
    lawyers_browser.post(reverse(NEW), posted)
    assert Draft.objects.count() == 2


def test_a_copy_begins_once(lawyers_browser: Client, lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    path = reverse("copy-claim", args=[claim.pk])
    posted = posted_from(lawyers_browser.get(path).content.decode(), what="whole")
    for _click in range(2):
        answer = lawyers_browser.post(path, posted)
    assert answer.headers["Location"] == f"/claims/{Draft.objects.get().claim_id}/form"
