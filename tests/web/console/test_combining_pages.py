"""Combining accounts on the guided page: preview, refusals at their fields, done, undone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from claims_portal import clock
from claims_portal.accounts import api_clients
from claims_portal.accounts.models import User, UserProfile
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import drafts, locks
from claims_portal.claims.models import Claim, Event
from claims_portal.migration import readiness
from claims_portal.migration.models import Combination
from tests import make
from tests.migration.conftest import sharing

MOVE = "/administration/migration"
COMBINE = f"{MOVE}/combine"
RTA = Profile.CR_RTA_CLAIM_HANDLER
BOSS = Profile.CR_ADMINISTRATOR
BOTH = {"user": ["ADMIN_X", "JO"]}


@pytest.fixture
def pair(administrator: User) -> tuple[User, User]:
    """JO and the administrator ID of the same person."""
    jo = sharing(administrator, RTA, user_name="JO", last_used_at=make.NOW)
    return jo, sharing(administrator, BOSS, user_name="ADMIN_X")


def preview(client: Client, survivor: str = "JO", user: Any = ("ADMIN_X", "JO")) -> str:
    answer = client.get(COMBINE, {"user": user, "survivor": survivor})
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def confirm(client: Client, page: str, **typed: Any) -> Any:
    """Sends the form of the preview, with what is typed besides."""
    form = page.partition('<form method="post" action="/administration/migration/combine"')[2]
    hidden: dict[str, Any] = {"user": []}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form):
        if name == "user":
            hidden["user"].append(value)
        else:
            hidden[name] = value
    return client.post(COMBINE, {**hidden, **typed})


def test_the_proposed_account_is_chosen_with_the_reason(
    console: Client, pair: tuple[User, User]
) -> None:
    page = console.get(COMBINE, BOTH).content.decode()
    chosen = re.search(r'value="(\w+)" checked', page)
    assert chosen and chosen[1] == "JO"
    assert "Proposed: it is the Claims User ID, on which allocations and history hang." in page


@pytest.mark.parametrize(
    ("better", "because"),
    [
        ({"email_verified_at": make.NOW}, "its address is verified"),
        ({"last_used_at": make.NOW}, "it was used last"),
        ({}, ""),
    ],
)
def test_among_claims_user_ids_it_is_told_what_speaks_for_one(
    console: Client, administrator: User, better: dict[str, Any], because: str
) -> None:
    plain = {"email_verified_at": None, "last_used_at": None}
    sharing(administrator, RTA, user_name="ANNE", **plain)
    sharing(administrator, RTA, user_name="BEA", **plain | better)
    page = console.get(COMBINE, {"user": ["ANNE", "BEA"]}).content.decode()
    assert (f"Proposed: {because}." if because else "Proposed.") in page


def test_the_page_proposes_what_the_finding_does(
    console: Client, administrator: User, insurer: User
) -> None:
    sharing(administrator, RTA, user_name="IDLE", last_used_at=make.NOW)
    busy = sharing(administrator, RTA, user_name="BUSY", last_used_at=None)
    claim = make.claim(lawyer=busy, insurer=insurer)
    Claim.objects.filter(pk=claim.pk).update(representative_handler=busy)
    page = console.get(COMBINE, {"user": ["BUSY", "IDLE"]}).content.decode()
    assert "Proposed: more claims are allocated to it or locked by it." in page
    found = readiness.of(administrator.organisation_id, at=make.NOW)
    assert found is not None
    proposed = {
        advice.survivor for one in found.findings for advice in one.advice if advice.survivor
    }
    assert proposed == {"BUSY"}


def test_the_preview_says_all_that_will_happen(
    console: Client, pair: tuple[User, User], insurer: User
) -> None:
    jo, old = pair
    UserProfile.objects.create(user=old, profile=RTA)
    first = make.claim(lawyer=old, insurer=insurer, at="LiabilityAdmitted")
    locks.take(first, by=old.as_actor(), at=make.NOW)
    Claim.objects.filter(pk=first.pk).update(representative_handler=old)
    drafts.start(claim_type="rta", body={}, by=old.as_actor(), at=make.NOW)
    used = api_clients.create(organisation=old.organisation, name="Case system", at=make.NOW)
    api_clients.create(organisation=old.organisation, name="Idle program", at=make.NOW)
    event = Event.objects.filter(user=old).latest("pk")
    Event.objects.create(
        claim=first, number=99, tag="x:y:z", row="1", says="x", phase_before="A",
        phase_after="A", activity_id=event.activity_id, user=old, client=used.client, at=make.NOW,
    )  # fmt: skip
    browser = Client()
    browser.force_login(old)
    browser.get("/")
    page = preview(console)
    for said in (
        "1 lock on a claim opens", "1 allocated claim moves to JO", "1 draft moves to JO",
        "1 open session ends at once", "CR Administrator", "Branch 001",
        "User ID JO, with its own password", "Code by e-mail", jo.email,
        "names ADMIN_X in Login-As fails", "Case system acted as one of them, last on",
        "Idle program has not acted", "cannot be used any more", "for 14 days",
    ):  # fmt: skip
        assert said in page, said
    assert confirm(console, page).status_code == 302
    told = console.get(f"{MOVE}/combinations").content.decode()
    assert "Allocated claims: 1" in told
    assert browser.get("/").status_code == 302


def test_combined_one_is_told_who_stays(console: Client, pair: tuple[User, User]) -> None:
    answer = confirm(console, preview(console))
    assert answer["Location"] == MOVE
    page = console.get(MOVE).content.decode()
    assert "Combined: JO stays, ADMIN_X can no longer be used." in page
    assert Combination.objects.get().survivor == pair[0]


def test_pressed_twice_it_is_done_once(console: Client, pair: tuple[User, User]) -> None:
    page = preview(console)
    confirm(console, page)
    again = confirm(console, page)
    assert again["Location"] == MOVE
    assert "were combined already: JO is the one that stays" in console.get(MOVE).content.decode()
    assert Combination.objects.count() == 1
    answer = console.get(COMBINE, {**BOTH, "survivor": "JO"}, follow=True)
    assert "were combined already" in answer.content.decode()


def test_a_page_that_is_out_of_date_changes_nothing(
    console: Client, pair: tuple[User, User]
) -> None:
    page = preview(console)
    User.objects.filter(user_name="ADMIN_X").update(expires_on="2031-01-01")
    answer = confirm(console, page)
    assert answer.status_code == 409
    assert "changed after you opened the page" in answer.content.decode()
    assert not Combination.objects.exists()
    assert confirm(console, answer.content.decode()).status_code == 302


UNFIT = [
    ({"email_verified_at": None}, "is not verified"),
    ({"enabled": False, "disabled_because": "unused"}, "is disabled or has expired"),
    ({"expires_on": "2020-01-01"}, "is disabled or has expired"),
]


@pytest.mark.parametrize(("fields", "sentence"), UNFIT)
def test_an_account_that_cannot_sign_in_is_refused_at_the_choice(
    console: Client, pair: tuple[User, User], fields: dict[str, Any], sentence: str
) -> None:
    page = preview(console)
    User.objects.filter(user_name="JO").update(**fields)
    asked = console.get(COMBINE, {**BOTH, "survivor": "JO"})
    sent = console.post(COMBINE, {**BOTH, "survivor": "JO"})
    assert page
    for answer in (asked, sent):
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert 'href="#survivor"' in answer.content.decode()
    assert not Combination.objects.exists()


def test_the_other_stays_with_a_reason_only(console: Client, pair: tuple[User, User]) -> None:
    assert 'name="reason"' not in preview(console)
    page = preview(console, "ADMIN_X")
    refused = confirm(console, page, reason=" ")
    assert refused.status_code == 422
    assert 'href="#reason"' in refused.content.decode()
    long = confirm(console, page, reason="x" * 501)
    assert long.status_code == 422
    assert 'href="#reason"' in long.content.decode()
    assert confirm(console, page, reason="JO was a mistake").status_code == 302
    assert Combination.objects.get().reason == "JO was a mistake"


def test_rights_widen_with_a_yes_of_its_own(client: Client, db: None) -> None:
    insurer = make.organisation("COMP001", kind="COMP")
    boss = make.user(insurer, Profile.COMP_ADMINISTRATOR)
    sharing(boss, Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, user_name="JO")
    sharing(boss, Profile.COMP_RTA_CLAIM_HANDLER, user_name="WIDE")
    client.force_login(boss)
    page = preview(client, "JO", ("JO", "WIDE"))
    assert "Open the claims of the whole organisation: COMP RTA Claim Handler" in page
    confirm(client, page)
    held = User.objects.get(user_name="JO").profiles
    assert [one.profile for one in held.all()] == ["comp-rta-branch-claim-handler"]
    client.post(f"{MOVE}/combinations/JO/undo")
    confirm(client, preview(client, "JO", ("JO", "WIDE")), widen="yes")
    assert [one.profile for one in held.all()] == ["comp-rta-claim-handler"]


def test_the_branch_is_that_of_the_account_that_stays(client: Client, db: None) -> None:
    insurer = make.organisation("COMP001", kind="COMP")
    boss = make.user(insurer, Profile.COMP_ADMINISTRATOR)
    leeds = make.branch(insurer, "002")
    sharing(boss, Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, user_name="JO")
    sharing(boss, Profile.COMP_ELPL_BRANCH_CLAIM_HANDLER, user_name="LEEDS", branch=leeds)
    client.force_login(boss)
    chosen = client.get(COMBINE, {"user": ["JO", "LEEDS"]}).content.decode()
    assert "Branch 002" in chosen
    page = preview(client, "JO", ("JO", "LEEDS"))
    assert "Does not come over" in page
    assert "for one branch, and of another branch than the account that stays" in page


def test_ones_own_account_goes_once_the_other_is_proved(
    client: Client, pair: tuple[User, User]
) -> None:
    jo, old = pair
    User.objects.filter(pk=jo.pk).update(last_used_at=None)
    client.force_login(old)
    asked = client.get(COMBINE, BOTH).content.decode()
    assert "One of them is the account you are signed in with" in asked
    refused = client.get(COMBINE, {**BOTH, "survivor": "JO"})
    assert refused.status_code == 422
    assert "Sign in with JO" in refused.content.decode()
    User.objects.filter(pk=jo.pk).update(last_used_at=F("password_changed_at"))
    page = preview(client)
    assert "You are signed out at once" in page
    answer = confirm(client, page)
    assert answer["Location"] == "/sign-in"
    told = client.get("/sign-in").content.decode()
    assert f"Sign in with JO now, with its own password and second factor ({jo.email})" in told
    assert client.get("/administration").status_code == 302


def test_the_last_usable_administrator_stays_one(client: Client, db: None) -> None:
    firm = make.organisation("CR00101")
    only = make.user(firm, BOSS, user_name="ONLY", shares_address=True)
    jo = sharing(only, RTA, email=only.email, user_name="JO")
    User.objects.filter(pk=jo.pk).update(last_used_at=F("password_changed_at"))
    client.force_login(only)
    confirm(client, preview(client, "JO", ("JO", "ONLY")))
    assert {one.profile for one in jo.profiles.all()} == {"cr-administrator", RTA.value}


def test_accounts_of_others_do_not_exist(
    console: Client, pair: tuple[User, User], stranger: User
) -> None:
    for name in ("STRANGER", "NOBODY", "x\x00y", "x" * 5000):
        for typed in ({"user": ["JO", name]}, {"user": ["JO", name], "survivor": name}):
            assert console.get(COMBINE, typed).status_code == 404
            assert console.post(COMBINE, {"survivor": "JO", **typed}).status_code == 404


@pytest.mark.parametrize("users", [[], ["JO"], ["JO", "JO"], [f"U{n}" for n in range(21)]])
def test_one_account_is_no_group(
    console: Client, pair: tuple[User, User], users: list[str]
) -> None:
    answer = console.get(COMBINE, {"user": users}, follow=True)
    assert "Choose two accounts or more" in answer.content.decode()


def test_two_people_are_not_combined(console: Client, pair: tuple[User, User]) -> None:
    typed = {"user": ["JO", "LAWYER"], "survivor": "JO"}
    for answer in (console.get(COMBINE, typed), console.post(COMBINE, typed)):
        assert answer.status_code == 422
        assert "Only accounts of one person are combined" in answer.content.decode()


def test_a_combination_is_undone_from_the_list(console: Client, pair: tuple[User, User]) -> None:
    confirm(console, preview(console))
    listed = console.get(f"{MOVE}/combinations").content.decode()
    undo = f"{MOVE}/combinations/JO/undo"
    assert f'href="{undo}"' in listed
    assert "ADMIN_X can be used again" in console.get(undo).content.decode()
    answer = console.post(undo, follow=True).content.decode()
    assert "is undone; ADMIN_X can be used again" in answer
    assert "Undone on" in answer
    assert User.objects.get(user_name="ADMIN_X").active
    assert "There is no such combination" in console.post(undo, follow=True).content.decode()


def test_where_it_cannot_be_undone_the_list_says_why(
    console: Client, pair: tuple[User, User]
) -> None:
    confirm(console, preview(console))
    Combination.objects.update(at=clock.now() - timedelta(days=15))
    listed = console.get(f"{MOVE}/combinations").content.decode()
    assert "A combination can be undone for 14 days." in listed
    assert "/undo" not in listed
    answer = console.post(f"{MOVE}/combinations/JO/undo", follow=True).content.decode()
    assert "can be undone for 14 days" in answer
    assert not User.objects.get(user_name="ADMIN_X").active


def test_combinations_of_others_do_not_exist(
    client: Client, console: Client, pair: tuple[User, User], stranger: User
) -> None:
    confirm(console, preview(console))
    client.force_login(make.user(stranger.organisation, BOSS))
    assert "No accounts were combined so far" in client.get(f"{MOVE}/combinations").content.decode()
    for name in ("JO", "NOBODY", "x\x00y"):
        path = f"{MOVE}/combinations/{name}/undo".replace("\x00", "%00")
        assert client.get(path).status_code == client.post(path).status_code == 404
