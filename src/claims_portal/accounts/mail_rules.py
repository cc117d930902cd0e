"""What the operator added to the lists of mail hosts and mailboxes, kept for a while in memory."""

import time

from claims_portal.organisations.models import MailRule

KEPT_FOR_SECONDS = 15.0
Lists = dict[str, frozenset[str]]
_kept: tuple[float, Lists] | None = None


def of(kind: MailRule.Kind) -> frozenset[str]:
    return _lists().get(kind.value, frozenset())


def forget() -> None:
    """Ask the database again at the next address."""
    global _kept
    _kept = None


def _lists() -> Lists:
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_FOR_SECONDS:
        found: dict[str, set[str]] = {}
        for kind, value in MailRule.objects.values_list("kind", "value"):
            found.setdefault(kind, set()).add(value)
        _kept = (time.monotonic(), {kind: frozenset(one) for kind, one in found.items()})
    return _kept[1]
