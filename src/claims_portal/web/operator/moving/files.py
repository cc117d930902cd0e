"""Files of accounts: uploaded, their columns named, checked, taken in or discarded."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.files.uploading import takes_files_of
from claims_portal.migration import account_files, uploads
from claims_portal.migration.account_files import COLUMNS, COMPULSORY, plain_name
from claims_portal.migration.models import AccountFile, FileState
from claims_portal.operators.roles import Right
from claims_portal.web.fields import Choice, Field
from claims_portal.web.operator import realm
from claims_portal.web.operator.forms import REFUSALS, read_or_post
from claims_portal.web.spreadsheet import spreadsheet
from claims_portal.web.wording import in_language

SHOWN = 100
MOST_LISTED = 100
COLOURS = {
    FileState.UPLOADED: "blue",
    FileState.CHECKING: "yellow",
    FileState.CHECKED: "blue",
    FileState.TAKING: "yellow",
    FileState.TAKEN: "green",
    FileState.FAILED: "red",
    FileState.DISCARDED: "grey",
}
COUNTS = {
    "added": words("Accounts added"),
    "updated": words("Accounts updated"),
    "unchanged": words("Accounts unchanged"),
    "kept": words("Kept as the portal has them"),
    "refused": words("Rows not taken"),
}
TEMPLATES = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _most_bytes(request: HttpRequest) -> int:
    """Nobody else fills the disk."""
    session = realm.session_of(request)
    is_proved = session is not None and session.proved_at is not None
    may = is_proved and realm.actor_of(request).may(Right.IMPORT_ACCOUNTS)
    return settings.ACCOUNT_FILE_MOST_BYTES if may else settings.LARGEST_ATTACHMENT


@takes_files_of(_most_bytes)
@read_or_post
def listing(request: HttpRequest) -> HttpResponse:
    """The files so far; a post uploads one."""
    problem = ""
    given = request.FILES.get("file")
    if request.method == "POST" and given is None:
        problem = _("Choose a file.")
    elif given is not None:
        try:
            uploads.must_not_be_too_large(given.size or 0)
            file = uploads.receive(
                given.chunks(), str(given.name), by=realm.actor_of(request), at=clock.now()
            )
        except REFUSALS as refused:
            problem = in_language(refused)
        else:
            return redirect("operator-file", file.pk)
    field = Field("file", _("File"), hint=_("CSV, XLSX or JSON lines"), error=problem)
    labels = (_("File"), _("Uploaded"), _("By"), _("State"), _("Rows"))
    found = AccountFile.objects.order_by("-uploaded_at", "-pk")[:MOST_LISTED]
    context = {
        "field": field,
        "problems": [field] if problem else [],
        "rows": [(one, FileState(one.state).label, COLOURS[FileState(one.state)]) for one in found],
        "columns": [{"label": label} for label in labels],
        "templates": list(TEMPLATES),
    }
    status = 422 if problem else 200
    return render(request, "portal/operator/moving/files.html", context, status=status)


@require_safe
def template(request: HttpRequest, ending: str) -> HttpResponseBase:
    """An example to fill in, in each format."""
    if ending not in TEMPLATES:
        raise Http404
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / f"accounts.{ending}"
        account_files.write_template(path)
        content = path.read_bytes()
    name = f"accounts-template.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TEMPLATES[ending], headers=headers)


@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    file, at = _find(number), clock.now()
    state = FileState(file.state)
    faults = file.faults.order_by("line", "pk")
    labels = (_("Line"), _("Column"), _("Value"), _("Rule"))
    asks_columns = state in (FileState.UPLOADED, FileState.FAILED, FileState.CHECKED)
    context = {
        "file": file,
        "label": state.label,
        "colour": COLOURS[state],
        "counts": _counts(file),
        "percent": _percent(file),
        "stopped": uploads.has_stopped(file, at=at),
        "faults": list(faults[:SHOWN]),
        "fault_count": faults.count(),
        "fault_columns": [{"label": label} for label in labels],
        "asked": _columns(file) if asks_columns else [],
        "compulsory": COMPULSORY,
    }
    return render(request, "portal/operator/moving/file.html", context)


@require_POST
def check(request: HttpRequest, number: int) -> HttpResponse:
    file = _find(number)
    headings = uploads.headings(file)
    chosen = [request.POST.get(f"column-{place}", "") for place in range(len(headings))]
    mapping = {
        heading: column
        for heading, column in zip(headings, chosen, strict=True)
        if column in COLUMNS and column != plain_name(heading)
    }
    return _done(request, file, lambda by, at: uploads.check(file.pk, mapping, by=by, at=at))


@require_POST
def take(request: HttpRequest, number: int) -> HttpResponse:
    file = _find(number)
    return _done(request, file, lambda by, at: uploads.take(file.pk, by=by, at=at))


@require_POST
def discard(request: HttpRequest, number: int) -> HttpResponse:
    file = _find(number)
    return _done(request, file, lambda by, at: uploads.discard(file.pk, by=by, at=at))


@require_safe
def faults(request: HttpRequest, number: int) -> HttpResponseBase:
    """Every value that was not taken."""
    file = _find(number)
    return spreadsheet(f"not-taken-{file.pk}.csv", _fault_lines(file))


def _fault_lines(file: AccountFile) -> Iterator[list[object]]:
    yield ["line", "column", "value", "rule"]
    for fault in file.faults.order_by("line", "pk").iterator(chunk_size=1_000):
        yield [fault.line, fault.column, fault.value, fault.rule]


def _done(request: HttpRequest, file: AccountFile, do: Any) -> HttpResponse:
    try:
        do(realm.actor_of(request), clock.now())
    except REFUSALS as refused:
        messages.error(request, in_language(refused))
    return redirect("operator-file", file.pk)


def _columns(file: AccountFile) -> list[Field]:
    """For each heading of the file which of our columns it is."""
    choices = [Choice(column, column) for column in COLUMNS]
    return [
        Field(f"column-{place}", heading[:60], _ours(heading, file), choices=choices)
        for place, heading in enumerate(uploads.headings(file))
    ]


def _ours(heading: str, file: AccountFile) -> str:
    plain = plain_name(heading)
    return str(file.mapping.get(heading, plain if plain in COLUMNS else ""))


def _counts(file: AccountFile) -> list[dict[str, object]]:
    return [
        {"key": label, "value": f"{file.result[name]:,}"}
        for name, label in COUNTS.items()
        if name in file.result
    ]


def _percent(file: AccountFile) -> int:
    return min(99, 100 * file.position // max(file.size, 1))


def _find(number: int) -> AccountFile:
    found = AccountFile.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found
