"""The guide from the old interface: what it tells to type does, on a claim at the right phase,
what the old operation did. Each example is typed as it stands on its page.
"""

import base64
import html
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from claims_portal.api.legacy_operations import ACTION, BECAME, CALL, GONE, OLD, Became
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.process.sides import Side
from claims_portal.config.old_interface.calls import ATTACHMENT
from tests import asking
from tests.web.browser import Portal
from tests.web.conftest import running_portal

GUIDE = "/developers/from-the-old-interface"
OLD_PROCESS_ONLY = "setStage1Payment"
OF_THE_SAME_GROUP = "COMP003"


class Party(NamedTuple):
    organisation: str
    user: str


REPRESENTATIVES = {"rta": Party("CR00101", "PNAIR01"), "el": Party("CR00101", "RMARLOW")}
COMPENSATORS = {"rta": Party("COMP001", "HWARD"), "el": Party("COMP002", "GPETTIT")}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """One of its own: so many claims would stand in the way of other tests."""
    with running_portal(tmp_path_factory.mktemp("old-interface")) as running:
        yield running


@pytest.fixture(scope="module")
def tokens(portal: Portal) -> dict[str, str]:
    found = {}
    for code, client in portal.clients.items():
        answer = asking.post(
            f"{portal.base_url}/oauth/token", data={"grant_type": "client_credentials"},
            auth=(client["clientId"], client["clientSecret"]),
        )  # fmt: skip
        found[code] = answer.json()["access_token"]
    return found


