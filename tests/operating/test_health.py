"""Health, figures for Prometheus, lines of the log, and the doctor."""

import json
import logging
import re
import shutil
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from claims_portal.accounts.models import User
from claims_portal.config import correlating, tables, tracing
from claims_portal.config.health import checks, queues
from claims_portal.config.health.checks import Health
from claims_portal.config.json_lines import JsonLines
from tests import make

TOKEN = {"Authorization": "Bearer let-me-see"}


@pytest.fixture(autouse=True)
def _nothing_looked_at_yet() -> None:
    checks.forget()


def states(found: list[checks.Finding]) -> dict[str, Health]:
    return {one.what: one.state for one in found}


def test_ready_where_database_tables_and_files_are(db: None, client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200, {"database": "ok", "tables": "ok", "files": "ok"}
    )  # fmt: skip


def test_not_ready_before_the_tables_are_those_of_this_version(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'transfers'")
    assert not tables.are_ready()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["tables"]) == (503, "BAD")
    assert client.get("/healthz").status_code == 200


def test_what_was_well_is_not_looked_at_at_every_probe(db: None, client: Client) -> None:
    client.get("/readyz")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'transfers'")
    assert client.get("/readyz").status_code == 200


def test_not_ready_without_a_place_for_files(
    db: None, client: Client, settings: Settings, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a directory")
    settings.STORAGES = settings.STORAGES | {
        "claims": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(blocked / "files")},
        }
    }
    assert client.get("/readyz").json()["files"] == "BAD"


def test_figures_want_the_token(db: None, client: Client, settings: Settings) -> None:
    assert client.get("/metrics", headers=TOKEN).status_code == 404
    settings.METRICS_TOKEN = "let-me-see"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert client.get("/metrics", headers=TOKEN).status_code == 200


def test_requests_are_counted_under_their_route_and_nothing_else(
    client: Client, lawyer: User, settings: Settings
) -> None:
    settings.METRICS_TOKEN = "let-me-see"
    client.force_login(lawyer)
    client.get("/claims/123456789", {"surname": "Bloggs"})
    client.get("/nothing/bloggs")
    page = client.get("/metrics", headers=TOKEN).content.decode()
    count = re.search(
        r'portal_request_seconds_count{method="GET",route="claim",status="4xx"} (\d+)', page
    )
    assert count
    assert int(count[1]) >= 1
    assert "123456789" not in page
    assert "loggs" not in page
    assert 'route="none"' in page
    assert "portal_jobs " in page
    assert "portal_late_claims " in page


def test_what_waits_is_counted(lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    before = queues.waiting()
    claim.times_out_on = make.days_later(-400).date()
    claim.save(update_fields=["times_out_on"])
    assert queues.waiting().late_claims == before.late_claims + 1


def test_the_doctor_says_what_is_wrong_and_ends_with_one(db: None, settings: Settings) -> None:
    """No worker runs beside the tests, which is bad; no mail server is there either."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=out)
    assert ended.value.code == 1
    told = out.getvalue()
    assert re.search(r"BAD +worker +none is running", told)
    assert re.search(r"BAD +mail +127.0.0.1:1 does not take mail", told)
    assert re.search(r"ok +database +PostgreSQL", told)
    assert re.search(r"look +virus scan", told)


def test_the_doctor_tells_programs(db: None) -> None:
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("doctor", "--json", stdout=out)
    found = {one["what"]: one for one in json.loads(out.getvalue())}
    assert found["tables"]["state"] == "ok"
    assert found.keys() >= {"settings", "clock", "files", "mail", "jobs", "worker", "time limits"}


def test_clamd_that_does_not_answer_is_bad(db: None, settings: Settings) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    assert states(checks.everything())["virus scan"] is Health.BAD


def test_a_full_disk_is_bad(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 9, 1))  # type: ignore[attr-defined]
    assert states(checks.everything())["disk"] is Health.BAD


def test_a_line_of_the_log_as_json() -> None:
    try:
        raise ValueError("broken")
    except ValueError:
        record = logging.LogRecord("a.b", logging.ERROR, "f", 1, "said %s", ("so",), sys.exc_info())
    correlating.WithCorrelation().filter(record)
    told: dict[str, Any] = json.loads(JsonLines().format(record))
    assert (told["level"], told["logger"], told["message"], told["correlation"]) == (
        "ERROR", "a.b", "said so", "-"
    )  # fmt: skip
    assert "ValueError: broken" in told["exception"]


def test_a_request_is_a_span_of_its_callers_trace(
    db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.http import HttpResponse
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr(tracing, "_provider", lambda: provider)
    settings.OTLP_ENDPOINT = "http://collector.example.com/v1/traces"
    answer = tracing.traced(lambda _request: HttpResponse(status=500))
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    answer(
        RequestFactory().get(
            "/secret?name=x", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
        )
    )
    (span,) = kept.get_finished_spans()
    assert span.context and f"{span.context.trace_id:032x}" == trace
    assert span.name == "GET none"
    assert not span.status.is_ok
    assert "secret" not in span.to_json()
