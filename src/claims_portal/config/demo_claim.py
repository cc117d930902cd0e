"""A whole RTA claim over HTTP, played as both sides' own systems would play it.

It knows the portal only by its address and the credentials in build/demo.json.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from defusedxml.ElementTree import fromstring

from claims_client import Portal, operations, schemas
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


def play(demo: dict[str, Any], report: Callable[[Shown], None]) -> list[schemas.EventAnswer]:
    """From the sample form to settlement; each step is reported. Gives the claim's history."""
    with _party(demo, "CR00101") as lawyer, _party(demo, "COMP001") as insurer:
        claim = lawyer.submit(sample_form())
        report(_shown(REPRESENTATIVE, "send-claim", claim))
        for side, action, body in _plain_way():
            party = lawyer if side == REPRESENTATIVE else insurer
            claim = party.act(claim["applicationId"], action, body, activity=claim["activityId"])
            report(_shown(side, action, claim))
        number = claim["applicationId"]
        told: schemas.HistoryAnswer = lawyer.call(operations.GET_CLAIM_HISTORY, number=number)
        return told["events"]


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


def _party(demo: dict[str, Any], code: str) -> Portal:
    """One side's system, for the first of its people."""
    client = next(one for one in demo["clients"] if one["organisationId"] == code)
    user = next(one for one in demo["users"] if one["organisationId"] == code)
    return Portal(
        demo["baseUrl"], client["clientId"], secret=client["clientSecret"], login_as=user["userId"]
    )


def _shown(side: str, action: str, claim: schemas.StateAnswer) -> Shown:
    deadline = claim["deadline"]
    until = "-"
    if deadline is not None:
        until = f"{deadline['lastDayToAct']} ({deadline['businessDaysLeft']} business days)"
    return Shown(side, action, claim["phase"]["name"], claim["turn"] or "nobody: it ended", until)
