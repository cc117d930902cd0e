"""One user: everything known, and each change with what it means, its refusals and its message."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts import addresses, users
from claims_portal.accounts.inviting import invite
from claims_portal.accounts.models import DisabledBecause, User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.administration.test_users import NEW
from tests.web.forms.posting import posted_from

AT = "/administration/users/"


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer
    return answer.content.decode().replace("&#x27;", "'")


def send(client: Client, path: str, **changes: Any) -> str:
    """Open the page of a change and send its form; the page that follows."""
    posted = posted_from(text_of(client, path), **changes)
    return client.post(path, posted, follow=True).content.decode()


@pytest.fixture
def kim(administrator: User) -> User:
    return make.user(
        administrator.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name="KLARK",
        forename="Kim", surname="Lark", email="kim.lark@cr00101.example.com",
    )  # fmt: skip


def test_everything_known_is_told(
    console: Client, administrator: User, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.filter(pk=claim.pk).update(representative_handler=lawyer)
    addresses.change(lawyer, "jo.new@cr00101.example.com", by=administrator.as_actor(), at=make.NOW)
    page = text_of(console, f"{AT}lawyer")
    for told in (
        "LAWYER", "Usable", "user1@cr00101.example.com", "On 23 November 2026",
        "A link was sent to jo.new@cr00101.example.com on 23 November 2026, 09:30",
        "001 Branch 001", "1 January 2030", "Never", "0 locked, 1 allocated",
        "CR RTA Claim Handler", "RTA claims of the whole organisation",
        "Verification link sent", "E-mail address: jo.new@cr00101.example.com (before: user1@",
        "ADMIN_1", "cannot be changed",
    ):  # fmt: skip
        assert told in page, told


def test_the_page_of_a_user_keeps_ones_own_account_in_its_header(
    console: Client, kim: User
) -> None:
    for slug in ("", "/edit", "/profiles", "/disable"):
        header = text_of(console, f"{AT}KLARK{slug}").split("</header>")[0]
        assert "ADMIN_1" in header
        assert 'action="/sign-out"' in header


def actions_on(page: str) -> set[str]:
    header = page.split("portal-claim-header__buttons")[1].split("</header>")[0]
    labels = ("Enable", "Disable", "Extend expiry", "Edit details", "Change profiles",
              "Reset the password", "Change the e-mail address", "Hand the work over",
              "Send the verification link again")  # fmt: skip
    return {label for label in labels if f">{label}<" in header}


ALWAYS = {"Extend expiry", "Edit details", "Change profiles"}
ACTIVE = ALWAYS | {"Disable", "Change the e-mail address"}


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({}, ACTIVE | {"Reset the password"}),
        ({"password": "!x", "email_verified_at": None, "password_changed_at": None},
         ACTIVE | {"Send the verification link again"}),
        ({"enabled": False, "disabled_because": DisabledBecause.UNUSED},
         ACTIVE | {"Enable", "Reset the password"}),
        ({"enabled": False, "disabled_because": DisabledBecause.EXPIRED,
          "expires_on": date(2020, 1, 1)}, ACTIVE | {"Reset the password"}),
        ({"enabled": False, "active": False, "disabled_because": DisabledBecause.ADMINISTRATOR},
         ALWAYS | {"Enable", "Reset the password"}),
    ],
    ids=["usable", "new", "unused", "expired", "disabled by hand"],
)  # fmt: skip
def test_what_makes_sense_now_is_offered(
    console: Client, kim: User, fields: dict[str, Any], offered: set[str]
) -> None:
    User.objects.filter(pk=kim.pk).update(**fields)
    assert actions_on(text_of(console, f"{AT}KLARK")) == offered


def test_details_are_edited(console: Client, kim: User) -> None:
    make.branch(kim.organisation, "002")
    page = send(
        console, f"{AT}KLARK/edit", surname="Wren", branchId="002", mobile="07700 900123",
        **{"expiresOn-year": "2031"},
    )  # fmt: skip
    assert "The details of KLARK are saved." in page
    assert "Surname: Wren (before: Lark)" in page
    kim.refresh_from_db()
    assert kim.branch is not None
    assert (kim.branch.number, kim.expires_on, kim.mobile) == (
        "002", date(2031, 1, 1), "07700 900123",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"forename": ""}, "forename"),
        ({"secondName": "x\x00"}, "secondName"),
        ({"surname": "x" * 101}, "surname"),
        ({"telephone": "1\x07"}, "telephone"),
        ({"mobile": "1" * 101}, "mobile"),
        ({"branchId": "9" * 500}, "branchId"),
        ({"expiresOn-day": "40"}, "expiresOn"),
        ({"expiresOn-year": "1999"}, "expiresOn"),
    ],
)
def test_a_refused_edit_keeps_what_was_typed(
    console: Client, kim: User, changes: dict[str, str], field: str
) -> None:
    posted = posted_from(text_of(console, f"{AT}KLARK/edit")) | {"telephone": "0999"} | changes
    answer = console.post(f"{AT}KLARK/edit", posted)
    assert answer.status_code == 422
    content = answer.content.decode()
    assert f'<a href="#{field}">' in content
    if field != "telephone":
        assert 'value="0999"' in content


def test_a_fault_of_ones_own_does_not_hide_that_another_changed_the_account(
    console: Client, administrator: User, kim: User
) -> None:
    posted = posted_from(text_of(console, f"{AT}KLARK/edit"), surname="")
    users.edit(kim, telephone="0117", by=administrator.as_actor(), at=make.NOW)
    refused = console.post(f"{AT}KLARK/edit", posted)
    assert refused.status_code == 422
    mended = posted_from(refused.content.decode(), surname="Wren")
    assert console.post(f"{AT}KLARK/edit", mended).status_code == 409
    kim.refresh_from_db()
    assert (kim.telephone, kim.surname != "Wren") == ("0117", True)


@pytest.mark.parametrize("slug", ["edit", "profiles", "disable", "reset-password"])
def test_a_page_that_is_stale_says_so_and_can_be_sent_again(
    console: Client, administrator: User, kim: User, slug: str
) -> None:
    changes: dict[str, Any] = {
        "edit": {"surname": "Wren"}, "profiles": {"profiles": ["cr-rta-team-leader"]},
    }.get(slug, {})  # fmt: skip
    posted = posted_from(text_of(console, f"{AT}KLARK/{slug}")) | changes
    users.edit(kim, telephone="0117", by=administrator.as_actor(), at=make.NOW)
    answer = console.post(f"{AT}KLARK/{slug}", posted)
    assert answer.status_code == 409
    assert "changed after you opened the page" in answer.content.decode()
    again = posted_from(answer.content.decode()) | changes
    assert console.post(f"{AT}KLARK/{slug}", again).status_code == 302


def test_a_changed_address_waits_for_its_link(console: Client, kim: User) -> None:
    page = send(console, f"{AT}KLARK/address", email="kim.wren@cr00101.example.com")
    assert "A link was sent to kim.wren@cr00101.example.com" in page
    kim.refresh_from_db()
    assert kim.email == "kim.lark@cr00101.example.com"
    again = console.post(f"{AT}KLARK/verification", follow=True).content.decode()
    assert "less than a minute ago" in again
    assert len(mailbox.delivered()) == 1


def test_a_refused_address_is_told_at_the_field(console: Client, kim: User) -> None:
    answer = console.post(f"{AT}KLARK/address", {"email": "kim@gmail.com"})
    assert answer.status_code == 422
    assert "free-mail host" in answer.content.decode().split('id="email-error"')[1][:300]


def test_disabling_says_what_happens_and_enabling_undoes_it(console: Client, kim: User) -> None:
    page = text_of(console, f"{AT}KLARK/disable")
    assert "sessions of KLARK end" in page
    assert "address becomes free" in page
    assert "administrator" not in page.split("<main")[1].split("</h1>")[1].split("<form")[0]
    told = send(console, f"{AT}KLARK/disable", reason="left the firm")
    assert "KLARK is disabled." in told
    assert "Reason: left the firm" in told
    assert "KLARK is enabled." in send(console, f"{AT}KLARK/enable")


def test_a_reason_that_is_too_long_is_refused_at_its_field(console: Client, kim: User) -> None:
    answer = console.post(f"{AT}KLARK/disable", {"reason": "x" * 501})
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.content.decode()


def test_whoever_disables_an_administrator_is_warned_about_the_password(
    console: Client, administrator: User
) -> None:
    make.user(administrator.organisation, Profile.CR_ADMINISTRATOR, user_name="ADMIN_2")
    assert "not be able to choose a new password" in text_of(console, f"{AT}ADMIN_2/disable")


@pytest.fixture
def busy(kim: User, insurer: User) -> Claim:
    claim = make.claim(lawyer=kim, insurer=insurer)
    Claim.objects.filter(pk=claim.pk).update(representative_handler=kim)
    return claim


def test_work_must_go_somewhere_before_a_user_is_disabled(
    console: Client, kim: User, busy: Claim
) -> None:
    assert "0 locked and 1 allocated claims" in text_of(console, f"{AT}KLARK/disable")
    refused = console.post(f"{AT}KLARK/disable", {"handOver": "person"})
    assert refused.status_code == 422
    assert "Say who takes them over" in refused.content.decode()
    kim.refresh_from_db()
    assert kim.enabled


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ({"handOverTo": "NOBODY"}, "no such account"),
        ({"handOverTo": "STRANGER"}, "no such account"),
        ({"handOverTo": "\x00"}, "no such account"),
        ({"handOverTo": "KLARK"}, "cannot take claims over"),
        ({"handOverTo": "ADMIN_1"}, "could not see 1"),
    ],
)
def test_work_goes_to_nobody_who_cannot_do_it(
    console: Client, kim: User, busy: Claim, stranger: User, way: dict[str, str], said: str
) -> None:
    answer = console.post(f"{AT}KLARK/disable", {"handOver": "person", **way})
    assert answer.status_code == 422
    assert said in answer.content.decode().split('id="handOverTo-error"')[1][:300]


def test_work_goes_to_a_colleague_or_back_to_everybody(
    console: Client, kim: User, lawyer: User, busy: Claim
) -> None:
    told = send(console, f"{AT}KLARK/disable", handOver="person", handOverTo="LAWYER")
    assert "KLARK is disabled." in told
    busy.refresh_from_db()
    assert busy.representative_handler == lawyer
    told = send(console, f"{AT}LAWYER/disable", handOver="anyone")
    assert "LAWYER is disabled." in told
    busy.refresh_from_db()
    assert busy.representative_handler is None


def test_a_disabled_user_who_still_holds_work_hands_it_over(
    console: Client, administrator: User, kim: User, busy: Claim
) -> None:
    users.disable(kim, by=administrator.as_actor(), at=make.NOW)
    assert "Hand the work over" in actions_on(text_of(console, f"{AT}KLARK"))
    told = send(console, f"{AT}KLARK/hand-over", handOver="anyone")
    assert "The work of KLARK is handed over." in told


def test_enabling_is_refused_while_another_has_the_address(
    console: Client, administrator: User, kim: User
) -> None:
    boss = administrator.as_actor()
    users.disable(kim, by=boss, at=make.NOW)
    invite(**NEW | {"user_name": "KIM2"}, by=boss, at=make.NOW)
    told = send(console, f"{AT}KLARK/enable")
    assert "The account KIM2 of your organisation has this address" in told


def test_expiry_is_extended_and_never_shortened(console: Client, kim: User) -> None:
    path = f"{AT}KLARK/extend"
    year = {"expiresOn-day": "5", "expiresOn-month": "6"}
    assert "expires on 5 June 2035" in send(console, path, **year, **{"expiresOn-year": "2035"})
    told = send(console, path, **year, **{"expiresOn-year": "2034"})
    assert "Nothing was changed: KLARK lasts until 5 June 2035 already." in told


def test_extending_enables_what_had_expired(console: Client, kim: User) -> None:
    User.objects.filter(pk=kim.pk).update(
        enabled=False, disabled_because=DisabledBecause.EXPIRED, expires_on=date(2020, 1, 1)
    )
    send(console, f"{AT}KLARK/extend")
    kim.refresh_from_db()
    assert kim.enabled


def test_a_password_is_reset(console: Client, kim: User) -> None:
    assert "The password of KLARK is reset." in send(console, f"{AT}KLARK/reset-password")
    kim.refresh_from_db()
    assert not kim.has_usable_password()
    assert console.get(f"{AT}KLARK/reset-password").status_code == 302


def test_profiles_are_explained_and_changed(console: Client, kim: User) -> None:
    page = text_of(console, f"{AT}KLARK/profiles")
    for told in ("Claims", "Administration", "Extra", "Signs in as any other user", "archived"):
        assert told in page or told.lower() in page
    send(console, f"{AT}KLARK/profiles", profiles=["cr-rta-team-leader", "cr-administrator"])
    assert set(kim.profiles.values_list("profile", flat=True)) == {
        "cr-rta-team-leader", "cr-administrator",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("profiles", "said"),
    [
        ([], "at least one profile"),
        (["comp-rta-team-leader"], "a profile of compensators"),
        (["root"], "There is no profile root"),
        (["\x00" * 100], "There is no profile"),
    ],
)
def test_profiles_that_make_no_sense_are_refused(
    console: Client, kim: User, profiles: list[str], said: str
) -> None:
    answer = console.post(f"{AT}KLARK/profiles", {"profiles": profiles})
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.fixture
def tpa(client: Client, insurer: User) -> User:
    """Somebody of the insurer's branch, with its administrator signed in."""
    boss = make.user(insurer.organisation, Profile.COMP_ADMINISTRATOR, user_name="BOSS")
    client.force_login(boss)
    return make.user(insurer.organisation, Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, user_name="TPA")


