"""A session that ends while a form is being written loses nothing that was typed."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.test.utils import override_settings

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from tests import make
from tests.web.forms.posting import controls, posted_from
from tests.web.test_signing_in import code_step, password_step

pytestmark = pytest.mark.django_db
TYPED = "A lorry, <b>reversing</b>, struck me"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Move the clock on past the idle limit."""

    def go() -> None:
        now = clock.now() + settings.IDLE_SESSION_LIMIT + timedelta(minutes=1)
        monkeypatch.setattr(clock, "now", lambda: now)

    return go


def sign_in_again(client: Client, user: User, answer: Any) -> Any:
    _, target = answer.headers["Location"].split("?next=")
    password_step(client, user.user_name, target=target)
    return code_step(client)


def test_the_section_of_a_form_comes_back_as_typed(
    client: Client, lawyer: User, later: Any
) -> None:
    client.force_login(lawyer)
    client.get("/")
    page = client.post("/claims/new").headers["Location"] + "/accident"
    posted = posted_from(client.get(page).content.decode(), **{"accident/description": TYPED})
    later()
    back = sign_in_again(client, lawyer, client.post(page, posted))
    assert back.headers["Location"] == page
    shown = client.get(page).content.decode()
    assert "You were signed out before this was sent" in shown
    assert controls(shown).answers["accident/description"] == [TYPED]
    again = client.get(page).content.decode()
    assert controls(again).answers["accident/description"] == [""], "it is given back once"


def test_an_action_comes_back_as_typed(
    client: Client, lawyer: User, insurer: User, later: Any
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, now=clock.now())
    client.force_login(insurer)
    client.get("/")
    page = f"/claims/{claim.pk}/actions/accept-claim"
    posted = posted_from(client.get(page).content.decode(), compensatorReference="NM/26/77")
    later()
    sign_in_again(client, insurer, client.post(page, posted))
    shown = client.get(page).content.decode()
    assert controls(shown).answers["compensatorReference"] == ["NM/26/77"]


def test_a_private_note_comes_back_as_typed(
    client: Client, lawyer: User, insurer: User, later: Any
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, now=clock.now())
    client.force_login(lawyer)
    client.get("/")
    page = f"/claims/{claim.pk}/notes"
    posted = posted_from(client.get(page).content.decode(), note=TYPED)
    later()
    answer = client.post(page, posted)
    assert "It is kept: sign in" in client.get("/sign-in").content.decode()
    sign_in_again(client, lawyer, answer)
    shown = client.get(page).content.decode()
    assert "You were signed out before this was sent" in shown
    assert controls(shown).answers["note"] == [TYPED]
    assert controls(client.get(page).content.decode()).answers["note"] == [""]


@override_settings(SUPPORT_ADDRESS="support@example.org")
def test_a_question_to_the_operator_comes_back_with_its_page(
    client: Client, lawyer: User, later: Any
) -> None:
    client.force_login(lawyer)
    client.get("/")
    posted = posted_from(client.get("/help/ask?about=/team").content.decode(), question=TYPED)
    later()
    sign_in_again(client, lawyer, client.post("/help/ask", posted))
    answers = controls(client.get("/help/ask").content.decode()).answers
    assert (answers["question"], answers["about"]) == ([TYPED], ["/team"])


def test_the_name_of_a_search_comes_back_on_the_page_of_the_search(
    client: Client, lawyer: User, later: Any
) -> None:
    client.force_login(lawyer)
    client.get("/")
    page = client.get("/claims?surname=boat").content.decode()
    posted = posted_from(page, name="Boats")
    later()
    back = sign_in_again(client, lawyer, client.post("/claims/filters", posted))
    shown = client.get(back.headers["Location"], follow=True).content.decode()
    assert "You were signed out before this was sent" in shown
    answers = controls(shown).answers
    assert (answers["surname"], answers["name"]) == (["boat"], ["Boats"])


