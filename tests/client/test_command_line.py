"""`claims` through its real entry point, against a portal that runs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from joserfc.jwk import ECKey

from tests.running.conftest import Running, recent_cnf

pytestmark = pytest.mark.running
PROGRAM = Path(sys.executable).parent / "claims"


class Shell:
    """Runs `claims` for one organisation's first user."""

    def __init__(self, portal: Running, organisation: str, directory: Path) -> None:
        client = next(
            one for one in portal.demo["clients"] if one["organisationId"] == organisation
        )
        user = next(one for one in portal.demo["users"] if one["organisationId"] == organisation)
        self.environment = {
            "HOME": str(directory),
            "CLAIMS_URL": portal.url,
            "CLAIMS_CLIENT_ID": client["clientId"],
            "CLAIMS_CLIENT_SECRET": client["clientSecret"],
            "CLAIMS_LOGIN_AS": user["userId"],
        }

    def run(self, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(PROGRAM), *arguments], env=self.environment, input=given,
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def json(self, *arguments: str, given: str = "") -> dict:  # type: ignore[type-arg]
        done = self.run(*arguments, given=given)
        assert done.returncode == 0, done.stderr
        told: dict = json.loads(done.stdout)  # type: ignore[type-arg]
        return told


@pytest.fixture
def lawyer(portal: Running, tmp_path: Path) -> Shell:
    return Shell(portal, "CR00101", tmp_path)


@pytest.fixture
def insurer(portal: Running, tmp_path: Path) -> Shell:
    return Shell(portal, "COMP001", tmp_path)


def test_a_claim_is_sent_seen_and_accepted(lawyer: Shell, insurer: Shell, tmp_path: Path) -> None:
    form = tmp_path / "form.json"
    form.write_text(json.dumps(recent_cnf()))
    assert lawyer.json("submit", str(form), "--validate-only")["valid"] is True
    number = lawyer.json("submit", str(form))["applicationId"]
    assert number in lawyer.run("list", "scope=all", f"applicationId={number}").stdout
    assert "accept-claim" in insurer.run("show", number).stdout
    body = json.dumps({"compensatorReference": "NM/26/1"})
    accepted = insurer.json("act", number, "accept-claim", "-", given=body)
    assert accepted["phase"]["code"] == "Article75Decision"
    shown = lawyer.json("show", number, "--json")
    assert shown["claim"]["activityId"] == accepted["activityId"]
    told = insurer.run("events")
    assert number in {json.loads(one)["applicationId"] for one in told.stdout.splitlines()}
    assert told.stderr.startswith("cursor ")
    printed = tmp_path / "out.pdf"
    assert lawyer.run("print", number, "-o", str(printed)).returncode == 0
    assert printed.read_bytes().startswith(b"%PDF")
    (note := tmp_path / "note.txt").write_text("A note.")
    added = lawyer.json("attach", number, str(note), "--title", "A note")
    assert lawyer.run("files", number, "--get", added["attachmentId"]).stdout == "A note."
    by_name = ["--field", f"number={number}", "-o", str(printed)]
    assert lawyer.run("call", "get_bundle_zip", *by_name).returncode == 0
    assert printed.read_bytes().startswith(b"PK")
    listed = lawyer.run("files", number).stdout
    assert added["attachmentId"] in listed
    called = lawyer.json("call", "get_one_claim", "--field", f"number={number}")
    assert called == lawyer.json("show", number, "--json")


def test_a_refusal_names_the_field_and_the_rule(lawyer: Shell) -> None:
    form = recent_cnf()
    form["claimant"]["surname"] = ""
    done = lawyer.run("submit", "-", given=json.dumps(form))
    assert (done.returncode, done.stdout) == (1, "")
    assert "/claimant/surname: " in done.stderr
    assert "correlation id" in done.stderr


def test_wrong_use_and_no_answer_have_codes_of_their_own(lawyer: Shell) -> None:
    wrong = lawyer.run("call", "get_nothing")
    assert (wrong.returncode, "claims operations" in wrong.stderr) == (2, True)
    missing = lawyer.run("call", "get_one_claim")
    assert (missing.returncode, "needs number" in missing.stderr) == (2, True)
    nowhere = lawyer.run("--url", "http://127.0.0.1:9", "list")
    assert (nowhere.returncode, "No answer" in nowhere.stderr) == (3, True)
    del lawyer.environment["CLAIMS_CLIENT_SECRET"]
    bare = lawyer.run("list")
    assert (bare.returncode, "CLAIMS_CLIENT_SECRET" in bare.stderr) == (2, True)


def test_settings_come_from_a_file_too(lawyer: Shell, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(lawyer.environment["CLAIMS_CLIENT_SECRET"] + "\n")
    names = {"CLAIMS_URL": "url", "CLAIMS_CLIENT_ID": "client_id", "CLAIMS_LOGIN_AS": "login_as"}
    lines = [f'{name} = "{lawyer.environment[one]}"' for one, name in names.items()]
    (tmp_path / "claims.toml").write_text("\n".join([*lines, f'secret_file = "{secret}"']))
    lawyer.environment = {"HOME": str(tmp_path), "CLAIMS_CONFIG": str(tmp_path / "claims.toml")}
    assert lawyer.run("token").stdout.strip()
    (tmp_path / "claims.toml").write_text('password = "x"')
    assert "not known: password" in lawyer.run("token").stderr


def test_a_key_signs_by_its_id_and_for_an_audience(
    portal: Running, lawyer: Shell, tmp_path: Path
) -> None:
    lawyer.environment["CLAIMS_LOGIN_AS"] = "PNAIR01"
    named = json.dumps({"name": "Signs on the command line"})
    client_id = lawyer.json("call", "post_clients", "--body", "-", given=named)["client"][
        "clientId"
    ]
    pair, field = ECKey.generate_key("P-256"), f"clientId={client_id}"
    key = json.dumps({"key": pair.as_pem(private=False).decode()})
    known = lawyer.json("call", "post_keys", "--field", field, "--body", "-", given=key)
    (tmp_path / "key.pem").write_bytes(pair.as_pem(private=True))
    signing = ["--client-id", client_id, "--key-file", str(tmp_path / "key.pem")]
    audience = ["--audience", f"{portal.url}/oauth/token"]
    right = lawyer.run(*signing, *audience, "--key-id", known["keys"][0]["kid"], "token")
    assert right.returncode == 0, right.stderr
    assert right.stdout.strip()
    assert lawyer.run(*signing, "--key-id", "none-of-ours", "token").returncode == 1
    assert lawyer.run(*signing, "--audience", "https://other.example.org", "token").returncode == 1
    lawyer.run("call", "post_revoke_client", "--field", field)


def test_a_file_that_is_refused_leaves_the_file_as_it_was(lawyer: Shell, tmp_path: Path) -> None:
    kept = tmp_path / "kept.pdf"
    kept.write_text("What was there before.")
    refused = lawyer.run("print", "999999999", "-o", str(kept))
    assert (refused.returncode, "no-such-claim" in refused.stderr) == (1, True)
    assert kept.read_text() == "What was there before."
