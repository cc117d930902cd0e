"""Readiness from the database: the decision table on real accounts, by the command."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims_portal.accounts.email_addresses import must_be_own_business_address
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import EmailRefused
from claims_portal.claims.models import Claim
from claims_portal.migration import readiness
from claims_portal.migration.models import CutOver, CutOverState
from tests import make
from tests.migration.conftest import sharing

RTA, BOSS = Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ADMINISTRATOR


def findings(*arguments: str) -> set[tuple[str, int, str]]:
    out = StringIO()
    call_command("migrate_readiness", "--json", *arguments, stdout=out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    for row in rows:
        assert set(row) == {"organisationId", "case", "userIds", "message", "actions"}
        assert row["userIds"] == sorted(row["userIds"])
        assert row["message"]
    return {(row["organisationId"], row["case"], "+".join(row["userIds"])) for row in rows}


@pytest.mark.parametrize("mailbox", ["jo.seile", "info", "info+jo", "enqu1ries2", "jo+info", ""])
@pytest.mark.parametrize(
    ("host", "case"),
    [
        ("firm.example.com", 0), ("gmail.com", 15), ("mailinator.com", 15),
        ("post.mailinator.com", 15), ("xn--frm-gla.example.com", 0), ("", 0),
    ],
)  # fmt: skip
def test_host_and_mailbox_apart_are_judged_as_the_whole_address(
    mailbox: str, host: str, case: int
) -> None:
    address = f"{mailbox}@{host}"
    try:
        must_be_own_business_address(address, domains=())
        refused = ""
    except EmailRefused as why:
        refused = why.code

    found = readiness.case_of_address(address)

    assert found == (case or (16 if refused == "email-shared" else 0))


def test_the_command_tells_every_organisation_apart(administrator: User, insurer: User) -> None:
    sharing(administrator, BOSS, user_name="ADMIN_X")
    sharing(administrator, RTA, user_name="JO", verified=False)
    User.objects.filter(pk=insurer.pk).update(email="claims@comp001.example.com")
    found = findings()
    assert ("CR00101", 3, "ADMIN_X+JO") in found
    assert ("COMP001", 16, "INSURER") in found
    assert ("CR00101", 17, "") in found
    assert findings("--organisation", "COMP001") < found
    assert findings("--case", "3") == {("CR00101", 3, "ADMIN_X+JO")}


def test_a_case_that_is_none_is_told_and_what_has_none_is_left_out(administrator: User) -> None:
    with pytest.raises(CommandError, match="invalid choice: 99"):
        call_command("migrate_readiness", "--case", "99")
    out = StringIO()
    call_command("migrate_readiness", "--case", "15", stdout=out)
    assert out.getvalue() == ""
    call_command("migrate_readiness", stdout=out)
    assert "2 accounts, 1 administrator" in out.getvalue()


def test_an_unknown_organisation_is_told(db: None) -> None:
    with pytest.raises(CommandError, match="CR99999"):
        call_command("migrate_readiness", "--organisation", "CR99999")


def test_the_same_address_in_two_organisations_is_case_13(lawyer: User, insurer: User) -> None:
    User.objects.filter(pk=insurer.pk).update(email=lawyer.email.upper())
    assert {one for one in findings() if one[1] == 13} == {
        ("CR00101", 13, "LAWYER"), ("COMP001", 13, "INSURER"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("theirs", "is_shared"),
    [({}, True), ({"active": False, "enabled": False}, False), ({"email": ""}, False)],
)
def test_one_organisation_is_told_of_another_what_all_together_are(
    lawyer: User, insurer: User, theirs: dict[str, object], is_shared: bool
) -> None:
    sharing(lawyer, RTA, user_name="OWN")
    User.objects.filter(pk=insurer.pk).update(**{"email": f" {lawyer.email.upper()} "} | theirs)
    for found in (findings(), findings("--organisation", "CR00101")):
        ours = {one for one in found if one[0] == "CR00101"}
        assert any(case in (13, 14) for _organisation, case, _users in ours) == is_shared


def test_after_the_cut_over_open_groups_are_case_28(administrator: User) -> None:
    sharing(administrator, RTA, user_name="JO1")
    sharing(administrator, RTA, user_name="JO2")
    CutOver.objects.create(pk=1, state=CutOverState.AFTER)
    assert ("CR00101", 28, "JO1+JO2") in findings()


def test_who_holds_work_is_proposed_to_stay(administrator: User, insurer: User) -> None:
    idle, busy = sharing(administrator, RTA), sharing(administrator, RTA)
    claim = make.claim(lawyer=busy, insurer=insurer)
    Claim.objects.filter(pk=claim.pk).update(representative_handler=busy)
    one = readiness.of(administrator.organisation_id, at=make.NOW)
    assert one is not None
    group = next(finding for finding in one.findings if finding.case == 5)
    assert group.advice[0].survivor == busy.user_name
    assert one.by_user_id[idle.user_name].work == 0


def test_the_score_is_the_share_of_people_who_keep_their_way_in(administrator: User) -> None:
    def score() -> int:
        one = readiness.of(administrator.organisation_id, at=make.NOW)
        assert one is not None
        return one.score

    assert score() == 100
    for _ in range(2):
        sharing(administrator, RTA)
    assert score() == 50
    User.objects.filter(pk=administrator.pk).update(email_verified_at=None)
    assert score() == 0


def test_the_same_questions_for_one_organisation_and_for_five_hundred(
    administrator: User, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        make.user(make.organisation(f"CR1{number:04d}"), RTA, BOSS)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert sum(1 for _ in readiness.everywhere(at=make.NOW)) == 31
