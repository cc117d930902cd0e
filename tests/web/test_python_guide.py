"""The examples of the Python client, on its page and in docs/client.md, do what they say."""

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import claims_client
from claims_client import operations, webhooks
from tests import asking
from tests.running.conftest import recent_cnf
from tests.web.browser import Portal
from tests.webhooks.receiving import receiving, until

ROOT = Path(__file__).parents[2]
PAGE = "/developers/python"
HANDLER, ADMINISTRATOR, INSURER = "JSEILE", "PNAIR01", "HWARD"


def blocks(portal: Portal, language: str) -> list[str]:
    page = asking.get(f"{portal.base_url}{PAGE}").text
    found = re.findall(rf'<code class="example-{language}">(.*?)</code>', page, re.DOTALL)
    assert found
    return [html.unescape(one) for one in found]


@pytest.fixture
def ran(portal: Portal, tmp_path: Path) -> Callable[..., str]:
    """Runs a program where the portal's source is, with what the page tells to set."""
    (tmp_path / "src").symlink_to(ROOT / "src")
    firm, insurer = portal.clients["CR00101"], portal.clients["COMP001"]
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "CLIENT_ID": firm["clientId"],
        "CLIENT_SECRET": firm["clientSecret"],
        "USER_ID": HANDLER,
        "COMPENSATOR_CLIENT_ID": insurer["clientId"],
        "COMPENSATOR_CLIENT_SECRET": insurer["clientSecret"],
        "COMPENSATOR_USER_ID": INSURER,
    }

    def run(*command: str) -> str:
        done = subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_the_python_of_the_page_runs_from_the_first_line_to_the_last(
    portal: Portal, ran: Callable[..., str]
) -> None:
    printed = ran(sys.executable, "-c", "\n".join(blocks(portal, "python"))).splitlines()
    assert printed[0] == HANDLER
    assert any(line.startswith("/claimant/person/surname ") for line in printed)
    *_listed, sent = (line for line in printed if line.endswith(" Claim submitted"))
    number = sent.split()[0]
    assert any(line.startswith(f"{number} claim:notification:") for line in printed)


def test_the_commands_of_the_page_can_be_pasted(
    portal: Portal, ran: Callable[..., str], tmp_path: Path
) -> None:
    printed = ran("bash", "-c", "\n".join(["set -eu", *blocks(portal, "shell")]))
    number = json.loads((tmp_path / "sent.json").read_text())["applicationId"]
    assert re.search(rf"{number} +rta .*\d{{4}}-\d\d-\d\d", printed), "the line is whole"
    assert "attachmentId" in printed
    assert (tmp_path / "claim.pdf").read_bytes().startswith(b"%PDF")


def test_the_receiver_of_the_page_verifies_what_is_posted(portal: Portal) -> None:
    (example,) = (one for one in blocks(portal, "python") if "def receive" in one)
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102 - our own page
    client = portal.clients["CR00101"]
    with (
        receiving() as receiver,
        claims_client.Portal(
            portal.base_url, client["clientId"],
            secret=client["clientSecret"], login_as=ADMINISTRATOR,
        ) as firm,
    ):  # fmt: skip
        made = firm.call(operations.POST_WEBHOOKS, {"url": receiver.url, "events": ["*"]})
        webhook_id, done = made["webhook"]["webhookId"], set[str]()
        firm.call(operations.POST_TEST_WEBHOOK, webhookId=webhook_id)
        until(lambda: receiver.got)
        got = receiver.got[0]
        message = names["receive"](made["secret"], got.headers, got.body, done)
        assert message["type"] == "webhook.test"
        assert names["receive"](made["secret"], got.headers, got.body, done) is None
        with pytest.raises(webhooks.NotVerified):
            names["receive"](made["secret"], got.headers, got.body + b" ", done)
        firm.call(operations.DELETE_ONE_WEBHOOK, webhookId=webhook_id)


def test_the_example_of_the_docs_sends_a_form_or_prints_its_faults(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs" / "client.md").read_text()
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    client = portal.clients["CR00101"]
    given = {
        "url": portal.base_url,
        "client_id": client["clientId"],
        "secret": client["clientSecret"],
        "form": recent_cnf(),
    }
    names: dict[str, Any] = dict(given)
    exec(example, names)  # noqa: S102 - our own docs
    assert names["sent"]["phase"]["code"] == "ClaimSubmitted"
    assert capsys.readouterr().out == ""
    exec(example, {**given, "form": {**recent_cnf(), "claimant": {}}})  # noqa: S102
    assert "/claimant/person" in capsys.readouterr().out


def test_it_is_linked(portal: Portal) -> None:
    assert f'href="{PAGE}"' in asking.get(f"{portal.base_url}/developers").text
