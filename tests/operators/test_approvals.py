"""Four eyes: asked by one, confirmed by another, in time, once, or not at all."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from claims_portal.operators import approvals, holding, staff_approvals
from claims_portal.operators import staff as verbs
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.approvals import Kind
from claims_portal.operators.models import Approval, ApprovalState, Staff
from claims_portal.operators.refusals import (
    AskedAlready,
    AskerGone,
    LastAdministrator,
    NotAllowed,
    NothingToDo,
    NotWaiting,
    OperatorRefusal,
    OwnAccount,
    OwnRequest,
    ReasonMissing,
    RolesRefused,
)
from claims_portal.operators.roles import Right, Role
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.claims.together import at_once
from tests.make import NOW
from tests.operators.conftest import acting

REASON = "The rota of December needs it."
DONE: list[str] = []


class Broken(OperatorRefusal):
    code = "broken"


def _execute(of: Approval, _by: StaffActor, _at: datetime) -> Mapping[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE operators_staff SET surname = surname || 'x' WHERE staff_id = 'BOSS'"
        )
    if of.arguments.get("breaks"):
        raise Broken("It cannot be done now.")
    return {"said": "so"}


@pytest.fixture(autouse=True)
def _a_kind_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind(
        "thing", "A thing", asks=Right.MANAGE_STAFF, confirms=Right.CONFIRM_STAFF,
        execute=_execute, told=lambda _arguments: [],
    )  # fmt: skip
    monkeypatch.setitem(approvals._KINDS, "thing", kind)


def ask(by: Staff, *, breaks: bool = False, subject: str = "x") -> Approval:
    return approvals.ask(
        "thing", subject=subject, arguments={"breaks": breaks}, reason=REASON,
        by=acting(by), at=NOW,
    )  # fmt: skip


def done(boss: Staff) -> int:
    boss.refresh_from_db()
    return boss.surname.count("x")


def test_another_confirms_and_it_is_done(boss: Staff, protector: Staff) -> None:
    asked = ask(boss)
    assert list(approvals.waiting_for(acting(protector), at=NOW)) == [asked]
    assert list(approvals.waiting_for(acting(boss), at=NOW)) == []
    found = approvals.confirm(asked.pk, by=acting(protector), at=NOW)
    assert (found.state, found.decided_by, found.result) == ("done", "PROTECTOR", {"said": "so"})
    assert done(boss) == 1
    entries = AuditEntry.objects.filter(tag__startswith="operator:approval").order_by("pk")
    assert [(one.tag.rpartition(":")[2], one.by_staff) for one in entries] == [
        ("asked", "BOSS"), ("done", "PROTECTOR"),
    ]  # fmt: skip
    assert entries[0].reason == REASON


def test_nobody_confirms_an_own_request(boss: Staff) -> None:
    asked = ask(boss)
    with pytest.raises(OwnRequest):
        approvals.confirm(asked.pk, by=acting(boss), at=NOW)
    assert done(boss) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=asked.pk).update(state="done", decided_by="BOSS")
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.filter(pk=asked.pk).update(state="done")


def test_whose_role_does_not_allow_it_cannot_ask_confirm_or_see(
    boss: Staff, protector: Staff, supporter: Staff
) -> None:
    for one in (protector, supporter):
        with pytest.raises(NotAllowed):
            ask(one)
    asked = ask(boss)
    assert not approvals.seen_by(acting(supporter)).exists()
    with pytest.raises(NotWaiting):
        approvals.confirm(asked.pk, by=acting(supporter), at=NOW)
    with pytest.raises(NotAllowed):
        approvals.withdraw(asked.pk, by=acting(protector), at=NOW)


def test_a_request_runs_out(boss: Staff, protector: Staff) -> None:
    asked = ask(boss)
    late = NOW + approvals.LIFETIME
    with pytest.raises(NotWaiting):
        approvals.confirm(asked.pk, by=acting(protector), at=late)
    assert approvals.expire(at=late) == 1
    asked.refresh_from_db()
    assert asked.state == ApprovalState.EXPIRED
    assert done(boss) == 0


def test_it_happens_once(boss: Staff, protector: Staff) -> None:
    asked = ask(boss)
    approvals.confirm(asked.pk, by=acting(protector), at=NOW)
    with pytest.raises(NotWaiting):
        approvals.confirm(asked.pk, by=acting(protector), at=NOW)
    assert done(boss) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_one_does_it(boss: Staff, protector: Staff) -> None:
    other = make.staff(Role.ADMINISTRATOR, staff_id="OTHER")
    asked = ask(boss)
    actors = [acting(protector), acting(other)]

    def confirm(actor: StaffActor) -> bool:
        try:
            approvals.confirm(asked.pk, by=actor, at=NOW)
        except NotWaiting:
            return False
        return True

    results = at_once(*(lambda actor=actor: confirm(actor) for actor in actors))
    assert sorted(results) == [False, True]
    assert done(boss) == 1


def test_what_cannot_be_done_undoes_all_of_it_and_waits_on(boss: Staff, protector: Staff) -> None:
    asked = ask(boss, breaks=True)
    with pytest.raises(Broken):
        approvals.confirm(asked.pk, by=acting(protector), at=NOW)
    asked.refresh_from_db()
    assert asked.is_waiting(NOW)
    assert done(boss) == 0


def test_a_refused_or_withdrawn_request_is_never_done(boss: Staff, protector: Staff) -> None:
    asked = ask(boss)
    with pytest.raises(ReasonMissing):
        approvals.refuse(asked.pk, reason="no", by=acting(protector), at=NOW)
    approvals.refuse(asked.pk, reason="Not before the audit.", by=acting(protector), at=NOW)
    other = ask(boss)
    approvals.withdraw(other.pk, by=acting(boss), at=NOW)
    for one in (asked, other):
        with pytest.raises(NotWaiting):
            approvals.confirm(one.pk, by=acting(protector), at=NOW)
    assert done(boss) == 0


def test_the_same_waits_once_and_may_be_asked_again_later(boss: Staff) -> None:
    ask(boss)
    with pytest.raises(AskedAlready):
        ask(boss)
    ask(boss, subject="y")
    late = NOW + approvals.LIFETIME + timedelta(seconds=1)
    approvals.ask("thing", subject="x", arguments={}, reason=REASON, by=acting(boss), at=late)


@pytest.mark.parametrize("change", [{"enabled": False}, {"roles": ["support"]}])
def test_who_asked_must_still_be_allowed_to(
    boss: Staff, protector: Staff, change: dict[str, Any]
) -> None:
    asked = ask(boss)
    Staff.objects.filter(pk=boss.pk).update(**change)
    with pytest.raises(AskerGone):
        approvals.confirm(asked.pk, by=acting(protector), at=NOW)


def test_a_reason_is_wanted(boss: Staff) -> None:
    with pytest.raises(ReasonMissing):
        approvals.ask(
            "thing", subject="x", arguments={}, reason="  short ", by=acting(boss), at=NOW
        )


# Staff


def new(**changes: Any) -> dict[str, Any]:
    return {
        "staffId": "NEWBIE", "forename": "New", "surname": "Person",
        "email": "new.person@operator.example.org", "roles": ["support"], **changes,
    }  # fmt: skip


def ask_for(kind: str, arguments: dict[str, Any], by: Staff) -> Approval:
    return approvals.ask(
        kind, subject=arguments["staffId"], arguments=arguments, reason=REASON,
        by=acting(by), at=NOW,
    )  # fmt: skip


def test_staff_are_added_with_four_eyes_and_get_their_code_by_mail(
    boss: Staff, protector: Staff
) -> None:
    asked = ask_for(staff_approvals.ADD, new(), boss)
    assert holding.named("NEWBIE") is None
    approvals.confirm(asked.pk, by=acting(protector), at=NOW)
    made = holding.find("NEWBIE")
    assert (made.roles, made.can_sign_in) == (["support"], False)
    message = mailbox.delivered()[-1]
    assert message.to == [made.email]
    assert "/operator/set-up?code=" in message.body


def test_bad_staff_are_refused_when_they_are_asked_for(boss: Staff) -> None:
    with pytest.raises(RolesRefused):
        ask_for(staff_approvals.ADD, new(roles=["king"]), boss)
    with pytest.raises(OperatorRefusal, match="taken"):
        ask_for(staff_approvals.ADD, new(staffId="Boss"), boss)


def test_roles_are_set_with_four_eyes(boss: Staff, protector: Staff, supporter: Staff) -> None:
    arguments = {"staffId": "SUPPORTER", "roles": ["support", "registrar"]}
    asked = ask_for(staff_approvals.ROLES, arguments, boss)
    approvals.confirm(asked.pk, by=acting(protector), at=NOW)
    supporter.refresh_from_db()
    assert supporter.roles == ["registrar", "support"]
    with pytest.raises(NothingToDo):
        ask_for(staff_approvals.ROLES, arguments, boss)


def test_the_last_administrator_stays(boss: Staff, protector: Staff) -> None:
    asked = ask_for(staff_approvals.ROLES, {"staffId": "BOSS", "roles": ["support"]}, boss)
    with pytest.raises(LastAdministrator):
        approvals.confirm(asked.pk, by=acting(protector), at=NOW)
    with pytest.raises(OwnAccount):
        verbs.disable(boss, reason=REASON, by=acting(boss), at=NOW)


def test_one_alone_disables_and_two_enable(boss: Staff, protector: Staff, supporter: Staff) -> None:
    with pytest.raises(NotAllowed):
        verbs.disable(supporter, reason=REASON, by=acting(protector), at=NOW)
    verbs.disable(supporter, reason=REASON, by=acting(boss), at=NOW)
    supporter.refresh_from_db()
    assert not supporter.enabled
    asked = ask_for(staff_approvals.ENABLE, {"staffId": "SUPPORTER"}, boss)
    approvals.confirm(asked.pk, by=acting(protector), at=NOW)
    supporter.refresh_from_db()
    assert supporter.can_sign_in


def test_a_set_up_code_with_four_eyes_ends_the_old_way_in(
    boss: Staff, protector: Staff, supporter: Staff
) -> None:
    asked = ask_for(staff_approvals.SET_UP, {"staffId": "SUPPORTER"}, boss)
    approvals.confirm(asked.pk, by=acting(protector), at=NOW)
    supporter.refresh_from_db()
    assert not supporter.is_set_up
    assert mailbox.delivered()[-1].to == [supporter.email]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_disable_each_other_leave_one(boss: Staff) -> None:
    other = make.staff(Role.ADMINISTRATOR, staff_id="OTHER")
    pairs = [(boss, acting(other)), (other, acting(boss))]

    def disable(whom: Staff, by: StaffActor) -> bool:
        try:
            verbs.disable(whom, reason=REASON, by=by, at=NOW)
        except OperatorRefusal:
            return False
        return True

    results = at_once(*(lambda pair=pair: disable(*pair) for pair in pairs))
    assert sorted(results) == [False, True]
    assert Staff.objects.filter(enabled=True).count() == 1
