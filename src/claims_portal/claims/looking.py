"""Who is looking at a claim now: told to colleagues of the same organisation, to nobody else.

A page that stays open says so again every half minute; whoever was not heard of for two
minutes is not looking any more. It is no part of the history and is deleted in the night.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import LiteralString

from claims_portal import database
from claims_portal.accounts.actor import Actor
from claims_portal.claims.models import Claim, Look

LOOKS_FOR = timedelta(minutes=2)
MOST_NAMED = 10

# Noted and asked in one round trip. The real person is noted, whomever they stand in for. Nobody
# waits for the disk: a look that is lost with the machine was of no use any more.
_LOOK: LiteralString = """
    WITH noted AS (
        INSERT INTO claims_look (claim_id, user_id, at)
        SELECT claim.id, %(user)s, %(at)s
        FROM claims_claim claim, set_config('synchronous_commit', 'off', true)
        WHERE claim.id = %(claim)s
        ON CONFLICT (claim_id, user_id) DO UPDATE SET at = EXCLUDED.at
    )
    SELECT concat_ws(' ', NULLIF(account.forename, ''), NULLIF(account.second_name, ''),
                     NULLIF(account.surname, '')), account.user_name
    FROM claims_look look JOIN accounts_user account ON account.id = look.user_id
    WHERE look.claim_id = %(claim)s AND look.at > %(since)s AND look.user_id <> %(user)s
      AND account.organisation_id = %(organisation)s
    ORDER BY look.at DESC LIMIT %(most)s
"""


@dataclass(frozen=True)
class Colleague:
    full_name: str
    user_name: str


def look(claim: Claim, *, by: Actor, at: datetime) -> Sequence[Colleague]:
    """Note that the page of the claim is open; the colleagues who have it open too."""
    asked = {
        "claim": claim.pk, "user": by.real_user_pk, "at": at, "since": at - LOOKS_FOR,
        "organisation": by.organisation_pk, "most": MOST_NAMED,
    }  # fmt: skip
    return [Colleague(*row) for row in database.rows(_LOOK, asked)]


def forget_old(*, at: datetime) -> int:
    """Delete what tells nobody anything any more."""
    return Look.objects.filter(at__lte=at - LOOKS_FOR).delete()[0]
