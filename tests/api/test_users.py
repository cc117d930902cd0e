"""An organisation runs its accounts by the API: as on the pages, with the same refusals."""

from datetime import timedelta
from typing import Any

import pytest

from claims_portal.accounts.models import User, UserProfile
from claims_portal.accounts.profiles import Profile
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.api.conftest import Caller, Clock, caller, codes, kind
from tests.api.operations import NEW_USER, everything

PATH = "/users/KLARK"


@pytest.fixture
def klark(as_administrator: Caller) -> dict[str, Any]:
    answer = as_administrator.send("POST", "/users", NEW_USER)
    assert answer.status_code == 201, answer.content
    made: dict[str, Any] = answer.json()
    return made


def test_a_new_account_is_answered_whole_and_its_person_gets_a_link(
    as_administrator: Caller,
) -> None:
    answer = as_administrator.send(
        "POST",
        "/users",
        {**NEW_USER, "secondName": "Ada", "telephone": "0117 496 0123", "expiresOn": "2027-01-31"},
    )
    assert (answer.status_code, answer["Location"]) == (201, "/api/v1/users/KLARK")
    told = answer.json()
    assert told["state"]["code"] == "unverified"
    assert told["state"]["wayOut"] == "Send the link again."
    assert (told["enabled"], told["active"], told["emailVerified"]) == (True, True, False)
    assert (told["secondName"], told["expiresOn"]) == ("Ada", "2027-01-31")
    assert told["pendingAddress"]["email"] == NEW_USER["email"]
    assert told["pendingAddress"]["linkValidUntil"] == "2026-11-24T09:30:00Z"
    assert told["profiles"] == ["cr-rta-claim-handler"]
    assert told["work"] == {"locked": 0, "allocated": 0}
    assert as_administrator.get(PATH).json() == told
    assert [mail.to for mail in mailbox.delivered()] == [[NEW_USER["email"]]]
    assert "KLARK" in mailbox.delivered()[0].body


def test_the_audit_names_the_administrator_and_the_client(
    as_administrator: Caller, klark: dict[str, Any]
) -> None:
    entry = AuditEntry.objects.get(tag="account:user:created")
    assert (entry.subject, entry.by_user, entry.from_address) == ("KLARK", "ADMIN_1", "127.0.0.1")
    assert entry.by_client.startswith("cr00101-")


def test_without_a_date_an_account_lasts_two_years(klark: dict[str, Any]) -> None:
    assert klark["expiresOn"] == "2028-11-23"


