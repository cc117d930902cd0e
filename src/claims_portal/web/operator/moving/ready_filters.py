"""What is asked of the list of organisations, in the address of the page and as fields."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words

from claims_portal.migration.cases import CASES, Weight
from claims_portal.migration.readiness_kept import Column, Show, Wanted
from claims_portal.organisations.models import OrganisationKind
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.wording import in_language

LONGEST_SEARCH = 100
SHOWN = {
    Show.ALL: words("All"),
    Show.NOT_READY: words("Not ready"),
    Show.READY: words("Ready"),
    Show.NO_ADMINISTRATOR: words("Without a usable administrator"),
}
_Kind = TypeVar("_Kind", bound=StrEnum)


@dataclass(frozen=True)
class Heading:
    label: str
    href: str = ""
    sorted: str = ""


def wanted_of(given: QueryDict) -> Wanted:
    """What nobody can ask for is not asked for."""
    sort = typed(given.get("sort"))
    case = typed(given.get("case"))
    return Wanted(
        show=_one_of(Show, given.get("show")) or Show.ALL,
        case=int(case) if case in {str(number) for number in CASES} else None,
        kind=kind if (kind := typed(given.get("kind"))) in OrganisationKind.values else "",
        text=typed(given.get("search"))[:LONGEST_SEARCH],
        sort=_one_of(Column, sort.removeprefix("-")) or Column.SCORE,
        descending=sort.startswith("-"),
    )


def query_of(wanted: Wanted, *, page: int = 1) -> str:
    """The part of an address after its question mark that asks for this, without what is usual."""
    sort = ("-" if wanted.descending else "") + wanted.sort
    given = {
        "show": "" if wanted.show is Show.ALL else wanted.show.value,
        "case": "" if wanted.case is None else str(wanted.case),
        "kind": wanted.kind,
        "search": wanted.text,
        "sort": "" if sort == Column.SCORE else sort,
        "page": "" if page == 1 else str(page),
    }
    return urlencode({name: value for name, value in given.items() if value})


def fields_of(wanted: Wanted) -> dict[str, Field]:
    cases = [
        Choice(
            str(row.number),
            f"{row.number}. {in_language(row.situation)}" if row.number else row.situation,
        )
        for row in CASES.values()
        if row.weight in (Weight.BLOCKS, Weight.WARNS)
    ]
    return {
        "search": Field("search", _("Search"), wanted.text, hint=_("Organisation ID or name")),
        "show": Field(
            "show", _("Show"), wanted.show.value,
            choices=[Choice(show.value, str(label)) for show, label in SHOWN.items()],
        ),
        "case": Field(
            "case", _("Finding"), "" if wanted.case is None else str(wanted.case), choices=cases
        ),
        "kind": Field(
            "kind", _("Kind"), wanted.kind,
            choices=[Choice(kind.value, str(kind.label)) for kind in OrganisationKind],
        ),
    }  # fmt: skip


def headings_of(wanted: Wanted) -> list[Heading]:
    return [
        Heading(_("Choose")),
        _sorting(_("Organisation ID"), Column.CODE, wanted),
        _sorting(_("Name"), Column.NAME, wanted),
        _sorting(_("Ready"), Column.SCORE, wanted),
        _sorting(_("People"), Column.ACCOUNTS, wanted),
        Heading(_("Administrators")),
        _sorting(_("To be done"), Column.BLOCKING, wanted),
        Heading(_("Last letter")),
    ]


def _sorting(label: str, column: Column, wanted: Wanted) -> Heading:
    current = wanted.sort is column
    query = query_of(replace(wanted, sort=column, descending=current and not wanted.descending))
    if not current:
        return Heading(label, f"?{query}")
    return Heading(label, f"?{query}", "descending" if wanted.descending else "ascending")


def _one_of(kind: type[_Kind], name: str | None) -> _Kind | None:
    return next((one for one in kind if one.value == name), None)
