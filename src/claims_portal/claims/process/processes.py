"""All processes, by the version that a claim keeps."""

from claims_portal.claims.process.rta import RTA
from claims_portal.claims.process.tables import Process

PROCESSES: dict[str, Process] = {process.version: process for process in (RTA,)}
CURRENT: dict[str, Process] = {"rta": RTA}
"""The version under which a new claim of each type is made."""
