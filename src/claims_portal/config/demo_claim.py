"""A whole RTA claim over HTTP, played as both sides' own systems would play it.

It knows the portal only by its address and the credentials in build/demo.json.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

import httpx
from defusedxml.ElementTree import fromstring

from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.legacy_xml import from_xml
from claims_portal.samples import sample

REPRESENTATIVE, COMPENSATOR = "claimant-representative", "compensator"


@dataclass(frozen=True)
class Shown:
    """One step as it is printed."""

    side: str
    action: str
    phase: str
    turn: str
    deadline: str


class PortalRefused(Exception):
    """The portal answered with a problem; the text is the problem."""


class Party:
    """One side's system: its token, its user, and the calls it makes."""

    def __init__(self, http: httpx.Client, client: dict[str, str], user: dict[str, Any]) -> None:
        answer = http.post(
            "/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=(client["clientId"], client["clientSecret"]),
        )
        self.http = http
        self.headers = {
            "Authorization": f"Bearer {_content(answer)['access_token']}",
            "Login-As": user["userId"],
            "Content-Type": "application/json",
        }

    def send(self, form: dict[str, Any]) -> dict[str, Any]:
        return _content(
            self.http.post("/api/v1/claims", headers=self.headers, content=json.dumps(form))
        )

    def act(self, claim: dict[str, Any], action: str, body: dict[str, Any]) -> dict[str, Any]:
        """Act on the claim as it was last seen; If-Match carries the activity."""
        return _content(
            self.http.post(
                f"/api/v1/claims/{claim['applicationId']}/actions/{action}",
                headers=self.headers | {"If-Match": f'"{claim["activityId"]}"'},
                content=json.dumps(body),
            )
        )

    def history(self, claim: dict[str, Any]) -> list[dict[str, Any]]:
        path = f"/api/v1/claims/{claim['applicationId']}/history"
        events: list[dict[str, Any]] = _content(self.http.get(path, headers=self.headers))["events"]
        return events


def play(demo: dict[str, Any], report: Callable[[Shown], None]) -> list[dict[str, Any]]:
    """From the sample form to settlement; each step is reported. Gives the claim's history."""
    with httpx.Client(base_url=demo["baseUrl"], timeout=30) as http:
        lawyer = Party(http, *_credentials(demo, "CR00101"))
        insurer = Party(http, *_credentials(demo, "COMP001"))
        claim = lawyer.send(sample_form())
        report(_shown(REPRESENTATIVE, "send-claim", claim))
        for side, action, body in _plain_way():
            party = lawyer if side == REPRESENTATIVE else insurer
            claim = party.act(claim, action, body)
            report(_shown(side, action, claim))
        return lawyer.history(claim)


def sample_form() -> dict[str, Any]:
    """The sample claim notification form, read from the XML that client software sends."""
    xml = resources.files("claims_portal.samples").joinpath("rta_cnf.xml").read_bytes()
    return from_xml(RtaCnf, fromstring(xml)).body


def _plain_way() -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield COMPENSATOR, "accept-claim", {"compensatorReference": "NCM/2026/0042"}
    yield COMPENSATOR, "apply-article-75", {"applies": False}
    yield COMPENSATOR, "send-liability-decision", sample("rta_liability_response")
    yield REPRESENTATIVE, "acknowledge-liability-admitted", {}
    yield REPRESENTATIVE, "set-interim-payment-needed", {"needed": False}
    yield REPRESENTATIVE, "send-settlement-pack", sample("rta_settlement_pack_request")
    yield COMPENSATOR, "respond-to-settlement-pack", sample("rta_settlement_pack_response")
    yield REPRESENTATIVE, "acknowledge-settlement-confirmed", {}


def _credentials(demo: dict[str, Any], code: str) -> tuple[dict[str, str], dict[str, Any]]:
    client = next(one for one in demo["clients"] if one["organisationId"] == code)
    user = next(one for one in demo["users"] if one["organisationId"] == code)
    return client, user


def _content(answer: httpx.Response) -> dict[str, Any]:
    content: dict[str, Any] = answer.json()
    if answer.is_error:
        raise PortalRefused(json.dumps(content, indent=2))
    return content


def _shown(side: str, action: str, claim: dict[str, Any]) -> Shown:
    deadline = claim["deadline"]
    until = "-"
    if deadline is not None:
        until = f"{deadline['lastDayToAct']} ({deadline['businessDaysLeft']} business days)"
    return Shown(side, action, claim["phase"]["name"], claim["turn"] or "nobody: it ended", until)
