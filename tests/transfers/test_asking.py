"""Who may ask for a transfer, who must agree, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import NotAnAdministrator, TextRefused
from claims_portal.operators import approvals
from claims_portal.operators.models import Staff
from claims_portal.operators.refusals import NotAllowed, OwnRequest
from claims_portal.transfers import approving, asking
from claims_portal.transfers.models import State
from claims_portal.transfers.refusals import NoSuchTransfer, NotWaitingForThat, TransferRefused
from tests import make
from tests.transfers.conftest import acting, agreed, wanted


@pytest.fixture(autouse=True)
def _a_claim(lawyer: User, insurer: User) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)


# fmt: off
REFUSED: list[tuple[str, dict[str, Any]]] = [
    # the field that is named, what was asked for otherwise
    ("giver",        {"giver": "CR09999"}),
    ("receiver",     {"receiver": "CR00101"}),
    ("receiver",     {"receiver": "COMP001"}),
    ("receiver",     {"receiver": "CR\u212a0999"}),
    ("reason",       {"reason": "merger"}),
    ("contact",      {"contact": " "}),
    ("contact",      {"contact": "ADMIN_1, office@example.com"}),
    ("carry_out_at", {"carry_out_at": None}),
    ("carry_out_at", {"carry_out_at": make.NOW}),
    ("carry_out_at", {"carry_out_at": make.NOW + timedelta(days=366)}),
    ("claim_types",  {"claim_types": ["rta", "xyz"]}),
    ("claim_types",  {"claim_types": ["el"]}),
    ("branch",       {"branch": "001"}),
    ("numbers",      {"of_list": True}),
    ("numbers",      {"of_list": True, "numbers": [8_888_888]}),
]
# fmt: on


@pytest.mark.parametrize(("field", "otherwise"), REFUSED)
def test_what_cannot_be_is_refused_at_its_field(
    giving: User, taking: User, field: str, otherwise: dict[str, Any]
) -> None:
    with pytest.raises(TransferRefused) as refused:
        asking.ask(wanted(giving, taking, **otherwise), by=giving.as_actor(), at=make.NOW)
    assert refused.value.field == field


@pytest.mark.parametrize("unseen", ["\x00", "\u202e", "\u200b"])
def test_a_contact_has_no_characters_that_nobody_sees(
    giving: User, taking: User, unseen: str
) -> None:
    """The database keeps no NUL; and between two letters they would hide one's own User ID."""
    contact = f"ADMIN{unseen}_1, office@example.com"
    with pytest.raises(TextRefused) as refused:
        asking.ask(wanted(giving, taking, contact=contact), by=giving.as_actor(), at=make.NOW)
    assert refused.value.field == "contact"


@pytest.mark.parametrize("text", ["12 x", "1" * 17, "٣", "-4"])
def test_what_is_no_application_id_is_named(text: str) -> None:
    with pytest.raises(TransferRefused, match="is no application ID"):
        asking.numbers_typed(text)


def test_numbers_are_read_however_they_are_set_apart() -> None:
    assert asking.numbers_typed('0000000000000017, 18;19\n"20"\t17') == [17, 18, 19, 20]
    assert len(asking.numbers_typed("\n".join(map(str, range(100_000))))) == 100_000
    with pytest.raises(TransferRefused, match="100,000"):
        asking.numbers_typed("\n".join(map(str, range(100_001))))


def test_only_administrators_of_the_two_have_a_say(
    giving: User, taking: User, lawyer: User, insurers_own: User
) -> None:
    with pytest.raises(NotAnAdministrator):
        asking.ask(wanted(giving, taking), by=lawyer.as_actor(), at=make.NOW)
    with pytest.raises(TransferRefused, match="your own"):
        asking.ask(wanted(giving, taking), by=insurers_own.as_actor(), at=make.NOW)
    asked = asking.ask(wanted(giving, taking), by=giving.as_actor(), at=make.NOW)
    for verb in (asking.find,):
        with pytest.raises(NoSuchTransfer):
            verb(asked.pk, by=insurers_own.as_actor())
    with pytest.raises(NoSuchTransfer):
        asking.consent(asked.pk, by=insurers_own.as_actor(), at=make.NOW)
    with pytest.raises(NotWaitingForThat):
        asking.consent(asked.pk, by=giving.as_actor(), at=make.NOW)


