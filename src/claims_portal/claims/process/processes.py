"""All processes, by the version that a claim keeps."""

from datetime import date

from claims_portal.claims.process.elpl import EL, ELD, PL
from claims_portal.claims.process.rta import RTA, RTA_UNTIL_2013
from claims_portal.claims.process.tables import Process

PROCESSES: dict[str, Process] = {
    process.version: process for process in (RTA, EL, ELD, PL, RTA_UNTIL_2013)
}
CURRENT: dict[str, Process] = {
    process.claim_type: process
    for process in sorted(PROCESSES.values(), key=lambda process: process.since)
}
"""The version under which a new claim of each type is made."""


def in_force(claim_type: str, made_on: date) -> Process:
    """The version under which a claim of this type was made on that day.

    The first one for whatever came before it.
    """
    versions = [one for one in PROCESSES.values() if one.claim_type == claim_type]
    versions.sort(key=lambda one: one.since)
    earlier = [one for one in versions if one.since <= made_on]
    return earlier[-1] if earlier else versions[0]
