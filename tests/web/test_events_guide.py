"""The examples of events and webhooks, on the developers' page and in docs/events.md, work."""

import html
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from tests import asking
from tests.web.browser import Portal
from tests.web.test_start_guide import objects
from tests.webhooks.receiving import Receiver, receiving, until

DOCS = Path(__file__).parents[2] / "docs" / "events.md"


def examples(portal: Portal, language: str) -> list[str]:
    page = asking.get(f"{portal.base_url}/developers").text
    found = re.findall(rf'<code class="example-{language}">(.*?)</code>', page, re.DOTALL)
    return [html.unescape(one) for one in found]


def in_docs(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCS.read_text(), re.DOTALL)


def token(portal: Portal) -> str:
    client = portal.clients["CR00101"]
    answer = asking.post(
        f"{portal.base_url}/oauth/token",
        data={"grant_type": "client_credentials"},
        auth=(client["clientId"], client["clientSecret"]),
    )
    return str(answer.json()["access_token"])


def pasted(portal: Portal, script: list[str], receiver: Receiver) -> list[dict[str, Any]]:
    environment = {
        "PATH": "/usr/bin:/bin",
        "TOKEN": token(portal),
        "USER_ID": "JSEILE",
        "ADMINISTRATOR_ID": "PNAIR01",
        "RECEIVER": receiver.url,
        "PORTAL": portal.base_url,
        "CURSOR": "",
    }
    done = subprocess.run(
        ["bash", "-c", "\n".join(["set -eu", *script])],
        env=environment, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return list(objects(done.stdout))


def test_the_examples_of_the_developers_page_work(portal: Portal) -> None:
    feed, posted = examples(portal, "shell")
    (receive,) = examples(portal, "python")
    with receiving() as receiver:
        first, second, made, sent = pasted(portal, [feed, feed, posted], receiver)
        assert first["nextCursor"] and second["events"] == []
        assert (sent["type"], sent["state"]) == ("webhook.test", "waiting")
        until(lambda: receiver.got)
    (got,) = receiver.got
    names: dict[str, Any] = {}
    exec(receive, names)  # noqa: S102 - our own page
    message = names["receive"](made["secret"], got.headers, got.body)
    assert message["data"] == {"webhookId": made["webhook"]["webhookId"]}
    with pytest.raises(WebhookVerificationError):
        names["receive"](made["secret"], got.headers, got.body + b" ")


def test_the_examples_of_the_docs_work(portal: Portal) -> None:
    names: dict[str, Any] = {}
    for example in in_docs("python"):
        exec(example, names)  # noqa: S102 - our own docs
    headers = {"Authorization": f"Bearer {token(portal)}", "Login-As": "JSEILE"}
    _events, cursor = names["read_events"](portal.base_url, headers, None)
    nothing, later = names["read_events"](portal.base_url, headers, cursor)
    assert nothing == [] and later
    (shell,) = in_docs("sh")
    with receiving() as receiver:
        (made,) = pasted(portal, [shell], receiver)
        administrator = {**headers, "Login-As": "PNAIR01"}
        path = f"{portal.base_url}/api/v1/webhooks/{made['webhook']['webhookId']}"
        assert asking.post(f"{path}/test", headers=administrator).status_code == 202
        until(lambda: receiver.got)
        done: set[str] = set()
        got = receiver.got[0]
        assert names["received"](made["secret"], got.headers, got.body, done) is None
        assert asking.delete(path, headers=administrator).status_code == 204
