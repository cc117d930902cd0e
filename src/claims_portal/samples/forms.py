"""What is said with an action: a short body, or a form that fits what was sent before.

`form("liability_response")` is a sample of the claim's own kind of form; `written` makes the
body of it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from claims_portal.claims.documents.negotiation import by_head
from claims_portal.samples import sample
from claims_portal.samples.fitting import fitting

Body = dict[str, Any]
Form = tuple[str, Body]
Says = Body | Form
ACCIDENT_DAYS_AGO = 30
"""Of a sample that is dated anew: recent, and before all that is done about it."""


def form(name: str, **changes: Any) -> Form:
    """A sample of the claim's own kind of form, with other answers."""
    return name, changes


DENIAL = form(
    "liability_response",
    liability__decision="not-admitted",
    liability__admissions=None,
    liability__reasonsNotAdmitted="Our customer was parked.",
)
WITH_NEGLIGENCE = form(
    "liability_response",
    liability__decision="admitted-with-contributory-negligence",
    liability__reasonsNotAdmitted="Our customer had the right of way.",
)
REPUDIATION = form("settlement_pack_response", repudiates=True)
WHY_LESS = "The evidence supports four fifths of it."
LOWER_OFFER = form("settlement_pack_response", lower=True, agreement__decision="counter-offer")
DISPUTED = ("claimant-earnings", "general-damages")
"""Heads that the samples negotiate about."""
WHOLE_INTERIM = form("interim_pack_response", whole=True)


def body_of(says: Says, *, claim_type: str, sent: Mapping[str, Any]) -> Body:
    """The body, whichever of the two it is; `sent` is the newest form of each kind."""
    return dict(says) if isinstance(says, dict) else written(says, claim_type=claim_type, sent=sent)


def kind_of_form(name: str, claim_type: str) -> str:
    return f"{'rta' if claim_type == 'rta' else 'elpl'}-{name.replace('_', '-')}"


def written(asked: Form, *, claim_type: str, sent: Mapping[str, Any]) -> Body:
    """The form, as it fits the claim now, with the changes."""
    name, changes = asked[0], dict(asked[1])
    repudiates, whole = changes.pop("repudiates", False), changes.pop("whole", False)
    lower = changes.pop("lower", False)
    kind = kind_of_form(name, claim_type)
    body = fitting(kind, sent, decision=changes.get("agreement__decision", ""))
    if repudiates:
        return repudiation(body)
    if lower:
        offer_less(body)
    if whole:
        pay_whole(body, sent[kind_of_form("interim_pack_request", claim_type)])
    change(body, changes)
    return body


def change(body: Body, changes: Body) -> None:
    """Set the answers at these places (`liability__decision`); None takes one away."""
    for path, value in changes.items():
        *groups, last = path.split("__")
        place = body
        for group in groups:
            place = place[group]
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value


def repudiation(response: Body) -> Body:
    """A response to the settlement pack that accepts none of it."""
    response["agreement"].update(decision="repudiate", grossAmount="0.00")
    for loss in response["losses"]:
        loss.update(grossValueOffered="0.00", grossAmountAgreed=False, interest="0.00")
        loss["comments"] = "Not accepted."
    return response


def offer_less(response: Body) -> None:
    """Make the response to a settlement pack one that offers less for a head without a tariff."""
    open_rows = [one for one in response["losses"] if one["head"] != "whiplash-tariff"]
    if not open_rows:
        return
    row = max(open_rows, key=lambda one: one["head"] in DISPUTED)
    offered = Decimal(row["grossValueOffered"]) * Decimal("0.8")
    row.update(grossValueOffered=f"{offered:.2f}", grossAmountAgreed=False, interest="0.00")
    row["comments"] = WHY_LESS
    response["agreement"]["grossAmount"] = f"{sum(map(_with_interest, response['losses'])):.2f}"


def _with_interest(row: Body) -> Decimal:
    own_share = Decimal(row.get("contributoryNegligence", "0")) / 100
    return round(Decimal(row["grossValueOffered"]) * (1 - own_share), 2) + Decimal(row["interest"])


def pay_whole(response: Body, request: Body) -> None:
    """Make the answer to an interim pack one that pays what it asks for."""
    asked = by_head(request)
    for row in response["losses"]:
        whole = asked[row["head"]]["grossValueClaimed"]
        row.update(grossValueOffered=whole, grossAmountAgreed=True)
    response["cruDeductions"] = "0.00"


def notification(claim_type: str, *, to: str, kind: str, today: date) -> Body:
    """A claim notification form to this compensator that may be sent today."""
    body = sample(f"{claim_type}_cnf")
    chosen = body["defendant"]["compensator"]
    chosen.update(organisationId=to, organisationPath=f"/{to}")
    if "kind" in chosen:  # only RTA forms ask for it
        chosen["kind"] = kind
    if kind == "mib":
        body["defendant"]["description"] = "A tall man in a blue coat."
    happened = date.fromisoformat(_first_date(body))
    _move_dates(body, today - timedelta(days=ACCIDENT_DAYS_AGO) - happened)
    if "notificationDate" in body["claim"]:
        body["claim"]["notificationDate"] = today.isoformat()
    return body


def _first_date(body: Body) -> str:
    """Of the accident; of a disease, of the first medical attention."""
    found: str = body.get("accident", {}).get("date") or body["injury"]["firstMedicalAttention"]
    return found


def _move_dates(part: Any, by: timedelta) -> None:
    """Every day that the form names but birthdays."""
    rows = part.items() if isinstance(part, dict) else enumerate(part)
    for name, value in rows:
        if isinstance(value, dict | list):
            _move_dates(value, by)
        elif isinstance(value, str) and name != "dateOfBirth" and _is_day(value):
            part[name] = (date.fromisoformat(value) + by).isoformat()


def _is_day(text: str) -> bool:
    if len(text) != 10:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
