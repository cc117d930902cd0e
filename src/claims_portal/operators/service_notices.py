"""Service notices and maintenance windows: written and ended by the operator's staff."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from claims_portal.notices import service
from claims_portal.notices.models import ServiceNotice
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.models import Staff
from claims_portal.operators.noting import note
from claims_portal.operators.refusals import DirectoryRefused
from claims_portal.operators.roles import Right
from claims_portal.sentences import said

LONGEST = 300


@dataclass(frozen=True)
class Wanted:
    kind: str
    text: str
    shown_from: datetime | None
    shown_until: datetime | None
    begins_at: datetime | None = None
    ends_at: datetime | None = None


def seen_by(by: StaffActor) -> QuerySet[ServiceNotice]:
    by.must(Right.MANAGE_DIRECTORY)
    return ServiceNotice.objects.order_by("-shown_until", "-pk")


@transaction.atomic
def announce(wanted: Wanted, *, by: StaffActor, at: datetime) -> ServiceNotice:
    """Every process shows it within some seconds; the same once more is the same notice."""
    by.must(Right.MANAGE_DIRECTORY)
    _must_make_sense(wanted, at)
    is_maintenance = wanted.kind == ServiceNotice.Kind.MAINTENANCE
    # The second of two clicks waits here for the first.
    Staff.objects.select_for_update(no_key=True).get(pk=by.pk)
    announced = {
        "kind": wanted.kind, "text": wanted.text.strip(),
        "shown_from": wanted.shown_from, "shown_until": wanted.shown_until,
        "begins_at": wanted.begins_at if is_maintenance else None,
        "ends_at": wanted.ends_at if is_maintenance else None,
        "made_by": by.staff_id,
    }  # fmt: skip
    if same := ServiceNotice.objects.filter(**announced).first():
        return same
    made = ServiceNotice.objects.create(**announced, made_at=at)
    after = {"text": made.text, "until": made.shown_until.isoformat()}
    note("operator:service-notice:announced", made.kind, by=by.author, at=at, after=after)
    transaction.on_commit(service.kept.forget)
    return made


@transaction.atomic
def end(pk: int, *, by: StaffActor, at: datetime) -> None:
    """Shown no more; one that was not shown yet never is."""
    found = seen_by(by).select_for_update().filter(pk=pk, shown_until__gt=at).first()
    if found is None:
        raise DirectoryRefused("", "This notice is shown no more.")
    if found.shown_from >= at:
        found.delete()
    else:
        found.shown_until = at
        found.save(update_fields=["shown_until"])
    after = {"text": found.text}
    note("operator:service-notice:ended", found.kind, by=by.author, at=at, after=after)
    transaction.on_commit(service.kept.forget)


def _must_make_sense(wanted: Wanted, at: datetime) -> None:
    if wanted.kind not in ServiceNotice.Kind.values:
        raise DirectoryRefused("kind", "Choose the kind of notice.")
    text = wanted.text.strip()
    if not text or len(text) > LONGEST or not text.isprintable():
        raise DirectoryRefused(
            "text", said("Write one sentence of 1 to %(longest)s characters.", longest=LONGEST)
        )
    if wanted.shown_from is None:
        raise DirectoryRefused("shown_from", "Say from when it is shown.")
    if wanted.shown_until is None or wanted.shown_until <= max(at, wanted.shown_from):
        raise DirectoryRefused(
            "shown_until", "It must be shown until later than now and its start."
        )
    if wanted.kind == ServiceNotice.Kind.MAINTENANCE:
        if wanted.begins_at is None:
            raise DirectoryRefused("begins_at", "Say when the maintenance begins.")
        if wanted.ends_at is None or wanted.ends_at <= wanted.begins_at:
            raise DirectoryRefused("ends_at", "It must end later than it begins.")
