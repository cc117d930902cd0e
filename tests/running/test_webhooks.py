"""The process that posts webhooks is killed, again and again: nothing is lost, the order holds."""

import os
import signal
import time

import pytest

from tests.running.conftest import Running, recent_cnf, until
from tests.webhooks.receiving import receiving

pytestmark = pytest.mark.running
CLAIMS = 40


def poster(portal: Running) -> int | None:
    return next(
        (pid for pid, command in portal.processes().items() if "deliver-webhooks" in command), None
    )


def test_killed_posters_lose_nothing_and_claims_keep_their_order(portal: Running) -> None:
    with receiving() as receiver, portal.caller("COMP001") as insurer:
        # As long as it takes for a kill to hit posts under way.
        receiver.answer = lambda got, handler: time.sleep(0.05) or 204
        boss = {"Login-As": "HWARD"}
        body = {"url": receiver.url, "events": ["*"]}
        made = insurer.post("/webhooks", json=body, headers=boss)
        assert made.status_code == 201, made.text
        with portal.caller("CR00101") as lawyer:
            sent = []
            for number in range(CLAIMS):
                answer = lawyer.post("/claims", json=recent_cnf())
                assert answer.status_code == 201
                sent.append(answer.json()["applicationId"])
                if number % 10 == 5:
                    os.kill(
                        until(lambda: poster(portal), seconds=20, what="a poster"), signal.SIGKILL
                    )
            for application_id in sent:
                title = {"title": "A second event of the claim"}
                answer = lawyer.post(
                    f"/claims/{application_id}/attachments",
                    data=title,
                    files={"file": ("note.txt", b"A note.", "text/plain")},
                )
                assert answer.status_code == 201, answer.text
        wanted = {f"{one}-{number}" for one in sent for number in (1, 2)}
        until(lambda: wanted <= set(receiver.ids), seconds=90, what="every event arrives")
        assert set(receiver.ids) == wanted
        for one in sent:
            own = [got for got in receiver.ids if got.startswith(one)]
            assert own == sorted(own)
        for got in receiver.got:
            assert got.verified_with(made.json()["secret"])
        # What was under way at a kill may have come twice, and nothing else.
        assert len(receiver.got) <= len(wanted) + 4 * 64
        gone = insurer.delete(f"/webhooks/{made.json()['webhook']['webhookId']}", headers=boss)
        assert gone.status_code == 204
