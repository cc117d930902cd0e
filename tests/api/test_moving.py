"""Readiness for the move and combining accounts by the API: as on the pages."""

from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.migration.models import Combination
from claims_portal.records.models import AuditEntry
from tests import make
from tests.api.conftest import Caller, Clock, caller, codes, kind
from tests.migration.conftest import sharing

RTA, BOSS = Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ADMINISTRATOR


@pytest.fixture
def pair(administrator: User) -> tuple[User, User]:
    """JO and the administrator ID of the same person."""
    jo = sharing(administrator, RTA, user_name="JO")
    return jo, sharing(administrator, BOSS, user_name="ADMIN_X")


def combine(who: Caller, *user_ids: str, **more: Any) -> Any:
    body = {"userIds": list(user_ids), "survivor": "JO", **more}
    return who.send("POST", "/users/combine", body)


def test_findings_come_with_their_advice_the_blockers_first(
    as_administrator: Caller, pair: tuple[User, User], lawyer: User
) -> None:
    told = as_administrator.get("/readiness").json()
    assert (told["organisationId"], told["accounts"], told["administrators"]) == ("CR00101", 4, 2)
    assert told["score"] == 50
    first = told["findings"][0]
    assert (first["case"], first["weight"], first["userIds"]) == (1, "blocks", ["ADMIN_X", "JO"])
    assert first["actions"] == [
        {"action": "combine", "userIds": ["ADMIN_X", "JO"], "survivor": "JO"}
    ]
    assert [one["case"] for one in told["findings"]] == [1, 17, 21, 21]


def test_combined_and_undone(as_administrator: Caller, pair: tuple[User, User]) -> None:
    answer = combine(as_administrator, "jo", "admin_x")
    assert answer.status_code == 200, answer.content
    assert answer.json()["profiles"] == ["cr-administrator", "cr-rta-claim-handler"]
    whole = as_administrator.get("/users/JO")["ETag"]
    assert answer["ETag"].strip('"') == whole.strip('"').partition(".")[0]
    entry = AuditEntry.objects.get(tag="account:user:combined")
    assert (entry.by_user, entry.subject) == ("ADMIN_1", "JO")
    assert entry.by_client.startswith("cr00101-")
    again = combine(as_administrator, "JO", "ADMIN_X")
    assert (again.status_code, kind(again)) == (409, "nothing-to-combine")
    back = as_administrator.send("POST", "/users/jo/undo-combination")
    assert [one["userId"] for one in back.json()["users"]] == ["ADMIN_X"]
    none = as_administrator.send("POST", "/users/JO/undo-combination")
    assert (none.status_code, kind(none)) == (404, "no-such-combination")


def test_after_fourteen_days_it_stays(
    as_administrator: Caller, pair: tuple[User, User], the_clock: Clock, administrator: User
) -> None:
    combine(as_administrator, "JO", "ADMIN_X")
    the_clock.now = make.days_later(15)
    late = Caller(administrator, make.token(administrator.organisation, at=the_clock.now))
    answer = late.send("POST", "/users/JO/undo-combination")
    assert (answer.status_code, kind(answer)) == (409, "cannot-be-undone")


REFUSED = [
    ({"email_verified_at": None}, {}, 409, "survivor-not-verified"),
    ({"enabled": False}, {}, 409, "survivor-not-usable"),
    ({"email": "jo@cr00101.example.com", "shares_address": False}, {}, 409, "not-one-person"),
    ({}, {"survivor": "ADMIN_X"}, 422, "survivor-needs-reason"),
]


@pytest.mark.parametrize(("fields", "more", "status", "code"), REFUSED)
def test_what_the_pages_refuse_is_refused_with_its_code(
    as_administrator: Caller,
    pair: tuple[User, User],
    fields: Any,
    more: Any,
    status: int,
    code: str,
) -> None:
    User.objects.filter(user_name="JO").update(**fields)
    answer = combine(as_administrator, "JO", "ADMIN_X", **more)
    assert (answer.status_code, kind(answer)) == (status, code)
    assert not Combination.objects.exists()


def test_the_account_that_acts_goes_only_once_the_other_was_used(pair: tuple[User, User]) -> None:
    User.objects.filter(user_name="JO").update(last_used_at=None)
    answer = combine(caller(pair[1]), "JO", "ADMIN_X")
    assert (answer.status_code, kind(answer)) == (409, "other-account-not-proved")


def test_another_may_stay_with_a_reason(as_administrator: Caller, pair: tuple[User, User]) -> None:
    answer = combine(
        as_administrator, "JO", "ADMIN_X", survivor="ADMIN_X", reason="JO is a mistake"
    )
    assert answer.json()["userId"] == "ADMIN_X"
    assert Combination.objects.get().reason == "JO is a mistake"


def test_accounts_that_are_not_ours_are_faults_of_the_body(
    as_administrator: Caller, pair: tuple[User, User], stranger: User
) -> None:
    for name in ("STRANGER", "NOBODY", "x\x00y"):
        answer = combine(as_administrator, "JO", name)
        assert (answer.status_code, codes(answer)) == (422, {("/userIds/1", "no-such-account")})
        answer = combine(as_administrator, "JO", "ADMIN_X", survivor=name)
        assert (answer.status_code, codes(answer)) == (422, {("/survivor", "no-such-account")})
    assert codes(combine(as_administrator, "JO", "jo")) == {("/userIds/1", "WrongValue")}
    assert not Combination.objects.exists()


def test_rights_of_the_whole_organisation_come_over_with_a_yes_only(db: None) -> None:
    boss = make.user(make.organisation("COMP001", kind="COMP"), Profile.COMP_ADMINISTRATOR)
    sharing(boss, Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, user_name="JO")
    sharing(boss, Profile.COMP_RTA_CLAIM_HANDLER, user_name="WIDE")
    who = caller(boss)
    assert combine(who, "JO", "WIDE").json()["profiles"] == ["comp-rta-branch-claim-handler"]
    who.send("POST", "/users/JO/undo-combination")
    assert combine(who, "JO", "WIDE", widen=True).json()["profiles"] == ["comp-rta-claim-handler"]
