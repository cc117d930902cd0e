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
    clock, chosen, sent, seen, *acts, history = by_shell(portal, blocks(page, "shell"))
    assert clock["aheadSeconds"] == 0
    assert chosen == {"behaviour": "admits"}
    assert sent["phase"]["code"] == "ClaimSubmitted"
    assert "acknowledge-liability-admitted" in str(seen["actions"])
    assert [one["phase"]["code"] for one in acts] == [
        "StartOfStage21", "Stage2SettlementPackForm", "Stage2SettlementPackDecision",
        "Stage2SettlementPackConfirmationEnd",
    ]  # fmt: skip
    assert history["events"][-1]["tag"] == "claim:settlement:settled"

    lines = by_python(portal, blocks(page, "python"))
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


def by_shell(portal: Portal, script: list[str]) -> list[dict[str, Any]]:
    return list(objects(ran(portal, ["bash", "-c", "\n".join(["set -eu", *script])])))


def by_python(portal: Portal, script: list[str]) -> list[str]:
    return ran(portal, [sys.executable, "-c", "\n".join(script)]).splitlines()


def ran(portal: Portal, command: list[str]) -> str:
    client = portal.clients["CR00101"]
    surroundings = {
        "PATH": os.environ["PATH"],
        "CLIENT_ID": client["clientId"],
        "CLIENT_SECRET": client["clientSecret"],
    }
    done = subprocess.run(
        command, env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
