"""Many groups: a plan first, then exactly that plan, or nothing."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.migration.models import Combination
from claims_portal.records import audit
from tests import make
from tests.migration.conftest import SHARED, sharing

RTA, BOSS = Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ADMINISTRATOR
BRANCH = Profile.COMP_RTA_BRANCH_CLAIM_HANDLER


@pytest.fixture
def world(administrator: User) -> User:
    """Two groups that can be combined, one whose survivor is not verified, one of two branches."""
    sharing(administrator, BOSS, user_name="ADMIN_X")
    sharing(administrator, RTA, user_name="JO")
    kim = "kim@cr00101.example.com"
    sharing(administrator, RTA, user_name="KIM1", email=kim)
    sharing(administrator, RTA, user_name="KIM2", email=kim, verified=False)
    pat = "pat@cr00101.example.com"
    sharing(administrator, BOSS, user_name="ADMIN_P", email=pat)
    sharing(administrator, RTA, user_name="PAT", email=pat, verified=False)
    insurer = make.organisation("COMP001", kind="COMP")
    leeds = make.branch(insurer, "002")
    first = make.user(insurer, BRANCH, user_name="RAO1", email=SHARED, shares_address=True)
    sharing(first, BRANCH, user_name="RAO2", branch=leeds)
    return administrator


def run(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("migrate_combine", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def planned(tmp_path: Path) -> Path:
    path = tmp_path / "plan.jsonl"
    path.write_text(run("--dry-run", "--json")[0])
    return path


def test_a_plan_says_what_stays_and_what_a_person_must_decide(world: User) -> None:
    out, err = run("--dry-run", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    told = {(one["case"], one["survivor"], *one["drop"], *one["addedProfiles"]) for one in rows}
    assert told == {(1, "JO", "ADMIN_X", "cr-administrator"), (8, "KIM1", "KIM2")}
    assert "ADMIN_P, PAT: the address of PAT must be verified first" in err
    assert "RAO1, RAO2: a branch must be chosen" in err
    assert not Combination.objects.exists()


def test_the_plan_as_a_table(world: User) -> None:
    out, _ = run("--dry-run", "--organisation", "cr00101")
    assert "ADMIN_X" in out
    assert "COMP001" not in out


def test_a_plan_is_carried_out_whole(world: User, tmp_path: Path) -> None:
    path = planned(tmp_path)
    out, _ = run("--plan", path)
    assert out == "2 accounts were combined into 2.\n"
    gone = User.objects.filter(disabled_because="combined").values_list("user_name", flat=True)
    assert set(gone) == {"ADMIN_X", "KIM2"}
    assert list(audit.broken_links()) == []
    assert run("--dry-run", "--json")[0] == ""


@pytest.mark.parametrize(
    "change",
    [
        {"email": "other@cr00101.example.com"},
        {"email_verified_at": None},
        {"enabled": False},
        {"expires_on": make.NOW.date()},
    ],
)
def test_a_plan_is_refused_whole_when_the_data_moved(
    world: User, tmp_path: Path, change: dict[str, object]
) -> None:
    path = planned(tmp_path)
    User.objects.filter(user_name="KIM1").update(**change)
    with pytest.raises(CommandError, match="KIM1"):
        run("--plan", path)
    assert not Combination.objects.exists()


def test_a_plan_is_refused_when_a_profile_or_a_member_was_added(
    world: User, tmp_path: Path
) -> None:
    path = planned(tmp_path)
    jo = User.objects.get(user_name="JO")
    added = jo.profiles.create(profile=Profile.DELETE_CLAIMS)
    with pytest.raises(CommandError, match="JO"):
        run("--plan", path)
    added.delete()
    sharing(world, RTA, user_name="JO3")
    with pytest.raises(CommandError, match="JO3"):
        run("--plan", path)


def test_a_plan_is_carried_out_once(world: User, tmp_path: Path) -> None:
    path = planned(tmp_path)
    run("--plan", path)
    with pytest.raises(CommandError, match="Changed since the plan"):
        run("--plan", path)


def test_a_line_that_was_changed_by_hand_is_refused(world: User, tmp_path: Path) -> None:
    path = planned(tmp_path)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    one, other = lines[0], lines[-1]
    for changed in (
        {**one, "survivor": one["drop"][0], "drop": [one["survivor"]]},
        {**one, "profiles": [*one["profiles"], Profile.DELETE_CLAIMS.value]},
        {**one, "drop": [*one["drop"], other["survivor"]],
         "fingerprints": one["fingerprints"] | other["fingerprints"]},
        {**one, "seal": ""},
        {**one, "seal": "é"},
    ):  # fmt: skip
        path.write_text(json.dumps(changed) + "\n")
        with pytest.raises(CommandError, match="not as it was printed"):
            run("--plan", path)
    assert not Combination.objects.exists()


def test_lines_of_two_plans_let_no_two_accounts_go_into_each_other(
    world: User, tmp_path: Path
) -> None:
    def after_use_of(name: str) -> str:
        kims.update(last_used_at=None)
        kims.filter(user_name=name).update(last_used_at=make.NOW)
        return planned(tmp_path).read_text()

    kims = User.objects.filter(user_name__in=("KIM1", "KIM2"))
    kims.update(email_verified_at=make.NOW)
    first, second = after_use_of("KIM1"), after_use_of("KIM2")
    assert '"survivor":"KIM1"' in first
    assert '"survivor":"KIM2"' in second
    path = tmp_path / "both.jsonl"
    path.write_text(first + second)
    with pytest.raises(CommandError, match="a second line names it"):
        run("--plan", path)
    assert not Combination.objects.exists()


def test_part_of_a_plan_is_carried_out(world: User, tmp_path: Path) -> None:
    path = planned(tmp_path)
    path.write_text(path.read_text().splitlines(keepends=True)[0])
    assert run("--plan", path)[0] == "1 accounts were combined into 1.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [("nonsense\n", "line 1"), ('{"case": 1}\n', "line 1"), (None, "cannot be read")],
)
def test_a_file_that_is_no_plan(db: None, tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "plan.jsonl"
    if text is not None:
        path.write_text(text)
    with pytest.raises(CommandError, match=said):
        run("--plan", path)