def test_the_receiving_side_asks_and_sees_no_claims_until_the_other_agreed(
    giving: User, taking: User
) -> None:
    asked = asking.ask(wanted(giving, taking), by=taking.as_actor(), at=make.NOW)
    assert not asking.is_shown_claims(asked, taking.organisation_id)
    assert asking.is_shown_claims(asked, giving.organisation_id)
    both = asking.consent(asked.pk, by=giving.as_actor(), at=make.NOW)
    assert both.state == State.AGREED
    assert asking.is_shown_claims(both, taking.organisation_id)


def test_whose_transfer_came_to_nothing_sees_no_claims_of_the_other_side(
    client: Client, giving: User, taking: User
) -> None:
    transfer = agreed(giving, taking)
    page = f"/administration/transfers/{transfer.pk}"
    client.force_login(taking)
    assert client.get(f"{page}/claims.csv").status_code == 200
    asking.withdraw(transfer.pk, reason="The merger is off.", by=taking.as_actor(), at=make.NOW)
    assert client.get(f"{page}/claims.csv").status_code == 404
    assert "for the giving side alone to know" in client.get(page).content.decode()
    client.force_login(giving)
    assert client.get(f"{page}/claims.csv").status_code == 200


def test_the_operator_asks_and_needs_both(giving: User, taking: User, supporter: Staff) -> None:
    asked = asking.ask_by_staff(wanted(giving, taking), by=acting(supporter), at=make.NOW)
    assert asking.consent(asked.pk, by=taking.as_actor(), at=make.NOW).state == State.ASKED
    assert asking.consent(asked.pk, by=giving.as_actor(), at=make.NOW).state == State.AGREED


def test_two_of_the_staff_plan_it(
    giving: User, taking: User, supporter: Staff, boss: Staff, protector: Staff
) -> None:
    transfer = agreed(giving, taking)
    with pytest.raises(NotAllowed):
        approving.ask(transfer, reason="Both were rung up.", by=acting(protector), at=make.NOW)
    waiting = approving.ask(transfer, reason="Both were rung up.", by=acting(boss), at=make.NOW)
    with pytest.raises(OwnRequest):
        approvals.confirm(waiting.pk, by=acting(boss), at=make.NOW)
    with pytest.raises(NotAllowed):
        approvals.confirm(waiting.pk, by=acting(supporter), at=make.NOW)
    approvals.confirm(waiting.pk, by=acting(protector), at=make.NOW)
    transfer.refresh_from_db()
    assert transfer.state == State.PLANNED


def test_consent_taken_back_before_it_is_confirmed(
    giving: User, taking: User, boss: Staff, protector: Staff
) -> None:
    transfer = agreed(giving, taking)
    waiting = approving.ask(transfer, reason="Both were rung up.", by=acting(boss), at=make.NOW)
    asking.withdraw(transfer.pk, reason="The merger is off.", by=giving.as_actor(), at=make.NOW)
    with pytest.raises(NotWaitingForThat):
        approvals.confirm(waiting.pk, by=acting(protector), at=make.NOW)
    with pytest.raises(NotWaitingForThat):
        asking.withdraw(transfer.pk, reason="Once more, please.", by=taking.as_actor(), at=make.NOW)


@pytest.mark.parametrize("user_name", ["LAWYER", "NOBODY"])
def test_claims_go_to_a_usable_account_of_the_receiving_side(
    giving: User, taking: User, user_name: str
) -> None:
    asked = asking.ask(wanted(giving, taking), by=giving.as_actor(), at=make.NOW)
    with pytest.raises(TransferRefused) as refused:
        asking.consent(asked.pk, by=taking.as_actor(), at=make.NOW, to_user=user_name)
    assert refused.value.field == "to_user"
