"""What the operator added to the lists of mail hosts and mailboxes, kept for a while in memory."""

from claims_portal.keeping import Kept
from claims_portal.organisations.models import MailRule

Lists = dict[str, frozenset[str]]
kept: Kept[Lists] = Kept(seconds=15.0)


def of(kind: MailRule.Kind) -> frozenset[str]:
    return kept.get(_lists).get(kind.value, frozenset())


def _lists() -> Lists:
    found: dict[str, set[str]] = {}
    for kind, value in MailRule.objects.values_list("kind", "value"):
        found.setdefault(kind, set()).add(value)
    return {kind: frozenset(one) for kind, one in found.items()}
