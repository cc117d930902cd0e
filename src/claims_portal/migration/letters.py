"""Letters to the administrators of organisations that are not ready, with their findings.

Nothing personal goes into a mail beyond User IDs: names and addresses are on the page to
which it leads. What was sent is kept as it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from procrastinate.contrib.django import app

from claims_portal.accounts import administrators
from claims_portal.migration import readiness, rule_mode
from claims_portal.migration.cases import Finding, Weight
from claims_portal.migration.models import (
    CutOver,
    CutOverState,
    Letter,
    LetterRun,
    OrganisationReadiness,
    ReminderRule,
)
from claims_portal.migration.readiness import Readiness
from claims_portal.notices import mail
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.noting import note
from claims_portal.operators.refusals import OperatorRefusal
from claims_portal.operators.roles import Right
from claims_portal.organisations.models import Organisation

WORK = "claims_portal.migration.tasks.send_letters"
SUBJECT = "The move of the Claims Portal: what is to be put right"
REMINDER = "Reminder: the move of the Claims Portal"
MOST_NAMED = 30
"""User IDs of one situation that a letter names; the page has the others."""
INTERVALS = (0, 7, 14, 28)
"""Days between reminders that can be chosen; 0 is never."""


class NobodyChosen(OperatorRefusal):
    code = "nobody-chosen"
    field = "organisation"

    def __init__(self) -> None:
        super().__init__("Choose at least one organisation that is not ready.")


class IntervalRefused(OperatorRefusal):
    code = "interval-refused"
    field = "everyDays"

    def __init__(self) -> None:
        super().__init__("Choose one of the intervals.")


@dataclass(frozen=True)
class Draft:
    """A letter as it would go out now. `recipients` are named as the record names them."""

    organisation: Organisation
    recipients: Sequence[str]
    addresses: Sequence[str]
    subject: str
    text: str
    score: int


def draft(organisation: Organisation, *, at: datetime, is_reminder: bool = False) -> Draft | None:
    """None where the organisation is ready, or has no account."""
    after = rule_mode.is_after_cut_over()
    found = readiness.of(organisation.pk, at=at, after_cut_over=after)
    if found is None or found.is_ready:
        return None
    people = sorted(
        administrators.usable(organisation.pk, at=at), key=lambda account: account.user_name
    )
    recipients = [one.user_name for one in people if one.email] or [organisation.code]
    addresses = [one.email for one in people if one.email]
    if not addresses and organisation.email:
        addresses = [organisation.email]
    return Draft(
        organisation, recipients, addresses, REMINDER if is_reminder else SUBJECT,
        "\n".join(_lines(found)), found.score,
    )  # fmt: skip


@transaction.atomic
def order(codes: Sequence[str], *, form: UUID | None, by: StaffActor, at: datetime) -> LetterRun:
    """Write to these organisations, in the worker; the same form twice is one order."""
    by.must(Right.WRITE_LETTERS)
    known = Organisation.objects.filter(code__in=codes).values_list("code", flat=True)
    if not known:
        raise NobodyChosen
    try:
        with transaction.atomic():
            run = LetterRun.objects.create(
                asked_by=by.staff_id, asked_at=at, form=form, organisation_codes=sorted(known)
            )
    except IntegrityError:
        return LetterRun.objects.get(form=form)
    note("operator:letters:ordered", str(run.pk), by=by.author, at=at,
         after={"organisations": len(run.organisation_codes)})  # fmt: skip
    app.configure_task(WORK).defer(run=run.pk)
    return run


def not_ready() -> list[str]:
    """The organisation IDs of all that were not ready when it was computed last."""
    found = OrganisationReadiness.objects.filter(score__lt=100)
    return list(found.order_by("organisation_code").values_list("organisation_code", flat=True))


def work(pk: int, *, at: datetime) -> None:
    """Send what is not sent yet of an order: killed in the middle, it goes on there."""
    run = LetterRun.objects.get(pk=pk)
    if run.ended_at is not None:
        return
    done = set(run.letters.values_list("organisation_code", flat=True))
    for code in run.organisation_codes:
        if code not in done:
            _send(run, code, at)
    sent = run.letters.count()
    LetterRun.objects.filter(pk=pk, ended_at=None).update(
        sent=sent, skipped=len(run.organisation_codes) - sent, ended_at=at
    )


@transaction.atomic
def remind_every(days: int, *, by: StaffActor, at: datetime) -> None:
    by.must(Right.WRITE_LETTERS)
    if days not in INTERVALS:
        raise IntervalRefused
    before = reminder_interval()
    ReminderRule.objects.update_or_create(
        pk=1, defaults={"every_days": days, "set_by": by.staff_id, "set_at": at}
    )
    note("operator:letters:interval-set", "letters", by=by.author, at=at,
         before={"everyDays": before}, after={"everyDays": days})  # fmt: skip


def reminder_interval() -> int:
    rule = ReminderRule.objects.filter(pk=1).first()
    return rule.every_days if rule else 0


@transaction.atomic
def remind(*, at: datetime) -> LetterRun | None:
    """Order reminders for who was written to long enough ago and is not ready; daily."""
    days = reminder_interval()
    if not days or CutOver.objects.filter(state=CutOverState.AFTER).exists():
        return None
    # Half a day less: a nightly job is not to be late by the minutes that the last one took.
    latest = at - timedelta(days=days) + timedelta(hours=12)
    due = {code for code, last in last_written().items() if last <= latest}
    codes = [code for code in not_ready() if code in due]
    if not codes:
        return None
    run = LetterRun.objects.create(asked_at=at, organisation_codes=codes, is_reminder=True)
    app.configure_task(WORK).defer(run=run.pk)
    return run


def last_written() -> dict[str, datetime]:
    """When each organisation that was written to had its newest letter, by its ID."""
    newest = Letter.objects.values_list("organisation_code").annotate(last=Max("sent_at"))
    return dict(newest.values_list("organisation_code", "last"))


@transaction.atomic
def _send(run: LetterRun, code: str, at: datetime) -> None:
    organisation = Organisation.objects.filter(code=code, enabled=True).first()
    letter = draft(organisation, at=at, is_reminder=run.is_reminder) if organisation else None
    if letter is None or not letter.addresses:
        return
    Letter.objects.create(
        run=run, organisation_code=code, sent_at=at, recipients=letter.recipients,
        subject=letter.subject, text=letter.text, score=letter.score,
    )  # fmt: skip
    mail.post(letter.subject, letter.text, to=letter.addresses)


def _lines(found: Readiness) -> Iterator[str]:
    yield f"To the administrators of {found.name} ({found.organisation_id})"
    yield ""
    yield (
        "The Claims Portal moves to a new platform. As your organisation’s accounts are now, "
        + (
            f"{found.score} % of your people would keep their way in."
            if found.administrators
            else "nobody could administer the organisation after the move: no administrator can "
            "sign in. Ask the operator of the portal to let one in again."
        )
    )
    if not found.to_do:
        return
    yield ""
    yield "What is to be put right:"
    by_case = groupby(sorted(found.to_do, key=_order), key=lambda one: one.case)
    for number, (_case, together) in enumerate(by_case, start=1):
        yield ""
        yield from _situation(number, list(together))
    yield ""
    yield "Every finding, with what to do about it and a button that does it:"
    yield f"{settings.BASE_URL}/administration/move"
    yield ""
    yield "Work from the top of that page; so nobody is locked out."


def _situation(number: int, findings: Sequence[Finding]) -> Iterator[str]:
    row = findings[0].row
    groups = [" + ".join(one.user_ids) for one in findings if one.user_ids]
    must = "Must be done" if row.weight is Weight.BLOCKS else "Should be done"
    yield f"{number}. {row.situation} ({must})"
    yield f"   {row.what_to_do}"
    if groups:
        left = len(groups) - MOST_NAMED
        more = f"; and {left} more" if left > 0 else ""
        yield f"   User IDs: {'; '.join(groups[:MOST_NAMED])}{more}"


def _order(finding: Finding) -> tuple[bool, int]:
    """What stands in the way comes first."""
    return finding.row.weight is not Weight.BLOCKS, finding.case
