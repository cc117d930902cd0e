"""The days on which codes are in use, as the operator set them, kept for a while in memory.

Whoever sends a form may give the codes of its own day. In a claim that was sent earlier also
those of that day: its parties go on with the codes that they began with (inferred; the record
says nothing of codes that go out of use).
"""

from collections.abc import Mapping
from datetime import date

from claims_portal.claims.documents.codes import LISTS, Code
from claims_portal.claims.documents.codes_in_use import InUse, OutOfUse
from claims_portal.claims.models import Claim, CodeDates
from claims_portal.claims.process.calendar import london_date
from claims_portal.keeping import Kept
from claims_portal.sentences import Sentence

Dates = Mapping[tuple[str, str], InUse]
"""By list and code."""
kept: Kept[Dates] = Kept(seconds=15.0)


def dates() -> Dates:
    """Those in force; a change counts in every process within 15 seconds."""
    return kept.get(newest)


def newest() -> Dates:
    """The table as it is at this moment."""
    rows = CodeDates.objects.values_list("list", "code", "first_day", "last_day")
    return {(name, code): InUse(first, last) for name, code, first, last in rows}


def out_of_use(today: date, claim: Claim | None = None) -> OutOfUse:
    """What may not be given today, in a form of this claim or of a new one."""
    found: dict[type[Code], dict[str, Sentence]] = {}
    for (name, code), term in dates().items():
        sent_at = claim.sent_at if claim else None
        if term.on(today) or (sent_at and term.on(london_date(sent_at))) or name not in LISTS:
            continue
        found.setdefault(LISTS[name], {})[code] = term.when(today)
    return found
