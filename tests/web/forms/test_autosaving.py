"""A section of a form that is saved while somebody writes in it, as the open page asks for it."""

from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.claims import drafts
from claims_portal.claims.models import Draft
from tests import make
from tests.web.forms.posting import controls, posted_from

pytestmark = pytest.mark.django_db
BY_ITSELF = {"HTTP_PORTAL_AUTOSAVE": "yes"}
TYPED = "A lorry, <b>reversing</b>, struck me"


@pytest.fixture
def draft(lawyer: User) -> Draft:
    return drafts.start(claim_type="rta", body=make.cnf(), by=lawyer.as_actor(), at=make.NOW)


def page_at(draft: Draft) -> str:
    return f"/claims/{draft.claim_id}/form/accident"


def typed_into(client: Client, draft: Draft, words: str = TYPED) -> dict[str, Any]:
    page = client.get(page_at(draft)).content.decode()
    return posted_from(page, **{"accident/description": words})


def test_it_is_saved_with_the_time_and_goes_on_from_there(
    lawyers_browser: Client, draft: Draft
) -> None:
    posted = typed_into(lawyers_browser, draft)
    told = lawyers_browser.post(page_at(draft), posted, **BY_ITSELF).json()
    assert told["saved"] == "Saved at 09:30."
    draft.refresh_from_db()
    assert draft.body["accident"]["description"] == TYPED
    assert told["revision"] == draft.revision
    again = posted | {"revision": told["revision"], "seen": told["seen"]}
    again["accident/place"] = "Oak Street"
    assert lawyers_browser.post(page_at(draft), again, **BY_ITSELF).status_code == 200
    draft.refresh_from_db()
    assert draft.body["accident"]["place"] == "Oak Street"


def test_what_is_no_right_answer_is_saved_as_it_stands(
    lawyers_browser: Client, draft: Draft
) -> None:
    posted = typed_into(lawyers_browser, draft) | {"accident/date-day": "99"}
    assert lawyers_browser.post(page_at(draft), posted, **BY_ITSELF).status_code == 200
    page = lawyers_browser.get(page_at(draft)).content.decode()
    assert controls(page).answers["accident/date-day"] == ["99"]


def test_what_another_window_saved_is_not_written_over(
    lawyers_browser: Client, draft: Draft
) -> None:
    first, second = typed_into(lawyers_browser, draft, "first"), None
    second = typed_into(lawyers_browser, draft, "second")
    lawyers_browser.post(page_at(draft), first, **BY_ITSELF)
    refused = lawyers_browser.post(page_at(draft), second, **BY_ITSELF)
    assert refused.status_code == 409
    assert "This form was saved in another window" in refused.json()["refused"]
    draft.refresh_from_db()
    assert draft.body["accident"]["description"] == "first"
    both = lawyers_browser.post(page_at(draft), second).content.decode()
    assert "first" in both and "second" in both


def test_nobody_else_saves(
    lawyers_browser: Client, insurers_browser: Client, draft: Draft, stranger: User
) -> None:
    posted = typed_into(lawyers_browser, draft)
    strangers_browser = Client()
    strangers_browser.force_login(stranger)
    for browser in (insurers_browser, strangers_browser):
        assert browser.post(page_at(draft), posted, **BY_ITSELF).status_code == 404


def test_a_form_with_the_token_of_an_earlier_sign_in_comes_back_as_typed(
    lawyer: User, draft: Draft
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(lawyer)
    posted = typed_into(client, draft) | {"csrfmiddlewaretoken": "x" * 64}
    elsewhere = {"HTTP_ORIGIN": "https://elsewhere.example"}
    assert client.post(page_at(draft), posted, **elsewhere).status_code == 403
    back = client.post(page_at(draft), posted, HTTP_ORIGIN="http://testserver")
    assert back.headers["Location"] == page_at(draft)
    page = client.get(page_at(draft)).content.decode()
    assert "This is what you typed; send it now." in page
    assert controls(page).answers["accident/description"] == [TYPED]
    assert client.post("/sign-in-as", posted, HTTP_ORIGIN="http://testserver").status_code == 403
