"""Accounts and administration are for administrators, each of its own organisation alone."""

from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts import api_clients
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import GRANTS, Profile, Right
from claims_portal.accounts.secrets import new_secret
from claims_portal.api.urls import ADMINISTRATION
from claims_portal.organisations.models import UserAgreement
from claims_portal.webhooks.models import SigningSecret
from tests import make
from tests.api.conftest import Caller, caller, kind
from tests.api.operations import (
    FOR_ADMINISTRATORS,
    OPEN_TO_EVERY_ACCOUNT,
    OPERATIONS_OF_ADMINISTRATION,
    SEEN,
    Operation,
    everything,
    ids_of,
)
from tests.api.test_contract import OPERATIONS, written_as

each = pytest.mark.parametrize(
    "operation", FOR_ADMINISTRATORS, ids=lambda one: f"{one.method} {one.route}"
)
OTHERS = [profile for profile in Profile if Right.MANAGE_USERS not in GRANTS[profile].rights]


def test_the_table_has_every_operation_of_administration() -> None:
    routes = {written_as(route) for route, *_rest in ADMINISTRATION}
    written = {
        (method.upper(), path.removeprefix("/api/v1/"))
        for method, path in OPERATIONS
        if path.removeprefix("/api/v1/") in routes
    }
    listed = {
        (
            one.method,
            one.path(
                userId="{userId}",
                branchId="{branchId}",
                clientId="{clientId}",
                secretId="{secretId}",
                keyId="{keyId}",
                webhookId="{webhookId}",
                deliveryId="{deliveryId}",
                transferId="{transferId}",
            )[1:],
        )
        for one in OPERATIONS_OF_ADMINISTRATION
    }
    assert listed == written
    assert {one.route for one in OPERATIONS_OF_ADMINISTRATION} == {row[0] for row in ADMINISTRATION}


@each
def test_an_administrator_may(as_administrator: Caller, lawyer: User, operation: Operation) -> None:
    UserAgreement.objects.create(version="2", text="Be good.", in_force_from=make.NOW)
    path, body = operation.path(**ids_of(lawyer)), operation.body
    names = {"forename": lawyer.forename, "surname": lawyer.surname}
    make.user(lawyer.organisation, Profile.CR_ELPL_CLAIM_HANDLER, user_name="TWIN", **names)
    if operation.route.endswith("undo-combination"):
        both = {"userIds": ["LAWYER", "TWIN"], "survivor": "LAWYER"}
        as_administrator.send("POST", "/users/combine", both)
    if body == {"seen": SEEN}:
        body = {"seen": as_administrator.get("/access-review").json()["seen"]}
    if operation.route.endswith("rotate-secret"):
        SigningSecret.objects.exclude(ends_at=None).delete()
    answer = as_administrator.send(operation.method, path, body)
    assert answer.status_code in (200, 201, 202, 204), answer.content


@each
def test_a_handler_may_not_and_nothing_changes(
    as_lawyer: Caller, lawyer: User, administrator: User, operation: Operation
) -> None:
    ids = ids_of(lawyer)
    before = everything()
    answer = as_lawyer.send(operation.method, operation.path(**ids), operation.body)
    assert (answer.status_code, kind(answer)) == (403, "not-allowed")
    assert everything() == before


@pytest.mark.parametrize("profile", OTHERS)
def test_no_profile_but_the_administrators_gives_itself_rights(db: None, profile: Profile) -> None:
    compensator = profile.startswith("comp-")
    organisation = make.organisation("X00001", kind="COMP" if compensator else "CR")
    who = caller(make.user(organisation, profile, user_name="CLIMBER"))
    wanted = {"profiles": ["comp-administrator" if compensator else "cr-administrator"]}
    before = everything()
    answer = who.send("PUT", "/users/CLIMBER/profiles", wanted)
    assert (answer.status_code, kind(answer)) == (403, "not-allowed")
    assert everything() == before


