"""The cut-over: planned, rehearsed, begun and finished with four eyes, or aborted."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.claims.process.calendar import LONDON
from claims_portal.migration.cut_over import approvals, beginning, finishing, jobs, journal
from claims_portal.migration.cut_over.jobs import PlanRefused, Wish
from claims_portal.migration.models import (
    CutOver,
    CutOverJob,
    CutOverJobState,
    CutOverState,
    CutOverStep,
)
from claims_portal.operators.models import Approval, ApprovalState
from claims_portal.web.console.asking import Asked, with_refusals
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import REFUSALS, read_or_post
from claims_portal.web.wording import in_language, instant_in_words
from claims_portal.web.worklist import phase_names

SHOWN = 10
MOST_SHOWN_DIFFERENCES = 100
KINDS = {
    jobs.REHEARSE: words("Rehearsal"),
    jobs.BEGIN: words("Beginning"),
    jobs.FINISH: words("Finishing"),
    jobs.ABORT: words("Abort"),
}
STEPS = {
    beginning.SNAPSHOT: words("What the portal holds is counted and kept"),
    "accounts": words("Last file of accounts"),
    beginning.CLAIMS: words("Last claims"),
    beginning.COMPARISON: words("Both sides are compared"),
}
COLOURS = {
    CutOverJobState.WAITING: "yellow",
    CutOverJobState.RUNNING: "yellow",
    CutOverJobState.DONE: "green",
    CutOverJobState.FAILED: "red",
    CutOverJobState.WITHDRAWN: "grey",
}
COUNTED = {
    "accounts": {
        "organisations": words("Organisations"),
        "users": words("Accounts"),
        "profiles": words("Profiles of accounts"),
        "sha256": words("Checksum of the accounts (SHA-256)"),
    },
    "claims": {
        "files": words("Files of claims"),
        "bytes": words("Bytes of these files"),
        "sha256": words("Checksum of these files (SHA-256)"),
        "claims": words("Whole claims"),
        "deadlines": words("Open time limits"),
    },
}
"""What both sides have, in the order in which it is shown."""
AT_WORK = (CutOverJobState.WAITING, CutOverJobState.RUNNING)
VERDICTS = {"go": "green", "warning": "yellow", "no-go": "red"}


@read_or_post
def page(request: HttpRequest) -> HttpResponse:
    """Where it stands. A post rehearses the plan, or asks for it."""
    refusals: list[Exception] = []
    if request.method == "POST":
        try:
            return _plan(request)
        except REFUSALS as refused:
            refusals.append(refused)
    of = CutOver.objects.filter(pk=1).first()
    state = CutOverState(of.state) if of else CutOverState.BEFORE
    newest = CutOverJob.objects.order_by("-pk").first()
    context: dict[str, Any] = {
        "state": state,
        "of": of,
        "jobs": [_told(one) for one in CutOverJob.objects.order_by("-pk")[:SHOWN]],
        "at_work": newest is not None and newest.state in AT_WORK,
        "asked": Approval.objects.filter(
            kind__in=(approvals.BEGIN, approvals.FINISH), state=ApprovalState.WAITING,
            expires_at__gt=clock.now(),
        ).first(),
    }  # fmt: skip
    if state is CutOverState.BEFORE:
        marked, context["problems"] = with_refusals(_asked(request), refusals)
        context["fields"] = marked
        context["nothing_to_choose"] = not jobs.files_to_choose()
    else:
        context["problems"] = [forms.Problem(str(one)) for one in refusals]
        context |= _progress(of)
    status = 422 if refusals else 200
    return render(request, "portal/operator/moving/cut_over.html", context, status=status)


@require_POST
def go_on(request: HttpRequest) -> HttpResponse:
    return _done(
        request, lambda: jobs.go_on(by=realm.actor_of(request), at=clock.now()), _("It goes on.")
    )


@require_POST
def abort(request: HttpRequest) -> HttpResponse:
    reason = typed(request.POST.get("reason"))
    return _done(
        request,
        lambda: jobs.abort(reason=reason, by=realm.actor_of(request), at=clock.now()),
        _("Everything is being put back."),
    )


@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    reason = typed(request.POST.get("reason"))
    return _done(
        request,
        lambda: approvals.ask_to_finish(
            reason=reason, by=realm.actor_of(request), at=clock.now()
        ),
        _("Asked for. Somebody else must confirm it."),
    )  # fmt: skip


@require_safe
def report(request: HttpRequest) -> HttpResponseBase:
    """The signed report, as the command writes it."""
    done = CutOverStep.objects.filter(name=finishing.FINISH).first()
    if done is None:
        raise Http404
    content = json.dumps(done.result, indent=2, ensure_ascii=False) + "\n"
    headers = {"Content-Disposition": 'attachment; filename="cutover-report.json"'}
    return HttpResponse(content, content_type="application/json", headers=headers)


def _plan(request: HttpRequest) -> HttpResponse:
    actor, at, wish = realm.actor_of(request), clock.now(), _wish_of(request.POST)
    if request.POST.get("do") == "ask":
        reason = typed(request.POST.get("reason"))
        made = approvals.ask_to_begin(wish, reason=reason, by=actor, at=at)
        messages.success(request, _("Asked for. Somebody else must confirm it."))
        return redirect("operator-approval", made.pk)
    jobs.rehearse(wish, by=actor, at=at)
    messages.success(request, _("The rehearsal begins."))
    return redirect("operator-cut-over")


def _done(request: HttpRequest, do: Any, told: str) -> HttpResponse:
    try:
        do()
    except REFUSALS as refused:
        messages.error(request, in_language(refused))
    else:
        messages.success(request, told)
    return redirect("operator-cut-over")


def _wish_of(given: QueryDict) -> Wish:
    files = tuple(int(one) for one in given.getlist("files") if one.isascii() and one.isdecimal())
    return Wish(
        _moment(given, "closesAt"), _moment(given, "opensAt"), files, typed(given.get("claims"))
    )


def _moment(given: QueryDict, name: str) -> datetime:
    try:
        found = datetime.fromisoformat(typed(given.get(name)))
    except ValueError:
        raise PlanRefused(_("Write a day and a time, like 2027-05-28T19:00."), name) from None
    return found if found.tzinfo else found.replace(tzinfo=LONDON)


def _asked(request: HttpRequest) -> list[Asked]:
    """The plan as it was typed, or as it was rehearsed last."""
    given = request.POST if request.method == "POST" else None
    last = CutOverJob.objects.filter(kind=jobs.REHEARSE).order_by("-pk").first()
    usual: dict[str, Any] = last.arguments if last else {}
    labels = {"closesAt": _("The intake closes"), "opensAt": _("The portal opens")}
    files = given.getlist("files") if given is not None else usual.get("files", [])
    return [
        *(
            _moment_asked(name, label, _typed_or(given, name, _local(usual.get(name))))
            for name, label in labels.items()
        ),
        *_files_asked(list(map(str, files))),
        _claims_asked(_typed_or(given, "claims", usual.get("claims", ""))),
        forms.reason(
            _("Reason"), _typed_or(given, "reason", ""),
            hint=_("To ask for it: who confirms reads it, and it stands in the audit."),
        ),
    ]  # fmt: skip


def _moment_asked(name: str, label: str, value: str) -> Asked:
    hint = _("London time")
    return forms.text(name, label, value, type="datetime-local", width="20", hint=hint)


def _files_asked(chosen: list[str]) -> list[Asked]:
    """Nothing where there is no file to choose."""
    hint = _(
        "Those that were checked and not taken. They are taken in the order in which they were "
        "uploaded, and call their columns alike."
    )
    choices = [
        Choice(str(one.pk), one.file_name, hint=instant_in_words(one.uploaded_at))
        for one in reversed(jobs.files_to_choose())
    ]
    field = Field("files", _("Last files of accounts"), chosen, hint=hint, choices=choices)
    return [Asked(field, "checkboxes")] if choices else []


def _claims_asked(chosen: str) -> Asked:
    choices = [Choice(name, name) for name in jobs.directories_to_choose()]
    return Asked(
        Field("claims", _("Last claims"), chosen, choices=choices), "select", blank=_("None")
    )


def _typed_or(given: QueryDict | None, name: str, usual: str) -> str:
    return usual if given is None else typed(given.get(name))


def _local(written: str | None) -> str:
    if not written:
        return ""
    return f"{timezone.localtime(datetime.fromisoformat(written)):%Y-%m-%dT%H:%M}"


def _told(job: CutOverJob) -> dict[str, Any]:
    state = CutOverJobState(job.state)
    lines = job.result.get("lines", [])
    return {
        "job": job,
        "kind": KINDS[job.kind],
        "label": state.label,
        "colour": COLOURS[state],
        "lines": job.lines.order_by("pk"),
        "verdicts": [{**one, "colour": VERDICTS[one["verdict"]]} for one in lines],
        "files": job.result.get("files", []),
        "problems": job.result.get("problems", []),
        "go": job.result.get("go"),
    }


def _progress(of: CutOver | None) -> dict[str, Any]:
    """The steps with what came of them, and both sides next to each other."""
    done = {step.name: step for step in CutOverStep.objects.all()}
    names = [name for name in done if name != finishing.FINISH]
    names += [name for name in (beginning.steps_left(of) if of else []) if name not in names]
    comparison = journal.results().get(beginning.COMPARISON)
    return {
        "steps": [_step(name, done.get(name)) for name in names],
        "side_columns": [{"label": label} for label in (_("What"), _("Files"), _("Portal"))],
        "comparison": _sides(comparison) if comparison else [],
        "differences": _differences(comparison) if comparison else [],
        "comparison_problems": beginning.problems_of(comparison) if comparison else [],
        "all_done": comparison is not None,
        "open_groups": _open_groups(),
    }


def _step(name: str, step: CutOverStep | None) -> dict[str, str]:
    first, _blank, number = name.partition(" ")
    title = str(STEPS[first]) + (f" {number}" if number else "")
    if step is None:
        return {"title": title, "status": _("To do"), "colour": "grey"}
    if step.ended_at is None:
        return {"title": title, "status": _("At work"), "colour": "yellow"}
    return {"title": title, "status": _("Done"), "colour": "green"}


def _sides(comparison: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """What both sides have of everything that is counted."""
    counted = [
        (str(title), comparison[side]["file"][name], comparison[side]["portal"][name])
        for side, titles in COUNTED.items()
        for name, title in titles.items()
    ]
    file, portal = (comparison["claims"][side]["claims_by_phase"] for side in ("file", "portal"))
    names = phase_names()
    return counted + [
        (_("Claims: %(phase)s") % {"phase": names.get(phase, phase)}, file.get(phase, 0),
         portal.get(phase, 0))
        for phase in sorted({*file, *portal}, key=lambda one: names.get(one, one))
    ]  # fmt: skip


def _differences(comparison: dict[str, Any]) -> Sequence[tuple[str, str, str]]:
    accounts = [
        (str(one.get("userId") or f"{one.get('file')} line {one['line']}"),
         ", ".join(one["columns"]) or "missing", one["because"])
        for one in comparison["accounts"]["differences"]
    ]  # fmt: skip
    claims = [
        (one["file"], one["what"], one["because"]) for one in comparison["claims"]["differences"]
    ]
    return [*accounts, *claims][:MOST_SHOWN_DIFFERENCES]


def _open_groups() -> list[dict[str, Any]]:
    done = CutOverStep.objects.filter(name=finishing.FINISH).first()
    groups: list[dict[str, Any]] = done.result["report"]["openGroups"] if done else []
    return groups
