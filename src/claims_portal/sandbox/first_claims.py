"""The claims that a new sandbox has, so that every page has something to show; all invented."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from claims_portal.claims.models import Claim
from claims_portal.organisations.models import Organisation
from claims_portal.sandbox import scenarios
from claims_portal.sandbox.models import Behaviour


class FirstClaim(NamedTuple):
    claim_type: str
    stage: str
    representative: str
    compensator: str
    forename: str
    surname: str
    days_ago: int
    """When the last of what was done was done."""


# fmt: off
FIRST_CLAIMS = (
    FirstClaim("rta", "sent", "CR00101", "COMP001", "Aisha", "Rahman", 1),
    FirstClaim("rta", "liability-decision", "CR00101", "COMP001", "Bartosz", "Nowak", 6),
    FirstClaim("rta", "liability-decision", "CR00101", "COMP001", "Ceri", "Llewellyn", 17),
    FirstClaim("rta", "liability-decision", "CR00102", "COMP001", "Dermot", "Healy", 13),
    FirstClaim("rta", "sent", "CR00102", "COMP001", "Esther", "Okafor", 0),
    FirstClaim("rta", "rejected", "CR00101", "COMP001", "Farid", "Haddad", 3),
    FirstClaim("rta", "admitted", "CR00101", "COMP001", "Gwen", "Pascoe", 2),
    FirstClaim("rta", "denied", "CR00101", "COMP001", "Harriet", "Stone", 4),
    FirstClaim("rta", "timed-out", "CR00101", "COMP001", "Imran", "Sheikh", 0),
    FirstClaim("rta", "interim-payment", "CR00101", "COMP001", "Joanna", "Mills", 5),
    FirstClaim("rta", "settlement-pack", "CR00101", "COMP001", "Kofi", "Mensah", 8),
    FirstClaim("rta", "counter-offer", "CR00101", "COMP001", "Lena", "Fischer", 3),
    FirstClaim("rta", "counter-offer-response", "CR00101", "COMP001", "Marek", "Dvorak", 2),
    FirstClaim("rta", "agreed", "CR00101", "COMP001", "Niamh", "Byrne", 1),
    FirstClaim("rta", "settled", "CR00101", "COMP001", "Oliver", "Grant", 10),
    FirstClaim("el", "liability-decision", "CR00101", "COMP002", "Petra", "Lindqvist", 20),
    FirstClaim("el", "settlement-pack", "CR00101", "COMP002", "Quentin", "Ames", 6),
    FirstClaim("eld", "sent", "CR00101", "COMP002", "Ruth", "Adeyemi", 12),
    FirstClaim("pl", "liability-decision", "CR00101", "COMP002", "Samir", "Aziz", 9),
    FirstClaim("pl", "admitted", "CR00101", "COMP002", "Tessa", "Quayle", 2),
)
# fmt: on


@transaction.atomic
def make(*, at: datetime) -> int:
    """Make them where there is no claim at all; how many were made."""
    if Claim.objects.exists():
        return 0
    for number, one in enumerate(FIRST_CLAIMS):
        scenarios.make(
            one.claim_type, one.stage, other=one.compensator, behaviour=Behaviour.SILENT,
            own=Organisation.objects.get(code=one.representative).pk,
            at=at - timedelta(days=one.days_ago),
            changes={
                "claimant__person__firstName": one.forename,
                "claimant__person__surname": one.surname,
                "claimantRepresentative__reference": f"HR/2026/{601 + 7 * number:05}",
            },
        )  # fmt: skip
    return len(FIRST_CLAIMS)
