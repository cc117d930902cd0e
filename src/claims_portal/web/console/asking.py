"""Forms of the console: what is asked, what was typed, and each refusal at its field."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

from claims_portal.accounts import users
from claims_portal.accounts.administrators import LastAdministrator
from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import AccountRefusal, ChangedMeanwhile, NoSuchAccount
from claims_portal.web.fields import Field, Problem
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

# A form that was sent after the session ended comes back by GET once one has signed in.
read_or_post = require_http_methods(["GET", "HEAD", "POST"])

REFUSALS = (AccountRefusal, LastAdministrator)
CONFLICTS = (ChangedMeanwhile, LastAdministrator)
NO_DATE = date.min
"""Stands for what is no date: no rule takes it, and the rule's sentence says what is wanted."""
YEAR_DIGITS = 4
"""Who types 26 does not mean the year 26."""
_PART = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True)
class Asked:
    """A field, the component that shows it, and how wide and how filled in."""

    field: Any
    widget: str = "text"
    width: str = ""
    type: str = "text"
    autocomplete: str = "off"
    blank: str = ""


def seen_of(given: QueryDict) -> str:
    """Which version of what it changes the page showed; nothing where it showed none."""
    return given.get("seen", "")[:64]


def status_of(refusals: Iterable[Exception]) -> HTTPStatus:
    """Of the page that shows a form again."""
    found = list(refusals)
    if any(isinstance(one, CONFLICTS) for one in found):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if found else HTTPStatus.OK


def seen_next(version: str, given: QueryDict | None, status: HTTPStatus) -> str:
    """What the form shown again has seen: who was not told of a change may not write over it."""
    if given is not None and status == HTTPStatus.UNPROCESSABLE_ENTITY:
        return seen_of(given)
    return version


def account_of(request: HttpRequest, user_name: str) -> User:
    """The account of a page; Http404 also for that of another organisation."""
    try:
        return users.find(actor_of(request), user_name)
    except NoSuchAccount:
        raise Http404 from None


def date_typed(given: QueryDict, name: str) -> date | None:
    """The date of three boxes; None where they are empty, NO_DATE where they are no date."""
    parts = [given.get(f"{name}-{part}", "").strip() for part in ("day", "month", "year")]
    if not any(parts):
        return None
    if not all(_PART.fullmatch(part) for part in parts) or len(parts[-1]) != YEAR_DIGITS:
        return NO_DATE
    day, month, year = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError:
        return NO_DATE


def date_shown(given: QueryDict | None, name: str, usual: date | None) -> Any:
    """What the three boxes hold: what was typed, or the usual date."""
    if given is None:
        return usual
    return SimpleNamespace(
        **{part: given.get(f"{name}-{part}", "") for part in ("day", "month", "year")}
    )


def date_of(given: QueryDict, name: str) -> date:
    """A date that must be given."""
    return date_typed(given, name) or NO_DATE


def shown(given: QueryDict | None, name: str, usual: str = "") -> str:
    """What the box holds: exactly what was typed, or the usual text."""
    return usual if given is None else given.get(name, "")


def all_of(refusal: Exception) -> list[Exception]:
    return [refusal, *getattr(refusal, "also", ())]


def with_refusals(
    asked: Sequence[Asked], refusals: Iterable[Exception]
) -> tuple[list[Asked], list[Any]]:
    """The fields with each refusal at its own, and the problems for the top of the page."""
    told: dict[str, list[str]] = {}
    for refusal in refusals:
        told.setdefault(getattr(refusal, "field", ""), []).append(in_language(refusal))
    marked = []
    for one in asked:
        sentences = told.pop(one.field.name, [])
        marked.append(replace(one, field=replace(one.field, error=" ".join(sentences))))
    loose = [Problem(sentence) for sentences in told.values() for sentence in sentences]
    return marked, [*loose, *(one.field for one in marked if one.field.error)]


def text(name: str, label: str, value: str, *, hint: str = "", required: bool = True,
         width: str = "30", type: str = "text") -> Asked:  # fmt: skip
    return Asked(
        Field(name, label, value, hint=hint, required=required), "text", width=width, type=type
    )