class Typist:
    """Types the examples of the guide for a party."""

    def __init__(self, portal: Portal, tokens: dict[str, str], party: Party, where: Path) -> None:
        self.portal, self.party, self.where = portal, party, where
        client = portal.clients[party.organisation]
        self.variables = {
            "PATH": os.environ["PATH"],
            "CLIENT_ID": client["clientId"],
            "CLIENT_SECRET": client["clientSecret"],
            "TOKEN": tokens[party.organisation],
            "USER_ID": party.user,
        }

    def call(self, method: str, path: str, body: Any = None) -> Any:
        answer = asking.request(
            method, f"{self.portal.base_url}/api/v1{path}", json=body, timeout=30,
            headers={
                "Authorization": f"Bearer {self.variables['TOKEN']}", "Login-As": self.party.user,
            },
        )  # fmt: skip
        assert answer.is_success, answer.text
        return answer.json()

    def on(self, claim: dict[str, Any]) -> None:
        self.variables["APPLICATION_ID"] = claim["applicationId"]
        self.variables["ACTIVITY_ID"] = claim["activityId"]

    def type(self, operation: str) -> bytes:
        page = asking.get(f"{self.portal.base_url}{GUIDE}/{operation}").text
        (command,) = blocks(page, "shell")
        bodies = blocks(page, "body")
        assert bool(bodies) == ("@body.json" in command)
        for body in bodies:
            (self.where / "body.json").write_text(body)
        done = subprocess.run(
            ["bash", "-c", f"{command} --fail-with-body"],
            env=self.variables, cwd=self.where, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
        return done.stdout

    def answer(self, operation: str) -> Any:
        return json.loads(self.type(operation))


def blocks(page: str, kind: str) -> list[str]:
    found = re.findall(rf'<code class="example-{kind}">(.*?)</code>', page, re.DOTALL)
    return [html.unescape(one) for one in found]


def claim_at(typist: Typist, claim_type: str, phase: str) -> dict[str, Any]:
    made = typist.call("POST", "/sandbox/claims", {"claimType": claim_type, "at": phase})
    claim: dict[str, Any] = made["claim"]
    return claim


actions = [one for one in BECAME if one.kind == ACTION and one.operation != OLD_PROCESS_ONLY]


def place_of(action: str) -> tuple[str, str, set[str], set[Side]]:
    """Where it is possible first: type, phase, phases that it leads to, and whose it is."""
    for claim_type, process in CURRENT.items():
        steps = [step for step in process.steps if step.action == action]
        here = [step for step in steps if step.phase == steps[0].phase]
        if here:
            return claim_type, here[0].phase, {one.to for one in here}, {one.side for one in here}
    raise AssertionError(action)


@pytest.mark.parametrize("became", actions, ids=lambda one: one.operation)
def test_an_actions_example_is_carried_out(
    portal: Portal, tokens: dict[str, str], tmp_path: Path, became: Became
) -> None:
    claim_type, phase, leads_to, sides = place_of(became.what)
    representative = Typist(portal, tokens, REPRESENTATIVES[claim_type], tmp_path)
    compensator = Typist(portal, tokens, COMPENSATORS[claim_type], tmp_path)
    claim = claim_at(representative, claim_type, phase)
    side = sides.pop() if len(sides) == 1 else Side(claim["turn"])
    typist = representative if side is Side.CLAIMANT_REPRESENTATIVE else compensator
    typist.on(claim)
    assert typist.answer(became.operation)["phase"]["code"] in leads_to


def test_what_reads_a_claim_and_its_files(
    portal: Portal, tokens: dict[str, str], tmp_path: Path
) -> None:
    typist = Typist(portal, tokens, REPRESENTATIVES["rta"], tmp_path)
    claim = claim_at(typist, "rta", "sent")
    typist.on(claim)
    assert "access_token" in typist.answer("getToken")
    assert typist.answer("getSystemProcessVersion")
    assert {"claims", "nextCursor"} <= typist.answer("getClaimsList").keys()
    assert "claims" in typist.answer("searchClaims")
    status = typist.answer("getClaimsStatus")
    assert (status.keys(), status["claim"]["activityId"]) == ({"claim"}, claim["activityId"])
    assert typist.answer("getClaim")["documents"]
    typist.variables["ATTACHMENT_ID"] = typist.answer("addAttachment")["attachmentId"]
    assert typist.type("getAttachment") == base64.b64decode(ATTACHMENT["file"]["content"])
    assert len(typist.answer("getAttachmentsList")["attachments"]) == 1
    assert typist.answer("getPrintableDocumentsList")["documents"]
    assert typist.type("getPrintableDocument").startswith(b"%PDF")


def test_what_is_done_about_the_work(
    portal: Portal, tokens: dict[str, str], tmp_path: Path
) -> None:
    typist = Typist(portal, tokens, COMPENSATORS["rta"], tmp_path)
    typist.on(claim_at(typist, "rta", "sent"))
    for lock in ("lockClaim", "unlockClaim", "lockClaim", "forceUnlockClaim"):
        typist.type(lock)
    typist.answer("allocateUser")
    typist.answer("deallocateUser")
    typist.variables["BRANCH_ID"] = typist.answer("getBranchesList")["branches"][0]["branchId"]
    typist.answer("allocateClaimToBranch")
    typist.variables["COMPENSATOR_ID"] = OF_THE_SAME_GROUP
    assert typist.answer("getMyUsersList")
    assert typist.answer("getOrganisation")["organisationId"] == "COMP001"
    assert typist.answer("reassignToAnotherCM")


def test_the_lists_that_a_form_chooses_from(
    portal: Portal, tokens: dict[str, str], tmp_path: Path
) -> None:
    typist = Typist(portal, tokens, REPRESENTATIVES["rta"], tmp_path)
    (found,) = typist.answer("searchCompensators")["compensators"]
    assert found["organisationId"] == "COMP003"
    assert typist.answer("searchCompensatorsByInsurerIndex").keys() == {"insurers"}
    assert typist.answer("getHospitalsList").keys() == {"hospitals"}


def test_a_claim_is_sent_and_a_notice_removed(
    portal: Portal, tokens: dict[str, str], tmp_path: Path
) -> None:
    typist = Typist(portal, tokens, REPRESENTATIVES["rta"], tmp_path)
    sent = typist.answer("addClaim")
    assert sent["phase"]["code"] == "ClaimSubmitted"
    insurer = Typist(portal, tokens, COMPENSATORS["rta"], tmp_path)
    insurer.on(sent)
    notices = insurer.answer("getNotificationsList")["notifications"]
    insurer.variables["NOTIFICATION_ID"] = str(notices[0]["id"])
    insurer.type("removeNotification")
    left = insurer.answer("getNotificationsList")["notifications"]
    assert notices[0]["id"] not in [one["id"] for one in left]


def test_the_guide_leads_to_a_page_for_each_and_to_none_besides(portal: Portal) -> None:
    with httpx.Client(base_url=portal.base_url, timeout=asking.PATIENCE) as client:
        listed = re.findall(rf'href="{GUIDE}/(\w+)"', client.get(GUIDE).text)
        assert sorted(listed) == sorted(OLD)
        for became in BECAME:
            page = client.get(f"{GUIDE}/{became.operation}").text
            assert ('class="example-shell"' in page) == (became.kind != GONE)
        assert client.get(f"{GUIDE}/nothing").status_code == 404


def test_every_call_is_typed_in_one_of_these_tests() -> None:
    typed = set(re.findall(r'"(\w+)"', Path(__file__).read_text()))
    calls = {one.operation for one in BECAME if one.kind == CALL}
    assert calls - typed == set()
