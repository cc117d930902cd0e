"""The move on the operator's pages: files, readiness, letters and the cut-over."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.migration import account_files, letters, readiness, readiness_kept, uploads
from claims_portal.migration.models import AccountFile, CutOverJob, Letter, LetterRun, ReadinessDay
from claims_portal.operators.models import Approval, Staff
from claims_portal.web.plots import Series, plot
from tests import mailbox, make
from tests.migration.cut_over_world import accounts_file, person
from tests.web.operator.conftest import SignedIn

REASON = "The weekend of the move has come."


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> None:
    settings.UPLOADS_DIR = str(tmp_path / "uploads")
    settings.MOVE_DIR = str(tmp_path / "move")


@pytest.fixture
def client(signed_in: SignedIn, registrar: Staff) -> Client:
    return signed_in(registrar)


@pytest.fixture
def half_ready(db: None) -> Iterator[None]:
    """One organisation that is half ready, one that is."""
    half = make.organisation("CR00002")
    make.user(half, Profile.CR_ADMINISTRATOR, user_name="HALF1")
    make.user(half, Profile.CR_RTA_CLAIM_HANDLER, user_name="HALF2", email_verified_at=None)
    make.user(make.organisation("CR00001"), Profile.CR_ADMINISTRATOR, user_name="READY1")
    readiness_kept.compute(at=datetime.now(UTC))
    yield


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return body_of(answer)


def body_of(answer: HttpResponseBase) -> str:
    parts = getattr(answer, "streaming_content", None)
    raw = b"".join(parts) if parts is not None else answer.content  # type: ignore[attr-defined]
    return raw.decode("utf-8-sig")


def upload(client: Client, content: bytes, name: str = "accounts.csv") -> str:
    answer = client.post("/operator/move/files", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, body_of(answer)
    return str(answer["Location"])


def work() -> None:
    for file in AccountFile.objects.all():
        uploads.work(file.pk, at=datetime.now(UTC))


# Files


def test_a_file_from_upload_to_accounts(client: Client, tmp_path: Path) -> None:
    people = (person("OLD001"), person("BAD", enabled="=cmd()"))
    page = upload(client, accounts_file(tmp_path / "a.csv", *people).read_bytes())
    assert "organisation_id" in text_of(client, page)
    columns = {f"column-{n}": name for n, name in enumerate(account_files.COLUMNS)}
    client.post(f"{page}/check", columns)
    assert "data-refresh" in text_of(client, page)
    work()
    report = text_of(client, page)
    assert "What would become of it" in report
    assert "=cmd()" in report
    faults = body_of(client.get(f"{page}/not-taken"))
    assert "3,enabled,'=cmd()" in faults
    assert not User.objects.exists()
    client.post(f"{page}/take")
    work()
    assert "What became of it" in text_of(client, page)
    assert User.objects.get().user_name == "OLD001"
    assert "Taken in" in text_of(client, "/operator/move/files")


def test_columns_of_other_names_are_mapped_on_the_page(client: Client) -> None:
    page = upload(client, b"Firm;Login\nCR00700;OLD001\n")
    shown = text_of(client, page)
    assert "Firm" in shown
    assert "Login" in shown
    client.post(f"{page}/check", {"column-0": "organisation_id", "column-1": "user_id"})
    work()
    file = AccountFile.objects.get()
    assert file.mapping == {"Firm": "organisation_id", "Login": "user_id"}
    assert file.state == "checked"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04"])
def test_what_is_no_file_of_accounts_is_told_at_the_field(client: Client, content: bytes) -> None:
    given = {"file": SimpleUploadedFile("a.csv", content)} if content else {}
    answer = client.post("/operator/move/files", given)
    assert answer.status_code == 422
    assert b"file-error" in answer.content


def test_a_file_larger_than_any_attachment_comes_whole(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.LARGEST_ATTACHMENT = 1_000
    content = accounts_file(
        tmp_path / "a.csv", *(person(f"OLD{number:04d}") for number in range(400))
    ).read_bytes()
    assert len(content) > 10 * settings.LARGEST_ATTACHMENT
    upload(client, content)
    file = AccountFile.objects.get()
    assert file.size == len(content)
    assert uploads.path_of(file).read_bytes() == content


def test_a_file_that_is_too_large_is_told_at_the_field(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_FILE_MOST_BYTES = 100_000
    answer = client.post(
        "/operator/move/files", {"file": SimpleUploadedFile("a.csv", b"a" * 200_000)}
    )
    assert answer.status_code == 422
    assert "more than 0 MB" in body_of(answer)
    assert not AccountFile.objects.exists()


def test_who_may_not_upload_sends_no_large_file(
    signed_in: SignedIn, supporter: Staff, settings: Settings
) -> None:
    """The token of the form is looked for in what was sent, so before anybody is asked who it is."""
    settings.LARGEST_ATTACHMENT = 1_000
    for cookies, form in (({}, "sign-in"), (signed_in(supporter).cookies, "look-up")):
        somebody = Client(enforce_csrf_checks=True)
        somebody.cookies.update(cookies)
        somebody.get(f"/operator/{form}")
        given = {"file": SimpleUploadedFile("a.csv", b"a" * 20_000)}
        answer = somebody.post("/operator/move/files", given)
        assert answer.status_code == 400


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_each_template_is_a_file_of_accounts(client: Client, ending: str, tmp_path: Path) -> None:
    answer = client.get(f"/operator/move/files/template.{ending}")
    path = tmp_path / f"t.{ending}"
    path.write_bytes(answer.content)
    found = account_files.read(path, refuse=lambda fault: pytest.fail(str(fault)))
    assert sum(len(rows.lines) for rows in found) == 2
    assert client.get("/operator/move/files/template.exe").status_code == 404


def test_a_discarded_file_offers_nothing(client: Client) -> None:
    page = upload(client, b"organisation_id,user_id\n")
    client.post(f"{page}/discard")
    shown = text_of(client, page)
    assert "Discarded" in shown
    assert "Check the file" not in shown
    client.post(f"{page}/take")
    assert "Only a file that was checked" in text_of(client, page)


# Readiness


@pytest.mark.usefixtures("half_ready")
def test_the_list_of_all_is_filtered_sorted_and_taken_along(client: Client) -> None:
    every = text_of(client, "/operator/move/readiness")
    assert "CR00001" in every
    assert every.index("CR00002") < every.index("CR00001")
    assert "CR00001" not in text_of(client, "/operator/move/readiness?show=not-ready&case=20")
    assert "No organisation was found" in text_of(client, "/operator/move/readiness?search=zzz")
    lines = text_of(client, "/operator/move/readiness/csv?show=not-ready").splitlines()
    assert lines[0].startswith("Organisation ID,")
    assert [line.split(",")[0] for line in lines[1:]] == ["CR00002"]


@pytest.mark.usefixtures("half_ready")
@pytest.mark.parametrize(
    "query",
    ["page=99", "page=x", "case=4711", "sort=-name", "sort=x", "kind=XX", "show=y", "search=%00"],
)
def test_whatever_is_asked_of_the_list_answers(client: Client, query: str) -> None:
    assert client.get(f"/operator/move/readiness?{query}").status_code == 200


@pytest.mark.usefixtures("half_ready")
def test_the_findings_are_those_of_the_command(client: Client) -> None:
    lines = text_of(client, "/operator/move/readiness/json").splitlines()
    told = [json.loads(line) for line in lines]
    at = datetime.now(UTC)
    assert [(one["organisationId"], one["case"]) for one in told] == [
        (finding.organisation_id, finding.case)
        for one in readiness.everywhere(at=at)
        for finding in one.findings
    ]


@pytest.mark.usefixtures("half_ready")
def test_one_organisations_findings_lead_to_its_users(client: Client) -> None:
    page = text_of(client, "/operator/move/organisations/cr00002")
    assert 'href="/operator/look-up/users/HALF2"' in page
    assert "Send the verification link" in page
    assert "HALF2" in text_of(client, "/operator/move/organisations/CR00002/csv")
    assert client.get("/operator/move/organisations/NOBODY").status_code == 404


@pytest.mark.usefixtures("half_ready")
def test_the_overview_has_the_trend_as_plot_and_table(client: Client) -> None:
    today = date.today()  # noqa: DTZ011 - any day near now
    for days in range(1, 20):
        ReadinessDay.objects.create(
            day=today - timedelta(days=days), organisations=10, ready=10 - days % 10,
            without_administrator=0, people=100, people_stopped=days,
        )  # fmt: skip
    page = text_of(client, "/operator/move?days=30")
    assert page.count("<circle") == 40
    assert page.count("portal-plot__line--1") == 1
    assert "1 of 2 organisations are ready" in page
    assert text_of(client, "/operator/move?days=x").count("<circle") == 40


def test_computing_is_left_to_the_worker_once(client: Client) -> None:
    for _ in range(2):
        client.post("/operator/move/compute")
    assert ProcrastinateJob.objects.filter(task_name=readiness_kept.COMPUTE).count() == 1


def test_support_sees_readiness_and_writes_to_nobody(
    signed_in: SignedIn, supporter: Staff, half_ready: None
) -> None:
    client = signed_in(supporter)
    page = text_of(client, "/operator/move/readiness")
    assert "CR00002" in page
    assert "Prepare letters" not in page
    assert client.post("/operator/move/letters/send", {"everyone": "yes"}).status_code == 403


def test_a_plot_keeps_within_its_picture() -> None:
    day = date(2026, 1, 1)
    drawn = plot(
        [Series("One <b>", [(day, 0.0)]), Series("Two", [(day, 0.0), (day + timedelta(400), 100)])],
        title="T", description="D",
    )  # fmt: skip
    assert "One &lt;b&gt;" in drawn
    assert "style=" not in drawn


def test_the_words_beside_lines_that_end_together_stay_above_the_days() -> None:
    months = [date(2025, month, 1) for month in range(1, 13)]
    names = ["RTA", "EL", "ELD", "PL"]
    drawn = plot(
        [Series(name, [(month, 0.0) for month in months]) for name in names],
        title="T", description="D", unit="", days_as="M Y",
    )  # fmt: skip
    heights = re.findall(r'portal-plot__label[^>]* y="([\d.]+)"', drawn)
    assert len(heights) == len(names)
    placed = sorted(float(height) for height in heights)
    assert all(above + 15 < below for above, below in pairwise(placed))
    days = re.findall(r'y="([\d.]+)" dy="24" text-anchor="middle">(\w+ \d+)<', drawn)
    assert placed[-1] < float(days[0][0]) + 10
    edges = re.findall(r'portal-plot__grid" x1="60" x2="(\d+)"', drawn)
    assert set(edges) == {"740"}
    assert [day for _height, day in days] == ["Mar 2025", "Jun 2025", "Sep 2025", "Dec 2025"]


# Letters


@pytest.mark.usefixtures("half_ready")
def test_letters_are_looked_at_then_sent_once(client: Client) -> None:
    asked = client.post("/operator/move/letters/new", {"organisation": ["CR00002", "NOBODY"]})
    page = body_of(asked)
    assert "HALF2" in page
    token = page.partition('name="formToken" value="')[2].partition('"')[0]
    entered = {"organisation": ["CR00002"], "formToken": token}
    for _ in range(2):
        client.post("/operator/move/letters/send", entered)
    run = LetterRun.objects.get()
    letters.work(run.pk, at=datetime.now(UTC))
    assert len(mailbox.delivered()) == 1
    letter = Letter.objects.get()
    assert "HALF1" in text_of(client, "/operator/move/letters")
    assert letter.text.splitlines()[0] in text_of(client, f"/operator/move/letters/{letter.pk}")
    assert f"/operator/move/letters/{letter.pk}" in text_of(
        client, "/operator/move/organisations/CR00002"
    )


@pytest.mark.usefixtures("half_ready")
def test_all_that_are_not_ready_get_one(client: Client) -> None:
    assert b"CR00002" in client.post("/operator/move/letters/new", {"everyone": "yes"}).content
    client.post("/operator/move/letters/send", {"everyone": "yes"})
    assert LetterRun.objects.get().organisation_codes == ["CR00002"]


@pytest.mark.usefixtures("half_ready")
def test_a_letter_is_previewed(client: Client) -> None:
    assert "HALF2" in text_of(client, "/operator/move/organisations/CR00002/letter")
    assert "nothing to write" in text_of(client, "/operator/move/organisations/CR00001/letter")


def test_nobody_chosen_is_told(client: Client) -> None:
    answer = client.post("/operator/move/letters/new", follow=True)
    assert b"Choose at least one organisation" in answer.content


@pytest.mark.parametrize(("days", "kept"), [("14", 14), ("5", 0), ("x", 0), ("", 0), ("9" * 9, 0)])
def test_the_interval_of_reminders_is_one_of_those_offered(
    client: Client, days: str, kept: int
) -> None:
    client.post("/operator/move/letters/interval", {"everyDays": days})
    assert letters.reminder_interval() == kept
    assert client.get("/operator/move/letters").status_code == 200


# The cut-over


def plan(**changes: object) -> dict[str, object]:
    now = datetime.now()  # noqa: DTZ005 - as a browser's field has it
    return {
        "closesAt": f"{now + timedelta(days=1):%Y-%m-%dT%H:%M}",
        "opensAt": f"{now + timedelta(days=4):%Y-%m-%dT%H:%M}",
        "reason": REASON, "do": "ask", **changes,
    }  # fmt: skip


def test_the_cut_over_is_asked_for_and_confirmed_by_another(
    signed_in: SignedIn, boss: Staff, protector: Staff
) -> None:
    client = signed_in(boss)
    page = client.post("/operator/move/cut-over", plan())["Location"]
    assert "waits for a second person" in text_of(client, "/operator/move/cut-over")
    other = signed_in(protector)
    assert "Rehearsed with this plan" in text_of(other, page)
    other.post(f"{page}/decide", {"do": "confirm"})
    assert Approval.objects.get().state == "done"
    assert CutOverJob.objects.get().asked_by == "BOSS"
    moving = text_of(client, "/operator/move/cut-over")
    assert "Abort the cut-over" in moving
    assert "Both sides are compared" in moving
    assert client.post("/operator/move/cut-over", plan()).status_code == 422
    client.post("/operator/move/cut-over/abort", {"reason": "x"})
    assert "at least 10" in text_of(client, "/operator/move/cut-over")
    client.post("/operator/move/cut-over/finish", {"reason": REASON})
    assert "Not before all steps are done" in text_of(client, "/operator/move/cut-over")


@pytest.mark.parametrize(
    "changes",
    [{"closesAt": ""}, {"closesAt": "soon"}, {"opensAt": "2020-01-01T00:00"}, {"reason": ""},
     {"claims": "../x"}, {"files": ["4711"]}, {"files": ["x"], "closesAt": "\x00"}],
)  # fmt: skip
def test_a_bad_plan_comes_back_as_it_was_typed(
    signed_in: SignedIn, boss: Staff, changes: dict[str, object]
) -> None:
    entered = plan(**changes)
    answer = signed_in(boss).post("/operator/move/cut-over", entered)
    assert answer.status_code == 422
    assert not Approval.objects.exists()
    if changes.get("reason") != "":
        assert REASON in body_of(answer)


def test_a_rehearsal_is_left_to_the_process_of_the_move(signed_in: SignedIn, boss: Staff) -> None:
    client = signed_in(boss)
    client.post("/operator/move/cut-over", plan(do="rehearse"))
    assert (
        ProcrastinateJob.objects.get(
            task_name="claims_portal.migration.tasks.work_on_cut_over"
        ).queue_name
        == "move"
    )
    assert "data-refresh" in text_of(client, "/operator/move/cut-over")
    assert client.get("/operator/move/cut-over/report").status_code == 404