@pytest.mark.parametrize(
    ("changes", "status", "code", "pointer"),
    [
        ({"userId": "kim@firm.example.com"}, 422, "user-id-refused", "/userId"),
        ({"userId": ""}, 422, "user-id-refused", "/userId"),
        ({"userId": "K" * 51}, 422, "user-id-refused", "/userId"),
        ({"userId": "K" * 100_000}, 422, "user-id-refused", "/userId"),
        ({"userId": "KL\x00ARK"}, 422, "user-id-refused", "/userId"),
        ({"userId": "KLARK\n"}, 422, "user-id-refused", "/userId"),
        ({"userId": "ΚLARK"}, 422, "user-id-refused", "/userId"),  # noqa: RUF001 - a Greek letter
        ({"userId": "lawyer"}, 409, "user-id-taken", "/userId"),
        ({"userId": "Stranger"}, 409, "user-id-taken", "/userId"),
        ({"forename": ""}, 422, "name-missing", "/forename"),
        ({"surname": " - "}, 422, "name-missing", "/surname"),
        ({"surname": "La\x00rk"}, 422, "text-refused", "/surname"),
        ({"forename": "Kim\r\nBcc: x"}, 422, "text-refused", "/forename"),
        ({"secondName": "A\x1bda"}, 422, "text-refused", "/secondName"),
        ({"telephone": "0117\x00"}, 422, "text-refused", "/telephone"),
        ({"surname": "L" * 101}, 422, "body-refused", "/surname"),
        ({"mobile": "07700 900123"}, 422, "mobile-before-address", "/mobile"),
        ({"email": ""}, 422, "email-malformed", "/email"),
        ({"email": "kim"}, 422, "email-malformed", "/email"),
        ({"email": "kim@" + "a" * 300 + ".example.com"}, 422, "email-malformed", "/email"),
        ({"email": "k" * 300 + "@cr00101.example.com"}, 422, "email-malformed", "/email"),
        ({"email": "kim@cr00101.example.com\nBcc: x@example.com"}, 422, "email-malformed", "/email"),
        ({"email": "kim@cr00101.example.com\r\n\r\nHello"}, 422, "email-malformed", "/email"),
        ({"email": "Kim <kim@cr00101.example.com>"}, 422, "email-malformed", "/email"),
        ({"email": "kim@cr00101.example.com\x00"}, 422, "email-malformed", "/email"),
        ({"email": "kіm@cr00101.example.com"}, 422, "email-not-ascii", "/email"),  # noqa: RUF001 - Cyrillic
        ({"email": "kim@сr00101.example.com"}, 422, "email-not-ascii", "/email"),  # noqa: RUF001 - Cyrillic
        ({"email": "kim@gmail.com"}, 422, "email-free-mail", "/email"),
        ({"email": "kim@mailinator.com"}, 422, "email-disposable", "/email"),
        ({"email": "info@cr00101.example.com"}, 422, "email-shared", "/email"),
        ({"email": "enquiries+kim@cr00101.example.com"}, 422, "email-shared", "/email"),
        ({"email": "kim@elsewhere.example.com"}, 422, "email-foreign-domain", "/email"),
        ({"email": " USER1@cr00101.example.com "}, 409, "email-taken", "/email"),
        ({"branchId": "009"}, 422, "body-refused", "/branchId"),
        ({"branchId": "\x00"}, 422, "body-refused", "/branchId"),
        ({"branchId": "0010"}, 422, "body-refused", "/branchId"),
        ({"profiles": []}, 422, "profiles-refused", "/profiles"),
        ({"profiles": ["boss"]}, 422, "profiles-refused", "/profiles"),
        ({"profiles": ["x" * 100_000]}, 422, "profiles-refused", "/profiles"),
        ({"profiles": ["comp-administrator"]}, 422, "profiles-refused", "/profiles"),
        ({"profiles": ["cr-elpl-claim-handler"]}, 422, "profiles-refused", "/profiles"),
        ({"profiles": ["cr-administrator", "comp-rta-claim-handler"]}, 422, "profiles-refused", "/profiles"),
        ({"profiles": ["cr-administrator"] * 19}, 422, "body-refused", "/profiles"),
        ({"expiresOn": "2026-11-23"}, 422, "expiry-refused", "/expiresOn"),
        ({"expiresOn": "9999-12-31"}, 422, "expiry-refused", "/expiresOn"),
        ({"expiresOn": "2028-02-30"}, 422, "body-refused", "/expiresOn"),
        ({"expiresOn": "soon"}, 422, "body-refused", "/expiresOn"),
    ],
)  # fmt: skip
def test_a_new_account_is_refused_with_code_and_field(
    as_administrator: Caller,
    lawyer: User,
    stranger: User,
    changes: dict[str, Any],
    status: int,
    code: str,
    pointer: str,
) -> None:
    before = everything()
    answer = as_administrator.send("POST", "/users", {**NEW_USER, **changes})
    assert (answer.status_code, kind(answer)) == (status, code), answer.content
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert everything() == before
    assert mailbox.delivered() == []


def test_a_contradiction_of_profiles_is_refused_in_words(insurer: User) -> None:
    make.user(insurer.organisation, Profile.COMP_ADMINISTRATOR, user_name="BOSS")
    answer = caller(User.objects.get(user_name="BOSS")).send(
        "PUT",
        "/users/INSURER/profiles",
        {"profiles": ["comp-rta-claim-handler", "comp-rta-branch-claim-handler"]},
    )
    assert (answer.status_code, kind(answer)) == (422, "profiles-refused")
    assert "restricts to one branch" in answer.json()["detail"]


def test_everything_that_is_refused_is_said_at_once(as_administrator: Caller) -> None:
    wrong = {**NEW_USER, "forename": "", "email": "kim@gmail.com", "profiles": []}
    answer = as_administrator.send("POST", "/users", wrong)
    assert codes(answer) == {
        ("/forename", "name-missing"),
        ("/email", "email-free-mail"),
        ("/profiles", "profiles-refused"),
    }


