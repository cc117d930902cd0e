"""The list of accounts: filters, search, order and pages, the same in the database as in words."""

from datetime import date, timedelta
from itertools import product

import pytest

from claims_portal.accounts import user_history, user_list, users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import DisabledBecause, User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import NotAnAdministrator
from claims_portal.accounts.states import State, plain_state, state_in_sql
from claims_portal.accounts.user_list import Column, Flags, Wanted
from tests import make

TODAY = make.NOW.date()


def found(by: Actor, **wanted: object) -> list[str]:
    page = user_list.page(by, Wanted(**wanted), number=1, at=make.NOW)  # type: ignore[arg-type]
    return [account.user_name for account in page.accounts]


@pytest.fixture
def people(administrator: User) -> None:
    """Beside ADMIN_1 and LAWYER, some of each state."""
    firm = administrator.organisation
    make.branch(firm, "002")
    second = firm.branches.get(number="002")
    make.user(firm, Profile.CR_RTA_TEAM_LEADER, user_name="ann", surname="Zorn", branch=second,
              last_used_at=make.NOW)  # fmt: skip
    make.user(firm, user_name="BOB", surname="abel", email="bob@firm.example.com",
              email_verified_at=None, expires_on=date(2027, 1, 1))  # fmt: skip
    make.user(firm, user_name="CARL", active=False, enabled=False, disabled_at=make.NOW,
              disabled_because=DisabledBecause.ADMINISTRATOR)  # fmt: skip
    make.user(firm, user_name="DORA", enabled=False, disabled_because=DisabledBecause.UNUSED)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["ADMIN_1", "ann", "BOB", "CARL", "DORA", "LAWYER"]),
        ({"descending": True}, ["LAWYER", "DORA", "CARL", "BOB", "ann", "ADMIN_1"]),
        ({"flags": Flags.ENABLED}, ["ADMIN_1", "ann", "BOB", "LAWYER"]),
        ({"flags": Flags.DISABLED_BY_PORTAL}, ["DORA"]),
        ({"flags": Flags.DISABLED_BY_ADMINISTRATOR}, ["CARL"]),
        ({"state": State.UNVERIFIED}, ["BOB"]),
        ({"state": State.DISABLED_BY_PORTAL}, ["DORA"]),
        ({"profile": Profile.CR_RTA_TEAM_LEADER}, ["ann"]),
        ({"branch": "002"}, ["ann"]),
        ({"verified": False}, ["BOB"]),
        ({"text": "ZOR"}, ["ann"]),
        ({"text": "robin zorn"}, ["ann"]),
        ({"text": "bob@firm"}, ["BOB"]),
        ({"text": "_"}, ["ADMIN_1"]),
        ({"text": "100%"}, []),
        ({"text": "ann", "flags": Flags.DISABLED_BY_PORTAL}, []),
        ({"sort": Column.EXPIRES, "flags": Flags.ENABLED}, ["BOB", "ADMIN_1", "ann", "LAWYER"]),
        ({"sort": Column.LAST_USED, "descending": True, "flags": Flags.ENABLED},
         ["ann", "LAWYER", "BOB", "ADMIN_1"]),
        ({"sort": Column.NAME, "text": "zorn"}, ["ann"]),
        ({"sort": Column.STATE}, ["ADMIN_1", "ann", "LAWYER", "BOB", "DORA", "CARL"]),
    ],
)  # fmt: skip
def test_accounts_are_filtered_searched_and_sorted(
    boss: Actor, people: None, wanted: dict[str, object], names: list[str]
) -> None:
    assert found(boss, **wanted) == names


def test_names_are_sorted_without_case(boss: Actor, people: None) -> None:
    by_name = found(boss, sort=Column.NAME)
    assert (by_name[0], by_name[-1]) == ("BOB", "ann")


def test_counts_of_the_four_filters(boss: Actor, people: None, stranger: User) -> None:
    assert list(user_list.counts(boss).values()) == [6, 4, 1, 1]


def test_pages_hold_fifty_and_the_last_is_as_far_as_one_gets(
    boss: Actor, administrator: User
) -> None:
    for number in range(60):
        make.user(administrator.organisation, user_name=f"A{number:03d}")
    first = user_list.page(boss, Wanted(), number=-3, at=make.NOW)
    last = user_list.page(boss, Wanted(), number=10**9, at=make.NOW)
    assert (len(first.accounts), first.pages, first.total) == (50, 2, 62)
    assert (len(last.accounts), last.number) == (12, 2)
    assert len(list(user_list.every(boss, Wanted(), at=make.NOW))) == 62


def test_a_handler_and_another_organisation_see_nothing(
    boss: Actor, lawyer: User, stranger: User
) -> None:
    with pytest.raises(NotAnAdministrator):
        user_list.page(lawyer.as_actor(), Wanted(), number=1, at=make.NOW)
    assert "STRANGER" not in found(boss)
    assert user_list.chosen(boss, ["STRANGER", "LAWYER", "\x00"]) == [lawyer]


def test_the_state_in_the_database_is_the_state_in_words(administrator: User) -> None:
    firm = administrator.organisation
    flags = [(True, True), (False, True), (False, False)]
    reasons = ["", *DisabledBecause.values]
    expiries = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    for place, (flag, reason, expires, verified, chosen, reset) in enumerate(
        product(flags, reasons, expiries, [make.NOW, None], [make.NOW, None], [False, True])
    ):
        make.user(
            firm, user_name=f"U{place}", enabled=flag[0], active=flag[1], disabled_because=reason,
            expires_on=expires, email_verified_at=verified, password_changed_at=chosen,
            must_change_password=reset,
        )  # fmt: skip
    accounts = User.objects.annotate(state=state_in_sql(make.NOW))
    assert {one.state for one in accounts} == {state.value for state in State}  # type: ignore[attr-defined]
    for one in accounts:
        assert one.state == plain_state(one, at=make.NOW).state  # type: ignore[attr-defined]


def test_history_of_an_account_is_told_newest_first_with_what_changed(boss: Actor) -> None:
    from tests.administration.test_users import create

    account = create(boss)
    users.edit(account, surname="Wren", by=boss, at=make.NOW)
    users.disable(account, by=boss, at=make.NOW, reason="left")
    history = user_history.of(account)
    assert [one.tag for one in history.entries] == [
        "account:user:disabled", "account:user:edited", "account:user:created",
    ]  # fmt: skip
    edited = history.entries[1]
    assert (edited.before["surname"], edited.after["surname"]) == ("Lark", "Wren")
    assert (history.entries[0].reason, history.older) == ("left", None)


def test_long_history_is_read_in_pages(boss: Actor) -> None:
    from tests.administration.test_users import create

    account = create(boss)
    for number in range(30):
        users.edit(account, telephone=f"{number}", by=boss, at=make.NOW)
    first = user_history.of(account)
    second = user_history.of(account, below=first.older)
    assert (len(first.entries), len(second.entries), second.older) == (20, 11, None)
