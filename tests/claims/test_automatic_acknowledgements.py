"""Choosing what the portal acknowledges by itself: by administrators, in the audit, at once."""

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import NotAnAdministrator
from claims_portal.claims import alarms, automatic_acknowledgements
from claims_portal.claims.automatic_acknowledgements import NoSuchAcknowledgement
from claims_portal.claims.models import AutomaticAcknowledgement
from claims_portal.claims.process.acknowledgements import KINDS
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.sides import Side
from claims_portal.records.models import AuditEntry
from tests import make
from tests.claims.test_alarms import denied
from tests.claims.test_sweeping import again
from tests.claims.together import at_once

DENIAL = "acknowledge-liability-denied"


def choose(administrator: User, *actions: str) -> None:
    automatic_acknowledgements.choose(actions, by=administrator.as_actor(), at=make.NOW)


def test_a_claim_that_waits_already_is_acknowledged_in_the_next_round(
    lawyer: User, insurer: User, administrator: User
) -> None:
    claim = denied(lawyer, insurer)
    alarms.ring(at=make.NOW)
    assert again(claim).phase == "LiabilityDenied"
    choose(administrator, DENIAL)
    assert alarms.ring(at=make.NOW) == 1
    assert again(claim).phase == "LiabilityDeniedEnd"


def test_what_is_switched_off_is_left_to_people_again(
    lawyer: User, insurer: User, administrator: User
) -> None:
    choose(administrator, DENIAL)
    choose(administrator)
    claim = denied(lawyer, insurer)
    assert alarms.ring(at=make.NOW) == 0
    assert again(claim).phase == "LiabilityDenied"


def test_each_change_stands_in_the_audit_and_no_change_does_not(administrator: User) -> None:
    choose(administrator, DENIAL)
    choose(administrator, DENIAL)
    choose(administrator, "acknowledge-exit")
    entries = AuditEntry.objects.filter(tag="organisation:acknowledgements:chosen")
    assert [(one.before, one.after) for one in entries.order_by("number")] == [
        ({"automatic": []}, {"automatic": [DENIAL]}),
        ({"automatic": [DENIAL]}, {"automatic": ["acknowledge-exit"]}),
    ]
    assert AutomaticAcknowledgement.objects.get().since == make.NOW


def test_only_an_administrator_chooses_and_only_what_its_side_gives(
    lawyer: User, insurer: User, administrator: User
) -> None:
    with pytest.raises(NotAnAdministrator):
        choose(lawyer, DENIAL)
    with pytest.raises(NotAnAdministrator):
        automatic_acknowledgements.choices(lawyer.as_actor())
    boss = make.user(insurer.organisation, Profile.COMP_ADMINISTRATOR)
    with pytest.raises(NoSuchAcknowledgement):
        choose(boss, DENIAL)
    assert not AutomaticAcknowledgement.objects.exists()


def test_the_kinds_are_those_of_the_tables() -> None:
    """Every step that only takes note is a kind, and what decides something is none."""
    actions = {
        step.action
        for process in PROCESSES.values()
        for step in process.steps
        if step.action.startswith("acknowledge-")
    }
    assert set(KINDS) == actions
    assert KINDS["acknowledge-exit"].sides == set(Side)
    assert KINDS[DENIAL].may_end and not KINDS["acknowledge-liability-admitted"].may_end


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_once_leave_one_choice_whole(
    lawyer: User, administrator: User
) -> None:
    at_once(
        lambda: choose(administrator, DENIAL, "acknowledge-exit"),
        lambda: choose(administrator, "acknowledge-exit"),
    )
    chosen = set(AutomaticAcknowledgement.objects.values_list("action", flat=True))
    assert chosen in ({DENIAL, "acknowledge-exit"}, {"acknowledge-exit"})
    assert AuditEntry.objects.filter(tag__startswith="organisation:acknowl").count() == 2
