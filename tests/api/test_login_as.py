"""For whom a call acts: the Login-As header is needed, and never widens anything."""

from datetime import timedelta

import pytest
from django.test import Client

from claims_portal.accounts.models import User, UserProfile
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Event
from tests import make
from tests.api.conftest import Caller, Clock, kind, rows

NO_SUCH_USER = "No such User ID in the organisation of this client."


def test_a_call_without_login_as_cannot_be_read(as_lawyer: Caller) -> None:
    for header in (None, "", "   "):
        answer = as_lawyer.get("/claims", Login_As=header)
        assert answer.status_code == 400
        assert kind(answer) == "bad-request"
        assert "Login-As" in answer.json()["detail"]


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic wrong", "Bearer \xe9", "Token x"],
)
def test_a_call_without_a_good_token_is_not_authenticated(
    as_lawyer: Caller, header: str | None
) -> None:
    answer = as_lawyer.get("/claims", Authorization=header)
    assert (answer.status_code, kind(answer)) == (401, "not-authenticated")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_session_of_the_web_is_no_token(as_lawyer: Caller, lawyer: User) -> None:
    browser = Client()
    browser.force_login(lawyer)
    answer = browser.get("/api/v1/claims", headers={"Login-As": lawyer.user_name})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "name", ["NOBODY", "LAW YER", "%", "LAWYER'--", "LAWYER\x00", "é", "x" * 3000]
)
def test_an_unknown_user_id_is_refused(as_lawyer: Caller, name: str) -> None:
    answer = as_lawyer.get("/claims", Login_As=name)
    assert (answer.status_code, kind(answer)) == (403, "not-allowed")
    assert answer.json()["detail"] == NO_SUCH_USER


def test_another_organisations_user_id_is_answered_like_an_unknown_one(
    as_lawyer: Caller, stranger: User, insurer: User
) -> None:
    unknown = as_lawyer.get("/claims", Login_As="NOBODY")
    for other in (stranger, insurer):
        answer = as_lawyer.get("/claims", Login_As=other.user_name)
        assert answer.status_code == 403
        assert answer.content == unknown.content


@pytest.mark.parametrize("name", ["lawyer", "Lawyer", "LAWYER", "  LAWYER  "])
def test_a_user_id_is_read_whatever_its_case(as_lawyer: Caller, name: str) -> None:
    assert as_lawyer.get("/claims", Login_As=name).status_code == 200


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"enabled": False}, "This User ID is disabled."),
        ({"enabled": False, "active": False}, "This User ID was disabled by an administrator."),
        ({"expires_on": make.NOW.date()}, "This User ID expired on 23 November 2026."),
    ],
)
def test_an_account_that_is_not_usable_is_refused_with_the_reason(
    as_lawyer: Caller, lawyer: User, fields: dict[str, object], reason: str
) -> None:
    User.objects.filter(pk=lawyer.pk).update(**fields)
    answer = as_lawyer.get("/claims")
    assert (answer.status_code, answer.json()["detail"]) == (403, reason)


def test_an_account_expires_at_midnight_in_london(
    as_lawyer: Caller, lawyer: User, the_clock: Clock
) -> None:
    User.objects.filter(pk=lawyer.pk).update(expires_on=make.NOW.date() + timedelta(days=1))
    assert as_lawyer.get("/claims").status_code == 200
    the_clock.now = make.NOW.replace(hour=23, minute=59)
    as_lawyer.token = make.token(lawyer.organisation, at=the_clock.now)
    assert as_lawyer.get("/claims").status_code == 200
    the_clock.now += timedelta(minutes=1)
    assert as_lawyer.get("/claims").status_code == 403


def test_a_withdrawn_profile_counts_from_the_next_call(
    as_lawyer: Caller, lawyer: User, insurer: User
) -> None:
    body = make.cnf(compensator=insurer.organisation)
    assert as_lawyer.post("/claims?validateOnly=true", body).status_code == 200
    UserProfile.objects.filter(user=lawyer).delete()
    assert as_lawyer.post("/claims?validateOnly=true", body).status_code == 403


def test_an_administrator_may_not_send_a_claim(
    as_lawyer: Caller, administrator: User, insurer: User
) -> None:
    before = rows()
    body = make.cnf(compensator=insurer.organisation)
    answer = as_lawyer.post("/claims", body, Login_As=administrator.user_name)
    assert (answer.status_code, kind(answer)) == (403, "not-allowed")
    assert rows() == before


def test_a_handler_of_other_claim_types_may_not_send_an_rta_claim(
    as_lawyer: Caller, lawyer: User, insurer: User
) -> None:
    make.user(lawyer.organisation, Profile.CR_ELPL_CLAIM_HANDLER, user_name="ELPL")
    answer = as_lawyer.post("/claims", make.cnf(compensator=insurer.organisation), Login_As="ELPL")
    assert answer.status_code == 403


def test_the_event_records_the_user_and_the_client(
    as_lawyer: Caller, lawyer: User, insurer: User
) -> None:
    as_lawyer.post("/claims", make.cnf(compensator=insurer.organisation), Login_As="lawyer")
    event = Event.objects.get()
    assert (event.user, event.real_user) == (lawyer, lawyer)
    assert event.client is not None
    assert event.client.organisation == lawyer.organisation
