"""Support sees where things stand; what a claim says only with a reason that others can read."""

import dataclasses

import pytest

from claims_portal.accounts import audit_reading as organisations_audit
from claims_portal.accounts.models import User
from claims_portal.operators import audit_reading, looking_up, opening_claims
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.audit_reading import Wanted
from claims_portal.operators.looking_up import NotFound
from claims_portal.operators.models import Staff
from claims_portal.operators.refusals import NotAllowed, ReasonMissing
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry
from tests import make
from tests.make import NOW
from tests.operators.conftest import acting

REASON = "The firm asked why its claim is late (call 4711)."


@pytest.fixture
def by(supporter: Staff) -> StaffActor:
    return acting(supporter)


@pytest.mark.parametrize(
    "text", ["LAWYER", "lawyer", "USER1@cr00101.example.com", "robin number1", "awye"]
)
def test_users_are_found_by_id_address_or_name(by: StaffActor, lawyer: User, text: str) -> None:
    assert [one.user_name for one in looking_up.search(text, by=by).users] == ["LAWYER"]


@pytest.mark.parametrize("text", ["", "  ", "x", "\x00", "ſ", "%%%", "___", "'", "9" * 40])
def test_what_finds_nothing_breaks_nothing(by: StaffActor, lawyer: User, text: str) -> None:
    found = looking_up.search(text.replace("\x00", ""), by=by)
    assert not (found.users or found.organisations or found.claim)


def test_organisations_are_found_by_id_or_name(by: StaffActor, lawyer: User) -> None:
    for text in ("cr00101", "organisation cr"):
        assert [one.code for one in looking_up.search(text, by=by).organisations] == ["CR00101"]


def test_a_user_comes_with_who_can_help(by: StaffActor, lawyer: User, administrator: User) -> None:
    found = looking_up.user("lawyer", by=by, at=NOW)
    assert [one.user_name for one in found.administrators] == ["ADMIN_1"]
    assert found.state.label == "Usable"
    own = looking_up.user("ADMIN_1", by=by, at=NOW)
    assert list(own.administrators) == []
    entries = AuditEntry.objects.filter(tag="operator:user:looked-up")
    assert {(one.organisation_code, one.by_staff) for one in entries} == {("", "SUPPORTER")}


def test_a_claims_state_says_nothing_of_what_it_says(
    by: StaffActor, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    state = looking_up.claim(claim.pk, by=by, at=NOW)
    assert (state.phase, state.turn) == (claim.phase_row.name, "compensator")
    told = repr(dataclasses.asdict(state) | {"representative": "", "compensator": ""})
    for secret in (claim.claimant_surname, claim.national_insurance_number, "whiplash"):
        assert secret and secret.lower() not in told.lower()


def test_what_is_not_there_is_not_found(by: StaffActor) -> None:
    for number in (0, 1, 10**16, 10**30):
        with pytest.raises(NotFound):
            looking_up.claim(number, by=by, at=NOW)
    with pytest.raises(NotFound):
        looking_up.user("NOBODY", by=by, at=NOW)
    with pytest.raises(NotFound):
        looking_up.organisation("ſ", by=by, at=NOW)


def test_a_read_claim_is_told_to_both_organisations(
    by: StaffActor, lawyer: User, insurer: User, administrator: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    opened = opening_claims.open_claim(claim.pk, reason=REASON, by=by, at=NOW)
    assert [one.kind for one in opened.documents][-1] == "rta-cnf"
    entries = AuditEntry.objects.filter(tag="operator:claim:opened")
    assert sorted(one.organisation_code for one in entries) == ["", "COMP001", "CR00101"]
    assert {(one.reason, one.by_staff) for one in entries} == {(REASON, "SUPPORTER")}
    page = organisations_audit.page(administrator.as_actor(), organisations_audit.Wanted())
    assert page.entries[0].tag == "operator:claim:opened"
    assert not list(audit.broken_links())


def test_without_a_reason_or_the_right_nothing_is_read(
    by: StaffActor, registrar: Staff, boss: Staff, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    with pytest.raises(ReasonMissing):
        opening_claims.open_claim(claim.pk, reason=" because ", by=by, at=NOW)
    for one in (registrar, boss):
        with pytest.raises(NotAllowed):
            opening_claims.open_claim(claim.pk, reason=REASON, by=acting(one), at=NOW)
    assert not AuditEntry.objects.filter(tag="operator:claim:opened").exists()


def test_the_audit_is_for_who_may_read_it(
    by: StaffActor, boss: Staff, lawyer: User, administrator: User
) -> None:
    looking_up.user("LAWYER", by=by, at=NOW)
    with pytest.raises(NotAllowed):
        audit_reading.page(Wanted(), by=by)
    own = audit_reading.page(Wanted(), by=acting(boss))
    assert [one.tag for one in own.entries] == ["operator:user:looked-up"]
    assert audit_reading.page(Wanted(staff="supporter"), by=acting(boss)).entries == own.entries
    assert audit_reading.broken_links("", by=acting(boss)) == []


def test_an_entry_cannot_pass_for_another_persons(by: StaffActor, lawyer: User) -> None:
    looking_up.user("LAWYER", by=by, at=NOW)
    entry = AuditEntry.objects.get(tag="operator:user:looked-up")
    entry.by_staff = "SOMEBODY"
    assert audit.hash_of(entry) != entry.hash
    entry.by_staff, entry.from_address = "", "SUPPORTER"
    assert audit.hash_of(entry) != entry.hash
