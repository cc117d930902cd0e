"""The page on which the compensator is searched and chosen."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims_portal.claims import compensators, drafts
from claims_portal.claims.documents.outline import asks
from claims_portal.organisations.models import Organisation
from claims_portal.web import resuming
from claims_portal.web.forms.controls import Choice, Field, Problem
from claims_portal.web.forms.reading import as_typed, put, value_at
from claims_portal.web.forms.sections import COMPENSATOR, FormPage
from claims_portal.web.forms.writing import (
    Writing,
    frame,
    keep,
    summary_of_page,
    way_on,
    writing_of,
)

SLUG = "compensator"
MOST_FOUND = 20
MOST_TYPED = 100


def answer(request: HttpRequest, writing: Writing, page: FormPage) -> HttpResponse:
    typed = request.POST if request.method == "POST" else resuming.take(request)
    if typed is None:
        problems = bool(request.GET.get("problems"))
        return _show(request, writing, page, must_choose=problems)
    search = as_typed(typed.get("search", ""))[:MOST_TYPED].strip()
    code = as_typed(typed.get("choice", "")).strip()
    if request.method != "POST":
        messages.warning(request, resuming.told())
        return _show(request, writing, page, search=search, chosen=code, looked=True)
    if "find" in request.POST:
        return _show(request, writing, page, search=search, chosen=code, looked=True)
    return _choose(request, writing, page, search, code)


def _choose(
    request: HttpRequest, writing: Writing, page: FormPage, search: str, code: str
) -> HttpResponse:
    current = _current(writing)
    found = _by_code(code, writing.claim.claim_type)
    if found is None and (not code or code != current):
        looked = bool(search)
        return _show(request, writing, page, search=search, must_choose=True, looked=looked)
    body = dict(writing.body)
    if found is not None:
        body = {**body, "defendant": dict(_defendant(body))}
        named = value_at(writing.body, COMPENSATOR) if code == current else {}
        put(body, COMPENSATOR, _as_answer(found, page) | named)
    posted = request.POST
    try:
        keep(writing, page, body, revision=posted.get("revision", ""), seen=posted.get("seen", ""))
    except drafts.StaleDraft as stale:
        newer = writing_of(request, writing.claim.pk)
        return _show(
            request, newer, page, search=search, chosen=code, looked=bool(search),
            status=HTTPStatus.CONFLICT, conflict=str(stale),
            theirs=summary_of_page(page, newer.body), extra=found,
        )  # fmt: skip
    return redirect(way_on(writing, page, posted.get("from", "")))


def _defendant(body: dict[str, Any]) -> dict[str, Any]:
    defendant = body.get("defendant")
    return defendant if isinstance(defendant, dict) else {}


def _by_code(code: str, claim_type: str) -> Organisation | None:
    found = compensators.search(code, claim_type, most=MOST_FOUND) if code else []
    return next((one for one in found if one.code == code), None)


def _as_answer(organisation: Organisation, page: FormPage) -> dict[str, str]:
    """What the form asks of a compensator; only RTA forms ask for its kind."""
    known = {
        "organisationName": organisation.name,
        "organisationId": organisation.code,
        "organisationPath": f"/{organisation.code}",
        "kind": organisation.compensator_kind,
    }
    form = page.document_type
    return {name: value for name, value in known.items() if asks(form, f"{COMPENSATOR}/{name}")}


def _show(
    request: HttpRequest,
    writing: Writing,
    page: FormPage,
    *,
    search: str = "",
    chosen: str = "",
    looked: bool = False,
    must_choose: bool = False,
    extra: Organisation | None = None,
    status: HTTPStatus = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    claim_type = writing.claim.claim_type
    found = compensators.search(search, claim_type, most=MOST_FOUND) if looked and search else []
    choices = _choices(writing, [*found, *([extra] if extra else [])])
    error = _("Search and choose the compensator") if must_choose else ""
    text = Field("search", "search", _("Name or organisation ID"), "text_input", search)
    text.hint = _("Part of the name is enough.")
    radios = Field("choice", "choice", _("Compensator"), "radios", chosen or _current(writing))
    radios.choices = choices
    (radios if choices else text).error = error
    where = radios.id if choices else text.id
    context = {
        **frame(writing, page, request.POST.get("from") or request.GET.get("from", "")),
        "search": text,
        "choice": radios,
        "none_found": looked and not found,
        "claims": compensators.claims_in_words(claim_type),
        "problems": [Problem(where, error)] if error else [],
        **more,
    }
    return render(request, "portal/forms/compensator.html", context, status=status)


def _current(writing: Writing) -> str:
    return str(value_at(writing.body, f"{COMPENSATOR}/organisationId") or "")


def _choices(writing: Writing, found: list[Organisation]) -> list[Choice]:
    """Those found, and before them the one that the form names already."""
    choices = {}
    current = _current(writing)
    if current:
        name = str(value_at(writing.body, f"{COMPENSATOR}/organisationName") or current)
        choices[current] = Choice(current, name, current)
    for one in found:
        kind = one.get_compensator_kind_display()
        choices[one.code] = Choice(one.code, one.name, f"{one.code}, {kind}")
    return list(choices.values())
