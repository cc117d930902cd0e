"""What the forms of a claim's actions begin with.

What was agreed, claimed or offered before is carried over, so that only what changes
is typed (process facts 3.6 to 3.8 and 7.2).
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from claims_portal.accounts.models import User
from claims_portal.claims import offers
from claims_portal.claims.documents.base import Context, Document, kind_of
from claims_portal.claims.models import Claim
from claims_portal.claims.process import money
from claims_portal.web.forms.prefilling import contact

NOTHING = "0.00"
Body = dict[str, Any]
Row = Mapping[str, Any]


class Known:
    """What the portal knows when somebody begins a form."""

    def __init__(self, form: type[Document], claim: Claim, user: User, context: Context) -> None:
        self.form, self.claim, self.user = form, claim, user
        self.sent: Mapping[str, Any] = context.get("sent") or {}
        self.facts = claim.state.facts

    @property
    def representative(self) -> Body:
        return {"claimantRepresentative": contact(self.user, self.claim.representative_reference)}

    @property
    def compensator(self) -> Body:
        return {"compensator": contact(self.user, self.claim.compensator_reference)}

    @property
    def cru(self) -> Body:
        """The reference given before, wherever it was."""
        names = ("settlement-pack-response", "interim-pack-response")
        cru = offers.newest(self.sent, names).get("cru")
        return {"cru": cru} if cru else {}

    @property
    def interims(self) -> str:
        """All interim payments that were confirmed in the portal; may be overridden."""
        return str(money.to_the_penny(self.facts.interim_paid))

    def latest(self, *names: str) -> Row:
        return offers.newest(self.sent, names)


def action(form: type[Document], claim: Claim, user: User, context: Context) -> Body:
    """The body with which the form of an action opens; empty where nothing is known."""
    begin = BEGINNINGS.get(offers.name_of(kind_of(form)))
    return begin(Known(form, claim, user, context)) if begin else {}


def as_claimed(form: type[Document], rows: list[Row], comments: Row | None = None) -> list[Body]:
    """The other side's rows, offered as they were claimed; with own comments by head."""
    said = comments or {}
    return [
        {
            **_carried(form, row, without=("comments",)),
            "grossValueOffered": row.get("grossValueClaimed"),
            "grossAmountAgreed": True,
            **({"comments": said[row["head"]]} if row.get("head") in said else {}),
        }
        for row in rows
    ]


def _liability(known: Known) -> Body:
    return known.compensator


def _interim_request(known: Known) -> Body:
    reports = known.latest("interim-pack-request").get("medicalReports")
    return {
        **known.representative,
        "losses": [{}],
        **({"medicalReports": reports} if reports else {}),
    }


def _interim_response(known: Known) -> Body:
    asked = offers.rows_of(known.latest("interim-pack-request"))
    pursued = [row for row in asked if row.get("pursued") is not False]
    return {
        **known.compensator,
        **known.cru,
        "losses": as_claimed(known.form, pursued),
        "cruDeductions": NOTHING,
    }


def _settlement_request(known: Known) -> Body:
    reports = known.latest("interim-pack-request").get("medicalReports") or {}
    kept = {
        name: reports[name] for name in ("softTissueInjury", "medcoCaseNumber") if name in reports
    }
    return {**known.representative, "losses": [{}], **({"medicalReports": kept} if kept else {})}


def _settlement_response(known: Known) -> Body:
    return {
        **known.compensator,
        **known.cru,
        "losses": as_claimed(known.form, offers.last_claimed(known.sent)),
        "cruDeductions": NOTHING,
        "agreement": {"interimPayments": known.interims},
    }


def _offer_by_representative(known: Known) -> Body:
    """What is agreed stays as agreed; the rest begins as it was claimed last."""
    return {"losses": _claimed_again(known), "agreement": {"interimPayments": known.interims}}


def _offer_by_compensator(known: Known) -> Body:
    """Heads begin as they were offered last; whichever was claimed anew, or for less than
    was agreed, as claimed."""
    offered = {row.get("head"): row for row in offers.last_offered(known.sent)}
    claimed = as_claimed(known.form, offers.last_claimed(known.sent))
    last = known.latest(*offers.OFFERS)
    agreement = last.get("agreement") or {}
    return {
        "losses": [
            row
            if row["head"] not in offered or _asks_less_than_agreed(row, offered[row["head"]])
            else _carried(known.form, offered[row["head"]])
            for row in claimed
        ],
        "cruDeductions": last.get("cruDeductions", NOTHING),
        "agreement": {"interimPayments": agreement.get("interimPayments", known.interims)},
    }