def test_a_transfer_and_the_reason_of_a_deletion_come_back_as_typed(
    client: Client, lawyer: User, insurer: User, later: Any
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, now=clock.now())
    profiles = (Profile.CR_RTA_TEAM_LEADER, Profile.CR_ADMINISTRATOR, Profile.DELETE_CLAIMS)
    leader = make.user(lawyer.organisation, *profiles, user_name="LEADER")
    client.force_login(leader)
    for page in ("/administration/transfers/new", f"/deletions/{claim.pk}"):
        posted = posted_from(client.get(page).content.decode(), reason=TYPED)
        later()
        sign_in_again(client, leader, client.post(page, posted))
        assert controls(client.get(page).content.decode()).answers["reason"] == [TYPED]


def test_the_sign_in_page_promises_only_what_will_come_back(
    client: Client, lawyer: User, later: Any
) -> None:
    assert "It is kept" not in client.get("/sign-in").content.decode()
    client.force_login(lawyer)
    client.get("/")
    client.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    later()
    client.post("/claims/acknowledge", {"claim": "1:2"})
    assert "typed_before_sign_in" in client.session
    assert "It is kept" not in client.get("/sign-in").content.decode()


@pytest.fixture
def typed_too_late(client: Client, lawyer: User, later: Any) -> str:
    """The page that the lawyer sent after the sign-in had run out."""
    client.force_login(lawyer)
    client.get("/")
    page: str = client.post("/claims/new").headers["Location"] + "/accident"
    posted = posted_from(client.get(page).content.decode(), **{"accident/description": TYPED})
    later()
    client.post(page, posted)
    return page


def test_a_stranger_leaves_nothing_behind(client: Client) -> None:
    client.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    client.get("/sign-in")
    client.post("/claims/new", {"a": "b" * 150_000})
    assert not Session.objects.exists()


def test_who_signed_out_leaves_nothing_behind(client: Client, lawyer: User) -> None:
    client.force_login(lawyer)
    client.get("/")
    client.post("/sign-out")
    client.post("/claims/new", {"a": "b"})
    assert "typed_before_sign_in" not in client.session


def test_a_form_comes_back_when_another_page_noticed_the_end(
    client: Client, lawyer: User, later: Any
) -> None:
    client.force_login(lawyer)
    client.get("/")
    page = client.post("/claims/new").headers["Location"] + "/accident"
    posted = posted_from(client.get(page).content.decode(), **{"accident/description": TYPED})
    later()
    client.get("/")
    sign_in_again(client, lawyer, client.post(page, posted))
    shown = client.get(page).content.decode()
    assert controls(shown).answers["accident/description"] == [TYPED]


@pytest.mark.usefixtures("typed_too_late")
def test_what_was_typed_waits_sealed(client: Client) -> None:
    assert "typed_before_sign_in" in client.session
    kept = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    assert "lorry" not in kept
    assert "accident/description" not in kept


def test_another_who_signs_in_gets_nothing_and_it_is_gone(
    client: Client, lawyer: User, typed_too_late: str
) -> None:
    colleague = make.user(lawyer.organisation)
    password_step(client, colleague.user_name, target=typed_too_late)
    code_step(client)
    assert "typed_before_sign_in" not in client.session
    assert "lorry" not in client.get(typed_too_late).content.decode()


def test_what_is_too_long_is_not_kept(client: Client, lawyer: User, later: Any) -> None:
    client.force_login(lawyer)
    client.get("/")
    later()
    client.post("/claims/new", {"a": "b" * settings.KEPT_FORM_LIMIT})
    assert "typed_before_sign_in" not in client.session


@pytest.mark.parametrize("path", ["/account/password", "/account/second-factor/password"])
def test_a_password_that_was_typed_is_kept_nowhere(
    client: Client, lawyer: User, later: Any, path: str
) -> None:
    client.force_login(lawyer)
    client.get("/")
    client.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    later()
    secret = {"old": make.PASSWORD, "new": make.PASSWORD, "password": make.PASSWORD}
    assert client.post(path, secret).headers["Location"].startswith("/sign-in")
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    assert make.PASSWORD not in " ".join(kept)
    assert "typed_before_sign_in" not in client.session
