"""Combining accounts, led: who stays, what will happen, then the word to do it."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import AccountRefusal, NoSuchAccount
from claims_portal.migration import combining, previewing
from claims_portal.migration.previewing import Preview
from claims_portal.web import sessions
from claims_portal.web.console.asking import CONFLICTS, REFUSALS, read_or_post
from claims_portal.web.console.doors import manages_users
from claims_portal.web.console.moving import preview_words as said
from claims_portal.web.console.moving.lines import headings, lines_of
from claims_portal.web.console.moving.steps import combine_href
from claims_portal.web.fields import Choice, Field, Problem
from claims_portal.web.sessions import actor_of

MOST = 20
"""How many accounts one page combines at most; one person has hardly more."""


@read_or_post
@manages_users
def combine_page(request: HttpRequest) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    names = sorted(set(given.getlist("user")))
    survivor = given.get("survivor", "")
    if not 2 <= len(names) <= MOST:
        messages.error(request, _("Choose two accounts or more to combine, at most 20 at once."))
        return redirect("move")
    if previewing.is_done_already(names, survivor, by=actor_of(request)):
        return _done_already(request, survivor)
    if request.method == "POST":
        return _combine(request, names, survivor)
    preview = _preview(request, names, survivor if survivor in names else "")
    refused = previewing.why_not(preview, by=actor_of(request), at=clock.now())
    if survivor not in names or refused:
        return _choose(request, preview, [refused] if survivor and refused else [])
    return _show(request, preview)


def _preview(request: HttpRequest, names: Sequence[str], survivor: str) -> Preview:
    """With the proposed account staying where none was chosen; Http404."""
    try:
        return previewing.of(names, survivor, by=actor_of(request), at=clock.now())
    except NoSuchAccount:
        raise Http404 from None


def _choose(
    request: HttpRequest, preview: Preview, refusals: Sequence[AccountRefusal]
) -> HttpResponse:
    group = preview.group
    names = sorted(one.user_name for one in group.everybody)
    lines = lines_of(actor_of(request), names, at=clock.now())
    choices = [
        Choice(name, f"{name}, {lines[name].account.full_name}", said.why_proposed(preview, name))
        for name in names
    ]
    told = [one for one in refusals if one.field == "survivor"]
    field = Field(
        "survivor", _("Which User ID stays?"), group.survivor.user_name, choices=choices,
        error=" ".join(map(str, told)),
    )  # fmt: skip
    problems = [field if one in told else Problem(str(one)) for one in refusals]
    context = {
        "field": field,
        "problems": problems,
        "names": names,
        "rows": [(lines[name], ()) for name in names],
        "columns": headings(),
        "drops_own": request.user.get_username() in names,
        "branches_differ": preview.branches_differ,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusals else HTTPStatus.OK
    return render(request, "portal/console/moving/choose.html", context, status=status)


def _show(
    request: HttpRequest, preview: Preview, refusals: Sequence[Exception] = ()
) -> HttpResponse:
    widen, reason = said.widening_field(preview), None
    if "yes" in request.POST.getlist("widen"):
        widen = widen and replace(widen, value=["yes"])
    if preview.needs_reason:
        reason = Field("reason", _("Why is another to stay than the proposed one?"),
                       request.POST.get("reason", ""), hint=said.why_reason(preview))  # fmt: skip
    problems: list[Field | Problem] = []
    for one in refusals:
        if getattr(one, "field", "") == "reason" and reason:
            reason = replace(reason, error=str(one))
            problems.append(reason)
        else:
            problems.append(Problem(str(one)))
    survivor = preview.group.survivor.user_name
    names = sorted(one.user_name for one in preview.group.everybody)
    context = {
        "survivor": survivor,
        "dropped": ", ".join(one.user_name for one in preview.group.dropped),
        "names": names,
        "choose_href": combine_href(tuple(names)),
        "drops_own": preview.drops_own,
        "own_sentence": said.own_account(preview),
        "stays": said.what_stays(preview),
        "stays_title": _("%(user)s stays") % {"user": survivor},
        "sign_in": said.sign_in(preview),
        "goes": said.what_goes(preview),
        "clients": said.clients(preview),
        "days": settings.COMBINING_MAY_BE_UNDONE_FOR.days,
        "widen": widen,
        "reason": reason,
        "seen": preview.seen,
        "problems": problems,
    }
    return render(request, "portal/console/moving/preview.html", context, status=_status(refusals))


def _status(refusals: Sequence[Exception]) -> HTTPStatus:
    if not refusals:
        return HTTPStatus.OK
    conflict = isinstance(refusals[0], CONFLICTS)
    return HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY


def _combine(request: HttpRequest, names: Sequence[str], survivor: str) -> HttpResponse:
    actor = actor_of(request)
    preview = _preview(request, names, survivor if survivor in names else "")
    try:
        account = combining.combine(
            names,
            survivor=survivor,
            widen=request.POST.get("widen") == "yes",
            reason=request.POST.get("reason", "").strip(),
            seen=request.POST.get("seen", "")[:64],
            by=actor,
            at=clock.now(),
        )
    except NoSuchAccount:
        raise Http404 from None
    except REFUSALS as refusal:
        if previewing.is_done_already(names, survivor, by=actor):
            return _done_already(request, survivor)
        if getattr(refusal, "field", "") in ("survivor", "userIds"):
            assert isinstance(refusal, AccountRefusal)  # noqa: S101 - no other has these fields
            return _choose(request, preview, [refusal])
        return _show(request, preview, [refusal])
    return _done(request, preview, account)


def _done(request: HttpRequest, preview: Preview, account: User) -> HttpResponse:
    """Back to the list; to the sign-in where one's own account is among those that went."""
    told = said.done(preview, account)
    if any(one.pk == request.user.pk for one in preview.group.dropped):
        sessions.end(request)
        messages.success(request, f"{told} {said.what_to_use_now(preview)}")
        return redirect("sign-in")
    messages.success(request, told)
    return redirect("move")


def _done_already(request: HttpRequest, survivor: str) -> HttpResponse:
    told = _("These accounts were combined already: %(user)s is the one that stays. Nothing was "
             "done a second time.")  # fmt: skip
    messages.info(request, told % {"user": survivor})
    return redirect("move")
