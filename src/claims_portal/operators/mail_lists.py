"""The lists by which mail addresses of accounts are judged, as the operator adds to them.

Beside what the libraries and the portal itself list; that cannot be taken off, but a host can
be allowed. A change counts for addresses that are given from then on.
"""

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from claims_portal.accounts import mail_rules
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.noting import note
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.refusals import DirectoryRefused
from claims_portal.operators.roles import Right
from claims_portal.organisations.models import MailRule
from claims_portal.sentences import said

_HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_MAILBOX = re.compile(r"[a-z]{2,64}")


def seen_by(by: StaffActor) -> QuerySet[MailRule]:
    by.must(Right.MANAGE_DIRECTORY)
    return MailRule.objects.order_by("kind", "value")


@transaction.atomic
def add(kind: str, value: str, reason: str, *, by: StaffActor, at: datetime) -> MailRule:
    by.must(Right.MANAGE_DIRECTORY)
    if kind not in MailRule.Kind.values:
        raise DirectoryRefused("kind", "Choose the list.")
    value = value.strip().casefold().removesuffix("@")
    if kind == MailRule.Kind.SHARED and not _MAILBOX.fullmatch(value):
        raise DirectoryRefused("value", "Write the mailbox before the @, in letters: office.")
    if kind != MailRule.Kind.SHARED and not _HOST.fullmatch(value):
        raise DirectoryRefused("value", "Write the host like mail.example.com.")
    must_be_reason(reason)
    try:
        with transaction.atomic():
            made = MailRule.objects.create(
                kind=kind, value=value, reason=reason.strip(), added_by=by.staff_id, added_at=at
            )
    except IntegrityError:
        raise DirectoryRefused(
            "value", said("%(value)s is on this list already.", value=value)
        ) from None
    _note("added", made, by, at, reason=made.reason)
    return made


@transaction.atomic
def remove(pk: int, *, by: StaffActor, at: datetime) -> None:
    found = seen_by(by).select_for_update().filter(pk=pk).first()
    if found is None:
        raise DirectoryRefused("", "It is off the list already.")
    found.delete()
    _note("removed", found, by, at)


def _note(what: str, rule: MailRule, by: StaffActor, at: datetime, *, reason: str = "") -> None:
    after = {"list": rule.kind}
    note(f"operator:mail-list:{what}", rule.value, by=by.author, at=at, after=after, reason=reason)
    transaction.on_commit(mail_rules.kept.forget)