def test_a_list_is_in_pages_by_user_id(as_administrator: Caller, lawyer: User) -> None:
    for number in range(7):
        make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name=f"kim{number}")
    found: list[str] = []
    cursor = None
    for _page in range(3):
        query = {"limit": 3, **({"cursor": cursor} if cursor else {})}
        told = as_administrator.get("/users", query).json()
        found += [one["userId"] for one in told["users"]]
        cursor = told["nextCursor"]
    assert cursor is None
    assert found == ["ADMIN_1", *(f"kim{number}" for number in range(7)), "LAWYER"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["ADMIN_1", "GONE", "LAWYER", "LOCKED", "NEW", "OLD"]),
        ({"state": "usable"}, ["ADMIN_1", "LAWYER"]),
        ({"state": "disabled-by-administrator"}, ["GONE"]),
        ({"state": "disabled-by-portal"}, ["LOCKED"]),
        ({"state": "expired"}, ["OLD"]),
        ({"state": "unverified"}, ["NEW"]),
        ({"enabled": "false"}, ["GONE", "LOCKED"]),
        ({"enabled": "false", "active": "true"}, ["LOCKED"]),
        ({"active": "false"}, ["GONE"]),
        ({"verified": "false"}, ["NEW"]),
        ({"profile": "cr-administrator"}, ["ADMIN_1"]),
        ({"branchId": "002"}, ["NEW"]),
        ({"search": "gone"}, ["GONE"]),
        ({"search": "Marsh new"}, ["NEW"]),
        ({"search": "%"}, []),
        ({"search": "marsh", "enabled": "false"}, []),
    ],
)
def test_a_list_is_filtered(
    as_administrator: Caller, lawyer: User, query: dict[str, str], expected: list[str]
) -> None:
    firm = lawyer.organisation
    second = make.branch(firm, "002")
    handler = Profile.CR_RTA_CLAIM_HANDLER
    make.user(firm, handler, user_name="GONE", enabled=False, active=False)
    make.user(firm, handler, user_name="LOCKED", enabled=False, disabled_because="bad-sign-ins")
    make.user(firm, handler, user_name="OLD", expires_on=make.NOW.date())
    make.user(
        firm, handler, user_name="NEW", email_verified_at=None, surname="Marsh", branch=second
    )
    told = as_administrator.get("/users", query).json()
    assert [one["userId"] for one in told["users"]] == expected


@pytest.mark.parametrize(
    "query",
    ["state=nonsense", "enabled=perhaps", "profile=boss", "limit=0", "limit=101", "cursor=%21",
     "search=%00", "cursor=AAAA%00", "sort=name", "verified=", "branchId=" + "1" * 101],
)  # fmt: skip
def test_a_filter_that_cannot_be_read_is_refused(as_administrator: Caller, query: str) -> None:
    answer = as_administrator.get(f"/users?{query}")
    assert (answer.status_code, kind(answer)) == (400, "bad-request")


def test_a_page_takes_the_same_number_of_queries_whatever_its_size(
    as_administrator: Caller, lawyer: User, django_assert_num_queries: Any
) -> None:
    as_administrator.get("/users")
    for number in range(60):
        make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name=f"KIM{number}")
    for limit in (1, 50):
        with django_assert_num_queries(3):
            as_administrator.get("/users", {"limit": limit})


def test_names_branch_and_expiry_are_edited_and_the_rest_stays(
    as_administrator: Caller, lawyer: User
) -> None:
    make.branch(lawyer.organisation, "002")
    answer = as_administrator.send(
        "PATCH", "/users/lawyer", {"surname": "Lark", "branchId": "002", "expiresOn": "2027-03-01"}
    )
    told = answer.json()
    assert (answer.status_code, told["surname"], told["branchId"]) == (200, "Lark", "002")
    assert (told["userId"], told["forename"], told["expiresOn"]) == (
        "LAWYER",
        "Robin",
        "2027-03-01",
    )
    entry = AuditEntry.objects.get(tag="account:user:edited")
    assert (entry.before["branch"], entry.after["branch"]) == ("001", "002")