def test_widening_from_a_branch_to_the_organisation_asks_once_more(
    client: Client, tpa: User
) -> None:
    posted = posted_from(text_of(client, f"{AT}TPA/profiles"))
    posted["profiles"] = ["comp-rta-claim-handler"]
    asked = client.post(f"{AT}TPA/profiles", posted)
    assert "RTA claims of the whole organisation" in asked.content.decode()
    assert tpa.profiles.get().profile == "comp-rta-branch-claim-handler"
    confirmed = posted_from(asked.content.decode()) | {"widen": "yes"}
    assert client.post(f"{AT}TPA/profiles", confirmed).status_code == 302
    assert tpa.profiles.get().profile == "comp-rta-claim-handler"


def test_a_contradiction_is_explained(client: Client, tpa: User) -> None:
    both = {"profiles": ["comp-rta-branch-claim-handler", "comp-rta-claim-handler"]}
    answer = client.post(f"{AT}TPA/profiles", both | {"widen": "yes"})
    assert answer.status_code == 422
    assert "restricts to one branch what COMP RTA Claim Handler opens" in answer.content.decode()


def test_a_change_that_makes_no_sense_any_more_leads_back(console: Client, kim: User) -> None:
    for slug in ("enable", "hand-over", "verification"):
        assert console.get(f"{AT}KLARK/{slug}").headers["Location"] == f"{AT}KLARK"
    told = console.post(f"{AT}KLARK/verification", follow=True).content.decode()
    assert "The address is verified already." in told
    assert not AuditEntry.objects.exists()
