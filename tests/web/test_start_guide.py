"""The developers' start guide does what it says when it is pasted into a shell, step by step."""

import html
import json
import re
import subprocess
from typing import Any

from tests import asking
from tests.web.browser import Portal


def test_the_start_guide_can_be_pasted_from_the_first_line_to_the_last(portal: Portal) -> None:
    answers = pasted(portal)
    worklist, dry_run, accepted, created, left = answers
    assert "claims" in worklist
    assert dry_run["valid"] is True
    assert accepted["phase"]["code"] == "Article75Decision"
    assert (created["userId"], created["state"]["code"]) == ("KLARK", "unverified")
    assert (left["userId"], left["active"]) == ("KLARK", False)


def pasted(portal: Portal) -> list[dict[str, Any]]:
    """What the calls of the guide printed, in their order."""
    page = asking.get(f"{portal.base_url}/developers").text
    blocks = [
        html.unescape(one) for one in re.findall(r"<pre[^>]*><code>(.*?)</code>", page, re.DOTALL)
    ]
    assert len(blocks) == 5
    script = ["set -eu", blocks[0]]
    script += [as_compensator(blocks[0]), *blocks[1:]]
    representative, compensator = portal.clients["CR00101"], portal.clients["COMP001"]
    environment = {
        "PATH": "/usr/bin:/bin",
        "CLIENT_ID": representative["clientId"],
        "CLIENT_SECRET": representative["clientSecret"],
        "COMPENSATOR_CLIENT_ID": compensator["clientId"],
        "COMPENSATOR_CLIENT_SECRET": compensator["clientSecret"],
        "USER_ID": "JSEILE",
        "COMPENSATOR_USER_ID": "HWARD",
        "ADMINISTRATOR_ID": "PNAIR01",
    }
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        env=environment, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return list(objects(done.stdout))


def as_compensator(step: str) -> str:
    """The first step once more with the compensator's own client, as the guide says."""
    return step.replace("TOKEN=", "COMPENSATOR_TOKEN=").replace("$CLIENT", "$COMPENSATOR_CLIENT")


def objects(printed: str) -> Any:
    """Each JSON object at the beginning of what a call printed; headers are passed over."""
    decoder, place = json.JSONDecoder(), 0
    while (place := printed.find("{", place)) >= 0:
        found, place = decoder.raw_decode(printed, place)
        yield found
