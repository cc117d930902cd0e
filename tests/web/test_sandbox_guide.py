"""The sandbox's tutorial does what it says when it is pasted, from the first line to the last."""

import html
import os
import re
import subprocess
import sys
from typing import Any

from tests import asking
from tests.web.browser import Portal
from tests.web.test_start_guide import objects


def test_the_tutorial_leads_to_a_settled_claim_and_one_that_timed_out(portal: Portal) -> None:
    page = asking.get(f"{portal.base_url}/developers/sandbox").text
    by_shell, lines = pasted(portal, blocks(page, "shell"), blocks(page, "python"))
    clock, chosen, sent, seen, *acts, history = by_shell
    assert clock["aheadSeconds"] == 0
    assert chosen == {"behaviour": "admits"}
    assert sent["phase"]["code"] == "ClaimSubmitted"
    assert "acknowledge-liability-admitted" in str(seen["actions"])
    assert [one["phase"]["code"] for one in acts] == [
        "StartOfStage21", "Stage2SettlementPackForm", "Stage2SettlementPackDecision",
        "Stage2SettlementPackConfirmationEnd",
    ]  # fmt: skip
    assert history["events"][-1]["tag"] == "claim:settlement:settled"

    assert lines[0].startswith("Liability decision until ")
    assert lines[1:3] == ["Liability decision timeout", "Left: no liability decision"]
    assert f"{sent['applicationId']} claim:liability:admitted" in lines
    assert any(one.endswith("claim:liability:timed-out") for one in lines)
    *_, refused, refused_again, repeated, reset = lines
    assert refused == refused_again == "This failure was ordered"
    assert repeated.startswith("201 ")
    assert "'claimsDeleted'" in reset


def test_it_is_linked_and_described(portal: Portal) -> None:
    assert 'href="/developers/sandbox"' in asking.get(f"{portal.base_url}/developers").text
    described = asking.get(f"{portal.base_url}/api/v1/openapi.json").json()
    assert "/api/v1/sandbox/clock" in described["paths"]
    assert "Sandbox" in {one["name"] for one in described["tags"]}


def blocks(page: str, language: str) -> list[str]:
    found = re.findall(rf'<code class="example-{language}">(.*?)</code>', page, re.DOTALL)
    assert len(found) >= 4
    return [html.unescape(one) for one in found]


def pasted(
    portal: Portal, shell: list[str], python: list[str]
) -> tuple[list[dict[str, Any]], list[str]]:
    """What a shell says, and then Python in it, asked line by line as somebody pastes them."""
    client = portal.clients["CR00101"]
    script = [
        f"CLIENT_ID={client['clientId']} CLIENT_SECRET={client['clientSecret']}",
        "set -eu", *shell, f"echo; echo IN PYTHON; {sys.executable} -iq <<'THE END'",
        *python, "THE END",
    ]  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        env={"PATH": os.environ["PATH"]},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Error" not in done.stderr
    by_shell, _, by_python = done.stdout.partition("IN PYTHON\n")
    said = [line for line in by_python.splitlines() if not line.startswith("<Response")]
    return list(objects(by_shell)), said
