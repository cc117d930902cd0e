"""The audit of the organisation: read, checked, and copied as CSV or JSON lines."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.http.response import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import audit_reading
from claims_portal.accounts.audit_reading import Wanted
from claims_portal.claims.process.calendar import LONDON
from claims_portal.records.models import AuditEntry
from claims_portal.web.console import audit_words
from claims_portal.web.console.asking import read_or_post
from claims_portal.web.console.doors import manages_users
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.sessions import actor_of
from claims_portal.web.spreadsheet import spreadsheet

LONGEST = 50
ASKED = ("account", "kind", "from", "to")
_ENCODER = msgspec.json.Encoder()


@require_safe
@manages_users
def audit_page(request: HttpRequest) -> HttpResponse:
    given, actor = _given(request.GET), actor_of(request)
    below = _number(request.GET.get("below", ""))
    page = audit_reading.page(actor, _wanted(given), below=below)
    checked = request.GET.get("check") == "yes"
    labels = (_("When"), _("What"), _("About"), _("By"), _("Changes"))
    fields = _fields(given)
    context = {
        "fields": fields,
        "problems": [field for field in fields.values() if field.error],
        "rows": [audit_words.told(entry) for entry in page.entries],
        "columns": [{"label": label} for label in labels],
        "given": given.items(),
        "narrowed": any(given.values()),
        "next_href": _href(given, page.older) if page.older else "",
        "first_href": _href(given, None) if below is not None else "",
        "checked": checked,
        "broken": audit_reading.broken_links(actor) if checked else [],
    }
    return render(request, "portal/console/audit.html", context)


@read_or_post
@manages_users
def export_audit(request: HttpRequest) -> HttpResponseBase:
    """A copy of all that the filters find; by POST, since taking one is an entry itself."""
    form = request.POST.get("form", "")
    if request.method != "POST" or form not in ("csv", "jsonl"):
        return redirect("audit")
    wanted = _wanted(_given(request.POST))
    actor, at = actor_of(request), clock.now()
    entries = audit_reading.export(actor, wanted, form=form, at=at)
    name = f"audit-{clock.today():%Y-%m-%d}.{form}"
    if form == "csv":
        return spreadsheet(name, _lines(entries))
    return StreamingHttpResponse(
        (_ENCODER.encode(_as_json(entry)) + b"\n" for entry in entries),
        content_type="application/x-ndjson",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _given(query: QueryDict) -> dict[str, str]:
    return {name: typed(query.get(name))[:LONGEST] for name in ASKED}


def _wanted(given: dict[str, str]) -> Wanted:
    since, last = _day(given["from"]), _day(given["to"])
    kind = audit_words.KINDS.get(given["kind"])
    return Wanted(
        account=given["account"],
        tags=kind[1] if kind else (),
        since=_midnight(since) if since else None,
        until=_midnight(last + timedelta(days=1)) if last and last < date.max else None,
    )


def _fields(given: dict[str, str]) -> dict[str, Field]:
    kinds = [Choice(name, str(label)) for name, (label, _tags) in audit_words.KINDS.items()]
    wrong = _("Write a date like 2026-11-23.")
    start, end = (
        wrong if given[name] and _day(given[name]) is None else "" for name in ("from", "to")
    )
    hint = _("User ID; also a client ID or branch ID")
    return {
        "account": Field("account", _("Account"), given["account"], hint=hint),
        "kind": Field("kind", _("Kind"), given["kind"], choices=kinds),
        "start": Field("from", _("From"), given["from"], error=start),
        "end": Field("to", _("To"), given["to"], error=end),
    }


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _number(written: str) -> int | None:
    is_number = written.isascii() and written.isdecimal() and len(written) <= LONGEST
    return int(written) if is_number else None


def _href(given: dict[str, str], below: int | None) -> str:
    asked = {**given, "below": str(below or "")}
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("audit") + (f"?{query}" if query else "")


def _lines(entries: Iterator[AuditEntry]) -> Iterator[list[object]]:
    yield [
        _("Number"), _("At"), _("What"), _("Tag"), _("About"), _("By"), _("Really by"),
        _("API client"), _("Operator’s staff"), _("From address"), _("Changes"), _("Reason"),
        _("Hash"),
    ]  # fmt: skip
    for entry in entries:
        told = audit_words.told(entry)
        changes = "; ".join(
            f"{one.label}: {one.before} → {one.after}"
            if one.before
            else f"{one.label}: {one.after}"
            for one in told.changes
        )
        yield [
            entry.number, entry.at.isoformat(), told.title, entry.tag, entry.subject,
            entry.by_user, entry.by_real_user, entry.by_client, entry.by_staff, entry.from_address,
            changes, entry.reason, entry.hash,
        ]  # fmt: skip


def _as_json(entry: AuditEntry) -> dict[str, object]:
    """All that the hash is over, so that a copy can be checked by itself."""
    return {
        "organisationId": entry.organisation_code,
        "number": entry.number,
        "at": entry.at,
        "tag": entry.tag,
        "subject": entry.subject,
        "userId": entry.by_user,
        "realUserId": entry.by_real_user,
        "clientId": entry.by_client,
        "staffId": entry.by_staff,
        "fromAddress": entry.from_address,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "previousHash": entry.previous_hash,
        "hash": entry.hash,
    }
