"""The cut-over: a window, every step once, both sides compared, finished or put back."""

import json
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from claims_portal import clock, closing
from claims_portal.accounts.models import User
from claims_portal.claims import sweeping, tasks
from claims_portal.claims.models import Claim
from claims_portal.claims.process.calendar import LONDON
from claims_portal.files import store
from claims_portal.files.models import Attachment
from claims_portal.migration.cut_over import keeping, signing
from claims_portal.migration.models import CutOver, CutOverStep
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry
from tests import make
from tests.files.conftest import own_store
from tests.migration.cut_over_world import (
    accounts_file,
    claims_directory,
    cutover,
    everything,
    first_file,
    last_file,
    person,
)
from tests.migration.test_claims import whole

__all__ = ["own_store"]

pytestmark = pytest.mark.django_db
CLOSES = datetime(2027, 5, 28, 19, tzinfo=LONDON)
"""A Friday evening; Monday 31 May is the spring bank holiday."""
OPENS = datetime(2027, 6, 1, 7, tzinfo=LONDON)
INSIDE = CLOSES + timedelta(hours=2)
WINDOW = ("--closes-at", CLOSES.isoformat(), "--opens-at", OPENS.isoformat())


class Clock:
    now = CLOSES - timedelta(days=2)


@pytest.fixture(autouse=True)
def the_clock(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Clock:
    closing.kept.forget()
    held = Clock()
    monkeypatch.setattr(clock, "now", lambda: held.now)
    settings.CUT_OVER_WAITS_FOR_OPEN_REQUESTS = timedelta(0)
    settings.ROOT = tmp_path
    return held


@pytest.fixture
def files(tmp_path: Path, lawyer: User, insurer: User) -> tuple[Any, ...]:
    """The arguments of --begin; the first file came in before."""
    call_command("migrate_accounts", str(first_file(tmp_path)), "--json", stdout=StringIO())
    claims = claims_directory(tmp_path, number=5)
    return ("--accounts", last_file(tmp_path), "--claims", claims)


def begin(the_clock: Clock, files: tuple[Any, ...]) -> Any:
    the_clock.now = INSIDE
    return cutover("--begin", *WINDOW, *files)


def test_the_whole_weekend(files: tuple[Any, ...], the_clock: Clock, tmp_path: Path) -> None:
    compared = begin(the_clock, files)
    accounts, claims = compared["accounts"], compared["claims"]
    assert accounts["unexplained"] == claims["unexplained"] == 0
    assert accounts["file"]["users"] == accounts["portal"]["users"] == 83
    assert accounts["file"]["profiles"] == accounts["portal"]["profiles"] == 84
    assert accounts["file"]["sha256"] == accounts["portal"]["sha256"]
    assert [one["because"][:9] for one in accounts["differences"]] == ["not taken"]
    assert claims["file"]["claims_by_phase"] == {"LiabilityDecision": 5}
    assert (claims["file"]["files"], claims["portal"]["files"]) == (6, 5)
    report = cutover("--finish")
    assert report["firstSignIns"] == 83
    assert (report["before"]["users"]["number"], report["after"]["users"]["number"]) == (45, 85)
    assert report["after"]["claims"]["number"] == 5
    written = tmp_path / "build" / "cutover-report.json"
    assert json.loads(written.read_bytes())["report"] == report
    call_command("migrate_cutover", "--verify", str(written))
    assert list(audit.broken_links()) == []


def test_a_changed_report_shows(files: tuple[Any, ...], the_clock: Clock, tmp_path: Path) -> None:
    begin(the_clock, files)
    cutover("--finish")
    written = tmp_path / "build" / "cutover-report.json"
    written.write_text(written.read_text().replace('"firstSignIns": 83', '"firstSignIns": 82'))
    with pytest.raises(CommandError, match="changed"):
        call_command("migrate_cutover", "--verify", str(written))
    assert not signing.verify(b"{}").holds


def test_abort_puts_everything_back(files: tuple[Any, ...], the_clock: Clock) -> None:
    before = everything()
    entries = AuditEntry.objects.count()
    begin(the_clock, files)
    assert everything() != before
    cutover("--abort")
    after = everything()
    assert {name for name in before if before[name] != after[name]} == set()
    assert after.keys() == before.keys()
    tags = set(AuditEntry.objects.order_by("pk")[entries:].values_list("organisation_code", "tag"))
    for code in ("CR00700", "CR00701", "CR00101", "COMP001", ""):
        assert (code, "migration:cut-over:aborted") in tags
    assert ("CR00701", "account:import:taken") in tags
    assert list(audit.broken_links()) == []


def test_abort_takes_files_of_claims_back_too(
    files: tuple[Any, ...], the_clock: Clock, own_store: Path
) -> None:
    claims: Path = files[-1]
    with_files = whole(
        "EndOfStage2", number="7", inside='<Attachment FileName="letter.txt"/>'
    ).replace('RepresentativeAllocatedUser="lawyer"', "")
    (claims / "files.xml").write_text(with_files)
    (claims / "letter.txt").write_text("Dear Sirs")
    compared = begin(the_clock, files)
    assert compared["claims"]["unexplained"] == 0
    assert compared["claims"]["file"]["claims_by_phase"]["EndOfStage2"] == 1
    assert Attachment.objects.count() == 1
    cutover("--abort")
    assert Attachment.objects.count() == Claim.objects.count() == 0
    store.sweep(at=INSIDE + timedelta(days=1))
    assert [path for path in own_store.rglob("*") if path.is_file()] == []


def test_abort_gives_back_an_address_that_went_to_somebody_else(
    lawyer: User, the_clock: Clock, tmp_path: Path
) -> None:
    """Both changes at once would break the constraint, one row after the other."""
    swapped = {"ANNA01": "one", "BERT01": "two"}, {"ANNA01": "two", "BERT01": "one"}
    first, last = (
        accounts_file(
            tmp_path / f"{number}.csv",
            *(person(name, email=f"{box}@harbourrow.example.com") for name, box in who.items()),
        )
        for number, who in enumerate(swapped)
    )
    call_command("migrate_accounts", str(first), "--json", stdout=StringIO())
    before = everything()
    begin(the_clock, ("--accounts", last))
    assert User.objects.get(user_name="ANNA01").email.startswith("two")
    cutover("--abort")
    assert everything() == before


def test_after_the_end_nobody_comes_to_share_an_address_and_all_sign_in_anew(
    files: tuple[Any, ...], the_clock: Clock
) -> None:
    begin(the_clock, files)
    cutover("--finish")
    moved = User.objects.get(user_name="OLD001")
    assert moved.must_change_password and not moved.has_usable_password()
    other = User.objects.get(user_name="OLD002")
    other.email, other.shares_address = moved.email, True
    with pytest.raises(IntegrityError, match="one_active_account_per_email"), transaction.atomic():
        other.save()
    assert User.objects.get(user_name="LAWYER").has_usable_password()


def test_too_early_it_says_when(the_clock: Clock, files: tuple[Any, ...]) -> None:
    with pytest.raises(CommandError, match="Friday 28 May 2027, 19:00:00"):
        cutover("--begin", *WINDOW, *files)
    assert CutOver.objects.get().state == "moving"
    assert not CutOverStep.objects.exists()
    the_clock.now = INSIDE
    assert cutover("--begin")["accounts"]["unexplained"] == 0


def test_the_last_files_come_after_the_closing(the_clock: Clock, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="The intake closes"):
        cutover("--begin", *WINDOW, "--accounts", tmp_path / "wrong.csv")
    the_clock.now = INSIDE
    with pytest.raises(CommandError, match="There is no .*wrong.csv"):
        cutover("--begin")
    told = cutover("--begin", "--accounts", last_file(tmp_path))["accounts"]
    assert (told["file"]["users"], told["unexplained"]) == (83, 0)
    with pytest.raises(CommandError, match="other files"):
        cutover("--begin", "--accounts", tmp_path / "wrong.csv")


def test_the_last_files_may_call_the_columns_by_other_names(
    files: tuple[Any, ...], the_clock: Clock, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.csv"
    header, rest = last_file(tmp_path).read_text().split("\n", 1)
    theirs.write_text(header.replace("user_id", "login").replace("mfa_email", "mail") + "\n" + rest)
    wrong, right = tmp_path / "wrong.json", tmp_path / "right.json"
    wrong.write_text('{"Login": "user_id", "post": "mfa_email"}')
    right.write_text('{"Login": "user_id", "mail": "mfa_email"}')
    the_clock.now = INSIDE
    for mapping in ((), ("--map", wrong)):
        with pytest.raises(CommandError, match="Nothing was done yet"):
            cutover("--begin", *WINDOW, "--accounts", theirs, *mapping)
        assert not CutOverStep.objects.exists()
    compared = cutover("--begin", "--accounts", theirs, "--map", right, *files[2:])["accounts"]
    assert (compared["file"]["users"], compared["unexplained"]) == (83, 0)
    with pytest.raises(CommandError, match="other files"):
        cutover("--begin", "--map", wrong)
    assert cutover("--finish")["window"]["accountColumns"] == {
        "Login": "user_id", "mail": "mfa_email",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--finish",), "No cut-over is under way"),
        (("--abort",), "No cut-over is under way"),
        (("--begin",), "Say when the intake closes"),
        (("--begin", *WINDOW[2:], "--closes-at", OPENS.isoformat()), "must open after"),
    ],
)
def test_what_cannot_be_done_is_refused(arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        cutover(*arguments)


def test_while_it_is_under_way(files: tuple[Any, ...], the_clock: Clock) -> None:
    begin(the_clock, files)
    with pytest.raises(CommandError, match="another window"):
        cutover("--begin", "--opens-at", INSIDE.isoformat())
    with pytest.raises(CommandError, match="under way"):
        call_command("migrate_accounts", str(files[1]))
    cutover("--finish")
    with pytest.raises(CommandError, match="No cut-over is under way"):
        cutover("--abort")
    with pytest.raises(CommandError, match="is finished"):
        cutover("--begin", *WINDOW)
    assert cutover("--finish")["firstSignIns"] == 83


def test_a_file_that_changed_since_ends_nothing(files: tuple[Any, ...], the_clock: Clock) -> None:
    begin(the_clock, files)
    files[1].write_text(files[1].read_text() + "\n")
    with pytest.raises(CommandError, match="another file"):
        cutover("--finish")
    assert CutOver.objects.get().state == "moving"


def test_a_lost_account_or_a_moved_limit_is_unexplained(
    files: tuple[Any, ...], the_clock: Clock
) -> None:
    begin(the_clock, files)
    User.objects.filter(user_name="OLD030").update(user_name="GONE")
    Claim.objects.filter(pk=400_001).update(times_out_on="2027-06-30")
    with pytest.raises(CommandError, match="1 unexplained differences of accounts; 1 unexplained"):
        cutover("--finish")


def test_what_people_changed_here_is_explained(files: tuple[Any, ...], the_clock: Clock) -> None:
    User.objects.filter(user_name="OLD005").update(surname="Ownchoice")
    compared = begin(the_clock, files)["accounts"]
    assert (compared["explained"], compared["unexplained"]) == (2, 0)
    (changed,) = (one for one in compared["differences"] if one.get("userId"))
    assert (changed["userId"], changed["columns"]) == ("OLD005", ["surname"])
    assert changed["because"].startswith("changed here since")
    assert compared["file"]["sha256"] != compared["portal"]["sha256"]


def test_a_bank_holiday_weekend_moves_no_deadline(
    lawyer: User, insurer: User, files: tuple[Any, ...], the_clock: Clock
) -> None:
    for days in range(24):
        sent = CLOSES - timedelta(days=days, hours=8)
        make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision", now=sent)
    before = dict(Claim.objects.values_list("pk", "times_out_on"))
    around = [day for day in before.values() if day and CLOSES.date() < day <= OPENS.date()]
    assert around
    begin(the_clock, files)
    assert tasks.sweep_time_limits(0) == 0
    cutover("--finish")
    after = dict(Claim.objects.filter(pk__in=before).values_list("pk", "times_out_on"))
    assert after == before
    the_clock.now = OPENS

    closing.kept.forget()
    late = Claim.objects.exclude(turn="").filter(times_out_on__lte=OPENS.date()).count()
    assert tasks.sweep_time_limits(0) == late > 0


def test_a_claim_that_moved_on_meanwhile_stops_the_end(
    lawyer: User, insurer: User, files: tuple[Any, ...], the_clock: Clock
) -> None:
    make.claim(
        lawyer=lawyer, insurer=insurer, at="LiabilityDecision", now=CLOSES - timedelta(days=30)
    )
    begin(the_clock, files)
    sweeping.sweep(at=INSIDE)
    with pytest.raises(CommandError, match="1 claims changed"):
        cutover("--finish")


def test_nothing_of_what_was_kept_is_left(files: tuple[Any, ...], the_clock: Clock) -> None:
    begin(the_clock, files)
    cutover("--finish")
    assert not [name for name in everything() if name.startswith("cutover_before")]
    assert keeping.KEPT


def test_sessions_of_those_who_came_end(files: tuple[Any, ...], the_clock: Clock) -> None:
    client = Client()
    client.force_login(User.objects.get(user_name="OLD003"))
    assert client.get("/account").status_code in (200, 302)
    begin(the_clock, files)
    cutover("--finish")
    the_clock.now = OPENS

    closing.kept.forget()
    assert client.get("/account")["Location"].startswith("/sign-in")
