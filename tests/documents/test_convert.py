"""The bridge on the command line: JSON on standard output, what differs on standard error."""

import io
import json
import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims_portal.cli import command_of
from tests import make

SAMPLE = resources.files("claims_portal.samples").joinpath("rta_cnf.xml").read_text("utf-8")


def convert(*arguments: str) -> tuple[str, str]:
    out, told = io.StringIO(), io.StringIO()
    call_command("convert", *arguments, stdout=out, stderr=told)
    return out.getvalue(), told.getvalue()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "cnf.xml"
    path.write_text(SAMPLE)
    return path


def test_a_form_goes_there_and_back_by_the_installed_command(sample: Path, tmp_path: Path) -> None:
    def run(*arguments: str, said: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        code = "from claims_portal.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", code, "convert", *arguments],
            input=said,
            capture_output=True,
            env={
                **os.environ,
                "DATABASE_URL": "",
                "PORTAL_ROOT": str(tmp_path),
                "PORTAL_STATE_DIR": str(tmp_path),
                "LC_ALL": "C",
                "PYTHONUTF8": "0",
                "DJANGO_SETTINGS_MODULE": "claims_portal.config.settings",
            },
            check=False,
        )

    sample.write_text(SAMPLE.replace("Boateng", "Łukasiewicz"), encoding="utf-16")
    there = run(str(sample))
    assert there.returncode == 0, there.stderr
    assert json.loads(there.stdout)["claimant"]["person"]["surname"] == "Łukasiewicz"
    assert b"declared as UTF-8, but it is UTF-16" in there.stderr
    back = run("--to-xml", "-", said=there.stdout)
    assert back.returncode == 0, back.stderr
    again = run("-", said=back.stdout)
    assert again.stdout == there.stdout
    assert run(str(tmp_path / "missing.xml")).returncode == 1
    assert not (tmp_path / "postgresql").exists()


def test_what_differs_is_told_and_codes_only_when_wanted(sample: Path) -> None:
    sample.write_text(SAMPLE.replace('Occupation="', 'ShoeSize="6" Occupation="'))
    out, told = convert(str(sample))
    assert "ShoeSize" not in out
    assert "unplaced  DocumentInput/ClaimAndClaimantDetails/ClaimantDetails/@ShoeSize" in told
    assert "'1' is up-to-10000" in told
    assert "'1' is up-to-10000" not in convert(str(sample), "--quiet")[1]


def test_a_form_that_the_portal_would_refuse_is_converted_and_told(sample: Path) -> None:
    sample.write_text(SAMPLE.replace('ChildClaim="0"', 'ChildClaim="1"'))
    out, told = convert(str(sample))
    assert json.loads(out)["claimant"]["child"] is True
    assert "refused   /claimant/child" in told


@pytest.mark.parametrize(
    ("raw", "option", "says"),
    [
        (b"", None, "It is empty"),
        (SAMPLE[:400].encode(), None, "not well-formed XML: unclosed token .line 8, column 7"),
        (b"\x89PNG\r\n\x1a\n", None, "cannot be converted"),
        (b"<Letter/>", None, "The root element is 'Letter'"),
        (b"<!DOCTYPE a><a/>", None, "document type declaration"),
        (SAMPLE.replace("<ClaimDetails", '<ClaimDetails ClaimType="X"').encode(), None, "one of: rta, el"),
        (b"<a>" + b" " * 5_000_000, None, "4,000,000"),
        (b"{", "--to-xml", "is not JSON"),
        (b"[]", "--to-xml", "not an object"),
        (b"{}", "--to-xml", "claimType is missing"),
        (b'{"claimType":"x"}', "--to-xml", "one of: rta, el"),
        (b"[" * 100_000, "--to-xml", "is not JSON"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(
    tmp_path: Path, raw: bytes, option: str | None, says: str
) -> None:
    path = tmp_path / "form"
    path.write_bytes(raw)
    with pytest.raises(CommandError, match=says):
        convert(*filter(None, (option, str(path))))


def test_other_forms_go_both_ways(tmp_path: Path) -> None:
    for name in ("rta_liability_response", "rta_settlement_pack_request"):
        path = tmp_path / name
        path.write_text(json.dumps(make.sample(name)))
        xml, told = convert("--to-xml", str(path))
        assert told == ""
        path.write_text(xml)
        assert json.loads(convert(str(path))[0]) == make.sample(name)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ([], ["help"]),
        (["demo-claim"], ["demo_claim"]),
        (["migrate"], ["migrate"]),
        (["migrate", "--check"], ["migrate", "--check"]),
        (["migrate", "sessions", "zero"], ["migrate", "sessions", "zero"]),
        (["migrate", "--no-input", "claims"], ["migrate", "--no-input", "claims"]),
        (["migrate", "claims", "DIR", "--json"], ["migrate_claims", "DIR", "--json"]),
        (["migrate", "cutover", "--check"], ["migrate_cutover", "--check"]),
        (["migrate-claims", "DIR"], ["migrate_claims", "DIR"]),
        (["--version"], ["--version"]),
    ],
)
def test_migrate_with_a_subject_is_a_command_of_its_own(given: list[str], meant: list[str]) -> None:
    assert command_of(given) == meant
