"""Two at the same instant, on real connections: one combination, or none too many."""

from typing import Any

import pytest

from claims_portal.accounts import administrators, users
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.migration import combining, planning
from claims_portal.migration.models import Combination
from claims_portal.migration.planning import Planned
from claims_portal.records import audit
from claims_portal.records.audit import Author
from tests import make
from tests.claims.together import at_once
from tests.migration.conftest import sharing

pytestmark = pytest.mark.django_db(transaction=True)
RTA, BOSS = Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ADMINISTRATOR
AGAIN = pytest.mark.parametrize("_again", range(3))


@pytest.fixture
def bosses() -> list[User]:
    firm = make.organisation("CR00101")
    return [make.user(firm, BOSS, user_name=f"BOSS{number}") for number in (1, 2)]


def combine(by: User, survivor: User, *others: User) -> Any:
    names = [one.user_name for one in (survivor, *others)]
    return combining.combine(names, survivor=survivor.user_name, by=by.as_actor(), at=make.NOW)


@AGAIN
def test_of_two_administrators_who_let_another_stay_one_wins(
    bosses: list[User], _again: int
) -> None:
    jo, joanna = (sharing(bosses[0], RTA, user_name=name) for name in ("JO", "JOANNA"))
    answers = at_once(
        lambda: combine(bosses[0], jo, joanna), lambda: combine(bosses[1], joanna, jo)
    )
    assert sum(isinstance(one, User) for one in answers) == 1, answers
    assert Combination.objects.count() == 1
    assert User.objects.filter(pk__in=(jo.pk, joanna.pk), active=True).count() == 1
    assert list(audit.broken_links()) == []


@AGAIN
def test_one_combines_while_the_other_disables_the_survivor(
    bosses: list[User], _again: int
) -> None:
    jo, joanna = (sharing(bosses[0], RTA, user_name=name) for name in ("JO", "JOANNA"))
    at_once(
        lambda: combine(bosses[0], jo, joanna),
        lambda: users.disable(jo, by=bosses[1].as_actor(), at=make.NOW),
    )
    jo.refresh_from_db()
    joanna.refresh_from_db()
    assert joanna.active or Combination.objects.filter(survivor=jo, dropped=joanna).exists()


@AGAIN
def test_two_administrators_cannot_combine_each_other_away(bosses: list[User], _again: int) -> None:
    firm = bosses[0].organisation
    handlers = [make.user(firm, RTA, user_name=f"HANDLER{number}") for number in (1, 2)]
    for boss, handler in zip(bosses, handlers, strict=True):
        User.objects.filter(pk=handler.pk).update(forename=f"Kim{boss.pk}", surname="Lark")
        User.objects.filter(pk=boss.pk).update(forename=f"Kim{boss.pk}", surname="Lark")
    at_once(
        lambda: combine(bosses[0], handlers[1], bosses[1]),
        lambda: combine(bosses[1], handlers[0], bosses[0]),
    )
    assert len(administrators.usable(firm.pk, at=make.NOW)) == 2


@AGAIN
def test_a_plan_and_an_administrator_combine_the_same_once(bosses: list[User], _again: int) -> None:
    jo, joanna = (sharing(bosses[0], RTA, user_name=name) for name in ("JO", "JOANNA"))
    plan = [one for one in planning.plan(at=make.NOW) if isinstance(one, Planned)]
    assert len(plan) == 1
    at_once(
        lambda: planning.carry_out(plan, by=Author(client="operator"), at=make.NOW),
        lambda: combine(bosses[0], joanna, jo),
    )
    assert Combination.objects.count() == 1
    assert User.objects.filter(pk__in=(jo.pk, joanna.pk), active=True).count() == 1
    assert list(audit.broken_links()) == []
