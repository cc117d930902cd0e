"""Four eyes: one member of staff asks, with a reason; another confirms, and it is done.

The one way to do what cannot be undone. What a kind of request does runs in the
transaction that marks it done, so it happens once or not at all. Nobody confirms an own
request (the database refuses it too), a request runs out, and who asked must still be
allowed to when it is confirmed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from claims_portal.operators.acting import StaffActor, actor_of
from claims_portal.operators.holding import named
from claims_portal.operators.models import Approval, ApprovalState
from claims_portal.operators.noting import note
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.refusals import (
    AskedAlready,
    AskerGone,
    NotAllowed,
    NotWaiting,
    OwnRequest,
)
from claims_portal.operators.roles import Right

Arguments = Mapping[str, Any]
LIFETIME = timedelta(days=7)


@dataclass(frozen=True)
class Kind:
    """A kind of request. `check` refuses what could never be done, when it is asked for."""

    name: str
    label: str
    asks: Right
    confirms: Right
    execute: Callable[[Approval, StaffActor, datetime], Mapping[str, Any]]
    """Does it, inside the transaction; what is to be known of it afterwards."""
    told: Callable[[Arguments], Sequence[tuple[str, str]]]
    """The arguments for people: what each is called, and what it says."""
    check: Callable[[Arguments, datetime], None] = lambda _arguments, _at: None
    lifetime: timedelta = LIFETIME


_KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    for kind in kinds:
        _KINDS[kind.name] = kind


def kind_of(name: str) -> Kind:
    return _KINDS[name]


def kinds() -> list[Kind]:
    return list(_KINDS.values())


def may_see(by: StaffActor) -> list[str]:
    """The names of the kinds that somebody may ask for or confirm."""
    return [one.name for one in kinds() if by.may(one.asks) or by.may(one.confirms)]


def seen_by(by: StaffActor) -> QuerySet[Approval]:
    """The requests that this member of staff may see, the newest first."""
    return Approval.objects.filter(kind__in=may_see(by)).order_by("-asked_at", "-pk")


def waiting_for(by: StaffActor, *, at: datetime) -> QuerySet[Approval]:
    """What this member of staff could confirm now."""
    confirmed = [one.name for one in kinds() if by.may(one.confirms)]
    waiting = Approval.objects.filter(
        kind__in=confirmed, state=ApprovalState.WAITING, expires_at__gt=at
    )
    return waiting.exclude(asked_by=by.staff_id).order_by("asked_at")


@transaction.atomic
def ask(
    name: str, *, subject: str, arguments: Arguments, reason: str, by: StaffActor, at: datetime,
    form: UUID | None = None,
) -> Approval:  # fmt: skip
    """A form that was sent twice gets the request that it made the first time."""
    kind = kind_of(name)
    by.must(kind.asks)
    if asked := _asked_by_form(form, by):
        return asked
    must_be_reason(reason)
    kind.check(arguments, at)
    expire(at=at)
    try:
        with transaction.atomic():
            made = Approval.objects.create(
                kind=name, subject=subject, arguments=dict(arguments), reason=reason.strip(),
                asked_by=by.staff_id, asked_at=at, expires_at=at + kind.lifetime,
                made_by_form=form,
            )  # fmt: skip
    except IntegrityError as taken:
        # The other click was at the same instant.
        if asked := _asked_by_form(form, by):
            return asked
        raise AskedAlready from taken
    _note("asked", made, by, at, reason=made.reason)
    return made


def _asked_by_form(form: UUID | None, by: StaffActor) -> Approval | None:
    if form is None:
        return None
    return Approval.objects.filter(made_by_form=form, asked_by=by.staff_id).first()


@transaction.atomic
def confirm(pk: int, *, by: StaffActor, at: datetime) -> Approval:
    """Do it. What the kind itself refuses is raised, and the request goes on waiting."""
    found = _held(pk, by, at)
    kind = kind_of(found.kind)
    by.must(kind.confirms)
    if found.asked_by == by.staff_id:
        raise OwnRequest
    asker = named(found.asked_by)
    if asker is None or not actor_of(asker).may(kind.asks):
        raise AskerGone
    found.result = dict(kind.execute(found, by, at))
    _decide(found, ApprovalState.DONE, by, at)
    return found


@transaction.atomic
def refuse(pk: int, *, reason: str, by: StaffActor, at: datetime) -> Approval:
    found = _held(pk, by, at)
    by.must(kind_of(found.kind).confirms)
    must_be_reason(reason)
    found.decision_reason = reason.strip()
    _decide(found, ApprovalState.REFUSED, by, at)
    return found


@transaction.atomic
def withdraw(pk: int, *, by: StaffActor, at: datetime) -> Approval:
    found = _held(pk, by, at)
    if found.asked_by != by.staff_id:
        raise NotAllowed
    _decide(found, ApprovalState.WITHDRAWN, by, at)
    return found


def expire(*, at: datetime) -> int:
    """Mark what ran out; a request that ran out is never done, marked or not."""
    return Approval.objects.filter(state=ApprovalState.WAITING, expires_at__lte=at).update(
        state=ApprovalState.EXPIRED, decided_at=at
    )


def _held(pk: int, by: StaffActor, at: datetime) -> Approval:
    """Of two who decide at once, the second finds it decided."""
    found = seen_by(by).select_for_update().filter(pk=pk).first()
    if found is None or not found.is_waiting(at):
        raise NotWaiting
    return found


def _decide(found: Approval, state: ApprovalState, by: StaffActor, at: datetime) -> None:
    found.state, found.decided_by, found.decided_at = state, by.staff_id, at
    found.save()
    _note(state.value, found, by, at, reason=found.decision_reason)


def _note(what: str, found: Approval, by: StaffActor, at: datetime, *, reason: str) -> None:
    after = {"request": found.pk, "kind": found.kind, "askedBy": found.asked_by}
    note(
        f"operator:approval:{what}", found.subject, by=by.author, at=at, after=after, reason=reason
    )