@pytest.mark.parametrize(
    "operation",
    [one for one in FOR_ADMINISTRATORS if "<" in one.route],
    ids=lambda one: f"{one.method} {one.route}",
)
def test_what_belongs_to_another_organisation_is_like_what_is_not_there(
    as_administrator: Caller, stranger: User, operation: Operation
) -> None:
    theirs = ids_of(stranger)
    nothing = {
        "userId": "NOBODY", "branchId": "999", "clientId": "none", "secretId": 0, "keyId": 0,
        "webhookId": "none", "deliveryId": 0, "transferId": 0,
    }  # fmt: skip
    before = everything()
    told = []
    for ids in (theirs, nothing):
        answer = as_administrator.send(operation.method, operation.path(**ids), operation.body)
        assert answer.status_code == 404, answer.content
        assert kind(answer) in (
            "no-such-account", "no-such-branch", "no-such-client", "no-such-webhook",
            "no-such-transfer",
        )  # fmt: skip
        told.append({**answer.json(), "instance": None})
    assert told[0] == told[1]
    assert everything() == before


@pytest.mark.parametrize(
    "operation", OPERATIONS_OF_ADMINISTRATION, ids=lambda one: f"{one.method} {one.route}"
)
def test_without_a_good_token_nothing_is_answered(
    as_administrator: Caller, lawyer: User, operation: Operation
) -> None:
    ids = ids_of(lawyer)
    before = everything()
    for header in (None, "Bearer wrong"):
        answer = as_administrator.send(
            operation.method, operation.path(**ids), operation.body, Authorization=header
        )
        assert (answer.status_code, kind(answer)) == (401, "not-authenticated")
    assert everything() == before


@pytest.mark.parametrize(
    "operation", OPERATIONS_OF_ADMINISTRATION, ids=lambda one: f"{one.method} {one.route}"
)
@pytest.mark.parametrize(
    "fields",
    [{"enabled": False}, {"enabled": False, "active": False}, {"expires_on": make.NOW.date()}],
    ids=["disabled by the portal", "disabled by an administrator", "expired"],
)
def test_an_account_that_is_not_usable_administers_nothing(
    as_administrator: Caller,
    administrator: User,
    lawyer: User,
    fields: dict[str, Any],
    operation: Operation,
) -> None:
    ids = ids_of(lawyer)
    User.objects.filter(pk=administrator.pk).update(**fields)
    before = everything()
    answer = as_administrator.send(operation.method, operation.path(**ids), operation.body)
    assert (answer.status_code, kind(answer)) == (403, "not-allowed")
    assert everything() == before


def test_a_session_of_the_web_administers_nothing_through_the_api(administrator: User) -> None:
    browser = Client()
    browser.force_login(administrator)
    answer = browser.post(
        "/api/v1/users/ADMIN_1/disable", b"{}", "application/json", headers={"Login-As": "ADMIN_1"}
    )
    assert answer.status_code == 401


def test_a_client_of_another_organisation_cannot_act_for_the_administrator(
    as_stranger: Caller, administrator: User
) -> None:
    answer = as_stranger.send("GET", "/users", Login_As=administrator.user_name)
    assert (answer.status_code, kind(answer)) == (403, "not-allowed")


def test_without_an_accepted_agreement_an_administrator_still_administers(
    as_administrator: Caller, as_lawyer: Caller
) -> None:
    UserAgreement.objects.create(version="2", text="Be good.", in_force_from=make.NOW)
    assert as_administrator.get("/users").status_code == 200
    told = as_administrator.get("/agreement").json()
    assert (told["version"], told["accepted"], told["acceptedVersion"]) == ("2", False, "1")
    assert as_lawyer.get("/claims?scope=all").json()["claims"] == []
    accepted = as_administrator.send("POST", "/agreement/accept", {"version": "2"})
    assert (accepted.status_code, accepted.json()["accepted"]) == (200, True)


@pytest.mark.parametrize("operation", OPEN_TO_EVERY_ACCOUNT, ids=lambda one: one.route)
def test_some_operations_are_for_every_account(as_lawyer: Caller, operation: Operation) -> None:
    assert as_lawyer.send(operation.method, operation.path()).status_code == 200


def test_what_a_client_may_do_ends_with_the_account_that_it_acts_for(
    as_administrator: Caller, lawyer: User
) -> None:
    """A token is no right of its own: whatever client holds it, the account decides."""
    other = api_clients.create(organisation=lawyer.organisation, name=new_secret()[:9], at=make.NOW)
    token = api_clients.issue_token(client=other.client, at=make.NOW)
    bearer = f"Bearer {token}"
    assert as_administrator.send("GET", "/users", Authorization=bearer).status_code == 200
    answer = as_administrator.send("GET", "/users", Authorization=bearer, Login_As="LAWYER")
    assert answer.status_code == 403
