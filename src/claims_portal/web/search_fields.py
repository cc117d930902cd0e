"""What is asked of the list of claims: read from a page's address, and shown as fields."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words

from claims_portal.accounts.actor import Actor
from claims_portal.claims.documents.codes import CLAIM_TYPES
from claims_portal.claims.search.orders import Order
from claims_portal.claims.search.query import LONGEST_KEY, Scope, SearchQuery
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.worklist import phase_names

_DAY_FIRST = re.compile(r"(\d{1,2})[ ./-](\d{1,2})[ ./-](\d{4})")

# fmt: off
ORDERS: dict[Order, str | Promise] = {
    Order.NEWEST: words("Newest first"),
    Order.OLDEST: words("Oldest first"),
    Order.MOST_URGENT: words("Most urgent first"),
    Order.LEAST_URGENT: words("Least urgent first"),
    Order.LAST_CHANGED: words("Changed last, first"),
    Order.FIRST_CHANGED: words("Longest unchanged first"),
    Order.LAST_BEGUN: words("Begun last, first"),
    Order.FIRST_BEGUN: words("Begun first, first"),
}
TEXTS: dict[str, tuple[str | Promise, str | Promise]] = {
    "applicationId": (words("Application ID"), words("With or without the zeros")),
    "surname": (words("Claimant’s surname"), words("How it begins; *son: what is in it")),
    "reference": (words("Reference"), words("Yours or theirs, in full")),
    "registration": (words("Vehicle registration"), words("The claimant’s or the defendant’s")),
    "niNumber": (words("National Insurance number"), words("In full")),
    "branch": (words("Branch or organisation"), words("By its path, like /COMP001")),
    "allocatedTo": (words("Allocated to"), words("A User ID, or me, or nobody")),
}
DAYS: dict[str, str | Promise] = {
    "dateOfBirth": words("Date of birth"),
    "startedFrom": words("Begun from"),
    "startedTo": words("Begun until"),
    "sentFrom": words("Sent from"),
    "sentTo": words("Sent until"),
    "updatedFrom": words("Last changed from"),
    "updatedTo": words("Last changed until"),
}
FIRST = ("applicationId", "surname", "reference", "phase", "scope")
"""The fields that are always in sight; the others open."""
# fmt: on


@dataclass(frozen=True)
class Asked:
    """What was typed, by the API's names; the search that it asks, unless a field is at fault."""

    typed: Mapping[str, str]
    query: SearchQuery | None
    faults: Mapping[str, str]

    @property
    def restricts(self) -> bool:
        return any(value for name, value in self.typed.items() if name not in ("sort", "scope"))


def asked_of(given: QueryDict) -> Asked:
    names = ("scope", "phase", "claimType", "sort", "updatedSince", *TEXTS, *DAYS)
    said = {name: typed(given.get(name))[:LONGEST_KEY] for name in names}
    said["scope"] = Scope.WORKLIST if said["scope"] == Scope.WORKLIST else Scope.ALL
    if said["sort"] not in set(Order):
        said["sort"] = ""
    said["updatedSince"] = _instant(said["updatedSince"])
    meant, faults = dict(said), {}
    for name in DAYS:
        try:
            meant[name] = day_typed(said[name])
        except ValueError:
            faults[name] = _("%(field)s must be a date like 31 3 2026") % {"field": DAYS[name]}
    query = {name: value for name, value in meant.items() if value}
    return Asked(said, None if faults else msgspec.convert(query, SearchQuery), faults)


def _instant(text: str) -> str:
    """Not typed by people, but a filter that a program saved may have it; else nothing."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return instant.isoformat() if instant.tzinfo is not None else ""


def day_typed(text: str) -> str:
    """The day of 31 3 2026 (or with slashes, dots or dashes) or 2026-03-31, as the API writes it.

    Raises ValueError for what is no day; nothing typed is nothing.
    """
    found = _DAY_FIRST.fullmatch(text)
    if found:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    return date.fromisoformat(text).isoformat() if text else ""


def fields_of(asked: Asked, actor: Actor) -> dict[str, Field]:
    said = asked.typed
    fields = {
        name: Field(name, str(label), said[name], hint=str(hint))
        for name, (label, hint) in TEXTS.items()
    }
    if actor.is_compensator:
        hint = _("Like 002, or by its path, like /CR00101")
        fields["branch"] = replace(fields["branch"], hint=hint)
    for name, label in DAYS.items():
        fields[name] = Field(name, str(label), said[name], error=asked.faults.get(name, ""))
    kinds = [(word, code.label) for word, code in CLAIM_TYPES.items()]
    chosen: dict[str, tuple[str, Sequence[tuple[str, str]]]] = {
        "phase": (_("Phase"), list(phase_names().items())),
        "claimType": (_("Kind of claim"), kinds),
        "scope": (
            _("Which claims"),
            [(Scope.ALL, _("All claims")), (Scope.WORKLIST, _("The worklist"))],
        ),
        "sort": (_("Sorted"), [(order, str(name)) for order, name in ORDERS.items()]),
    }
    for name, (label, options) in chosen.items():
        fields[name] = _select(name, label, said[name], options)
    return fields


def _select(name: str, label: str, value: str, options: Sequence[tuple[str, str]]) -> Field:
    return Field(name, label, value, choices=[Choice(code, str(words)) for code, words in options])


def is_open(asked: Asked) -> bool:
    """Whether one of the fields that open holds something, or is at fault."""
    return any(value for name, value in asked.typed.items() if name not in FIRST)


def address_of(asked: Asked, **changed: str | None) -> str:
    """The part of an address after its question mark that asks for this."""
    given = {**asked.typed, **changed}
    if given.get("scope") == Scope.ALL:
        del given["scope"]
    query = urlencode({name: value for name, value in given.items() if value})
    return f"?{query}" if query else ""