@pytest.mark.parametrize(
    ("body", "pointer", "reason"),
    [
        ({"userId": "OTHER"}, "/userId", "never changed"),
        ({"email": "x@cr00101.example.com"}, "/email", "/users/{userId}/address"),
        ({"profiles": ["cr-administrator"]}, "/profiles", "PUT /users/{userId}/profiles"),
        ({"enabled": False}, "/enabled", "/disable"),
        ({"organisation": "CR00999"}, "/organisation", "not a field"),
    ],
)
def test_what_is_not_edited_is_refused_with_the_reason(
    as_administrator: Caller, lawyer: User, body: dict[str, Any], pointer: str, reason: str
) -> None:
    before = everything()
    answer = as_administrator.send("PATCH", "/users/LAWYER", body)
    assert (answer.status_code, kind(answer)) == (422, "body-refused")
    assert codes(answer) == {(pointer, "MustNotBeProvided")}
    assert reason in answer.json()["errors"][0]["message"]
    assert everything() == before


def test_an_edit_that_changes_nothing_is_no_entry_of_the_audit(
    as_administrator: Caller, lawyer: User
) -> None:
    before = everything()
    for body in ({}, {"forename": "Robin"}):
        assert as_administrator.send("PATCH", "/users/LAWYER", body).status_code == 200
    assert everything() == before


def test_a_change_that_was_decided_on_an_older_account_is_refused(
    as_administrator: Caller, lawyer: User
) -> None:
    seen = as_administrator.get("/users/LAWYER")["ETag"]
    first = as_administrator.send("PATCH", "/users/LAWYER", {"surname": "Lark"}, If_Match=seen)
    assert first.status_code == 200
    before = everything()
    for method, path, body in (
        ("PATCH", "/users/LAWYER", {"surname": "Wren"}),
        ("PUT", "/users/LAWYER/profiles", {"profiles": ["cr-administrator"]}),
        ("POST", "/users/LAWYER/disable", {}),
        ("POST", "/users/LAWYER/leave", {}),
    ):
        answer = as_administrator.send(method, path, body, If_Match=seen)
        assert (answer.status_code, kind(answer)) == (412, "changed-meanwhile")
    assert everything() == before
    last = as_administrator.send("POST", "/users/LAWYER/disable", {}, If_Match=first["ETag"])
    assert last.status_code == 200


def test_an_account_reads_itself(as_lawyer: Caller, lawyer: User) -> None:
    told = as_lawyer.get("/users/me").json()
    assert (told["userId"], told["profiles"]) == ("LAWYER", ["cr-rta-claim-handler"])
    assert as_lawyer.get("/users/LAWYER").status_code == 403


def test_profiles_are_listed_as_this_organisation_may_give_them(
    as_lawyer: Caller, as_insurer: Caller
) -> None:
    for who, available in ((as_lawyer, "cr-rta-team-leader"), (as_insurer, "comp-rta-team-leader")):
        told = {one["profile"]: one for one in who.get("/profiles").json()["profiles"]}
        assert told.keys() == {profile.value for profile in Profile}
        side = available.split("-")[0]
        assert told[available]["available"]
        assert not told[available.replace("rta", "elpl")]["available"]
        for name, one in told.items():
            if one["available"]:
                assert (
                    name.startswith(side) or "-" in name and not name.startswith(("cr-", "comp-"))
                )
    leader = told["comp-rta-branch-dispatcher"]
    assert leader["organisationKinds"] == ["compensator"]
    assert (leader["reach"], leader["onlyNew"], leader["claimTypes"]) == ("branch", True, ["rta"])
    assert leader["rights"] == [{"code": "receive-claims", "says": "takes on what is new"}]
    assert "own branch" in leader["explanation"]
    assert told["search-archived-claims-user"]["organisationKinds"] == [
        "claimant-representative", "compensator", "unrepresented-claimant",
    ]  # fmt: skip


def test_an_administrator_who_gave_the_profile_away_is_none_from_the_next_call(
    as_administrator: Caller, lawyer: User, administrator: User
) -> None:
    make.user(lawyer.organisation, Profile.CR_ADMINISTRATOR, user_name="SECOND")
    assert as_administrator.get("/users").status_code == 200
    UserProfile.objects.filter(user=administrator).delete()
    assert as_administrator.get("/users").status_code == 403


def test_a_link_is_sent_again_after_a_minute(
    as_administrator: Caller, klark: dict[str, Any], the_clock: Clock
) -> None:
    again = as_administrator.send("POST", f"{PATH}/address", {})
    assert (again.status_code, kind(again)) == (409, "link-sent-just-now")
    the_clock.now = make.NOW + timedelta(seconds=61)
    assert as_administrator.send("POST", f"{PATH}/address", {}).status_code == 200
    assert len(mailbox.delivered()) == 2