def _asks_less_than_agreed(claimed: Row, offered: Row) -> bool:
    """What both agreed on cannot be offered again once less of it is claimed."""
    asked, agreed = claimed.get("grossValueOffered"), offered.get("grossValueOffered")
    if offered.get("grossAmountAgreed") is not True or not asked or not agreed:
        return False
    return Decimal(asked) < Decimal(agreed)


def _additional_request(known: Known) -> Body:
    begun = _offer_by_representative(known)
    rows = begun["losses"]
    if not any(row.get("head") == "additional-damages" for row in rows):
        rows.append(
            {"head": "additional-damages", "contributoryNegligence": NOTHING, "interest": NOTHING}
        )
    return begun


def _additional_response(known: Known) -> Body:
    return {
        **_offer_by_compensator(known),
        "losses": as_claimed(known.form, offers.last_claimed(known.sent)),
    }


def _court_request(known: Known) -> Body:
    occupation = (known.latest("cnf").get("claimant") or {}).get("occupation")
    ours, theirs = known.latest(*offers.CLAIMS), known.latest(*offers.OFFERS)
    sealed = {"claimantFinalOffer": _gross(ours), "defendantFinalOffer": _gross(theirs)}
    rows = [
        {
            **_carried(known.form, row),
            "valueAfterContribution": _after(row),
            "interestRate": NOTHING,
        }
        for row in offers.last_claimed(known.sent)
    ]
    return {
        **known.representative,
        **({"claimantOccupation": occupation} if occupation else {}),
        "losses": rows,
        "partB": {name: amount for name, amount in sealed.items() if amount},
    }


def _court_response(known: Known) -> Body:
    disputed = known.latest("court-pack-request").get("disbursements") or []
    rows = [
        {
            **_carried(known.form, row),
            "valueAfterContribution": _after(row),
            "evidenceAttached": False,
        }
        for row in offers.last_offered(known.sent)
    ]
    final = _gross(known.latest(*offers.OFFERS))
    return {
        **known.compensator,
        "losses": rows,
        "disbursements": [{"number": one.get("number")} for one in disputed],
        **({"partB": {"defendantFinalOffer": final}} if final else {}),
    }


BEGINNINGS: dict[str, Callable[[Known], Body]] = {
    "liability-response": _liability,
    "interim-pack-request": _interim_request,
    "interim-pack-response": _interim_response,
    "settlement-pack-request": _settlement_request,
    "settlement-pack-response": _settlement_response,
    "counter-offer-by-representative": _offer_by_representative,
    "counter-offer-by-compensator": _offer_by_compensator,
    "additional-damages-request": _additional_request,
    "additional-damages-response": _additional_response,
    "court-pack-request": _court_request,
    "court-pack-response": _court_response,
}


def _last_rows(known: Known, rows: list[Row], **more: Any) -> list[Body]:
    """Rows as they stand at the end, with what is left of each after contribution."""
    return [
        {**_carried(known.form, row), "valueAfterContribution": _after(row), **more} for row in rows
    ]


def _claimed_again(known: Known) -> list[Body]:
    agreed = {
        row.get("head"): row
        for row in offers.last_offered(known.sent)
        if row.get("grossAmountAgreed") is True
    }
    rows = []
    for row in offers.last_claimed(known.sent):
        begun = _carried(known.form, row)
        if row.get("head") in agreed:
            same = agreed[row["head"]]
            begun |= _carried(known.form, same, without=("comments", "grossAmountAgreed"))
            begun["grossValueClaimed"] = same.get("grossValueOffered")
        rows.append(begun)
    return rows


def _carried(form: type[Document], row: Row, *, without: tuple[str, ...] = ()) -> Body:
    """What the rows of this form ask too, of another form's row."""
    asked = _members_of_a_row(form)
    return {name: value for name, value in row.items() if name in asked and name not in without}


def _members_of_a_row(form: type[Document]) -> set[str]:
    losses = next(field for field in msgspec.structs.fields(form) if field.name == "losses")
    row = losses.type.__origin__.__args__[0]
    return {field.encode_name for field in msgspec.structs.fields(row)}


def _gross(body: Row) -> str | None:
    """The sum of an offer: as entered, or of its heads."""
    entered = (body.get("agreement") or {}).get("grossAmount")
    if entered or not body:
        return entered
    return str(money.total(line.value for line in offers.lines_of(offers.rows_of(body))))


def _after(row: Row) -> str | None:
    line = next(offers.lines_of([row]), None)
    if line is None:
        return None
    return str(money.after_contribution(line.gross, line.contributory_negligence))


def _given(body: Mapping[str, Any]) -> Body:
    """Without the groups and answers of which nothing is known."""
    return {name: value for name, value in body.items() if value}
