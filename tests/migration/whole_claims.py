"""A claim of ours as the old platform would have exported it whole (process facts 3.9, 1.3).

Only what that platform is known to have kept is written: the phase, who has it, the forms
with the days that it wrote into them, what stands beside them, and the limit that runs.
"""

from xml.etree.ElementTree import Element, SubElement, tostring

from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.codes import ExitReason, RejectionReason
from claims_portal.claims.documents.conversion import FORM_OF_KIND
from claims_portal.claims.documents.legacy_writing import to_xml
from claims_portal.claims.models import Claim, Document
from claims_portal.organisations.models import Organisation

CHILDREN = {
    "child_at_liability_response": "isClaimantChildAtStage1Response",
    "child_at_settlement_request": "isClaimantChildAtStage2Request",
    "child_at_settlement_agreement": "isClaimantChildAtStage2Agreement",
    "child_at_additional_damages_agreement": "isClaimantChildAtStage2AgreementAD",
}


def exported(
    claim: Claim,
    *,
    to: tuple[Organisation, Organisation],
    number: int,
    dated: bool = True,
    phase: bool = True,
    limit: bool = True,
) -> Element:
    """The claim under another number, as if it were that of another pair of organisations."""
    root = Element("Claim")
    around = SubElement(root, "ApplicationIDs", applicationId=f"{number:016d}")
    around.set("RepresentativeOrgPath", f"/{to[0].code}")
    around.set("InsurerOrgPath", f"/{to[1].code}/001")
    if phase:
        around.set("phaseCacheId", claim.phase)
    if claim.compensator_reference:
        around.set("InsurerClaimReferenceNumber", claim.compensator_reference)
    assert claim.sent_at is not None
    root.set("SentDate", claim.sent_at.isoformat())
    if claim.ended_at:
        around.set("EndDate", claim.ended_at.isoformat())
    _write_flags(claim, root)
    if limit and claim.times_out_on:
        SubElement(root, "CurrentTimeout", SelectedTimeOut=str(claim.times_out_on))
    _write_documents(claim, root, dated)
    return root


def as_xml(root: Element, *, encoding: str = "utf-8") -> bytes:
    written: bytes = tostring(root, encoding=encoding)
    return written


def _write_flags(claim: Claim, root: Element) -> None:
    facts = claim.state.facts
    if claim.claim_type == "rta" and claim.phase not in ("ClaimSubmitted", "Article75Decision"):
        root.set("Article75", "1" if facts.article75 else "0")
    for fact, name in CHILDREN.items():
        if getattr(facts, fact) is not None:
            root.set(name, "1" if getattr(facts, fact) else "0")


def _write_documents(claim: Claim, root: Element, dated: bool) -> None:
    number = 0
    pack = SubElement(root, "Packs")
    for document in claim.documents.order_by("number"):
        form = FORM_OF_KIND.get(document.kind)
        if form in CNF_TYPES.values():
            root.extend(to_xml(form, document.body).root)
        elif form is not None:
            number += form.wire == "InterimSettlementPackRequest"
            pack = SubElement(root, "Packs") if form.wire.endswith("Request") else pack
            pack.append(_form(claim, document, dated, number))
        else:
            _write_note(document, root, pack)


def _form(claim: Claim, document: Document, dated: bool, number: int) -> Element:
    form = FORM_OF_KIND[document.kind]
    element = to_xml(form, document.body).root
    if dated:
        name = "DateOfRequest" if form.wire.endswith(("Request", "ByCR")) else "DateOfResponse"
        element.set(name, document.sent_at.isoformat())
    if form.wire.startswith("Interim"):
        element.set("InterimPaymentNumber", str(number))
        if number == claim.state.facts.interim_packs and claim.state.facts.interim_limit_extended:
            element.set("InterimPaymentTimeoutExtended", "1")
    return element


def _write_note(document: Document, root: Element, pack: Element) -> None:
    body = document.body
    comment = {"comment": body["comment"]} if "comment" in body else {}
    if document.kind == "reject-claim":
        code = RejectionReason(body["reason"]).legacy
        SubElement(root, "Rejection", code=code, **comment)
    elif document.kind == "state-fraud":
        SubElement(root, "FraudStated", code="0", **comment)
    elif document.kind == "exit-claim":
        side = "ExitCM" if document.side == "compensator" else "ExitCR"
        code = ExitReason(body["reason"]).legacy
        SubElement(SubElement(root, "ExitProcess"), side, code=code, **comment)
    elif document.kind == "reject-interim-pack":
        SubElement(pack, "InterimPackRejected", **comment)
    elif document.kind == "partial-interim-payment":
        pack[-1].set("PaymentDecision", "AC" if body["accepted"] else "NAC")
    elif document.kind == "interim-payment-received":
        pack[-1].set("InterimPaymentReceived", "1" if body["received"] else "0")
