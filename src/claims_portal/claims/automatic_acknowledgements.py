"""Which acknowledgements the portal gives by itself for an organisation: read and chosen.

An acknowledgement carries nothing (process facts 1.2); whoever takes note of everything
in a system of its own may leave it to the portal. `claims.alarms` gives them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, Least

from claims_portal.accounts import organisation as organisations
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import AccountRefusal, NotAnAdministrator
from claims_portal.accounts.saving import author
from claims_portal.claims.models import AutomaticAcknowledgement, Claim
from claims_portal.claims.process.acknowledgements import KINDS, Kind
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.sides import Side
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit


class NoSuchAcknowledgement(AccountRefusal):
    """A name that is no acknowledgement, or one that the organisation's side never gives."""

    code = "no-such-acknowledgement"
    field = "actions"

    def __init__(self, action: str) -> None:
        super().__init__(f"{action[:60]} is no acknowledgement that your organisation gives.")


@dataclass(frozen=True)
class Choice:
    """One kind, at which phases it is given (in words), and whether the portal gives it."""

    kind: Kind
    phases: Sequence[str]
    automatic: bool


def choices(by: Actor) -> list[Choice]:
    """Every acknowledgement of the organisation's side, in the order of the tables."""
    _must_manage(by)
    chosen = set(_chosen(by).values_list("action", flat=True))
    return [
        Choice(kind, _phase_names(kind), kind.action in chosen)
        for kind in KINDS.values()
        if by.side in kind.sides
    ]


@transaction.atomic
def choose(actions: Iterable[str], *, by: Actor, at: datetime) -> None:
    """Have the portal give these acknowledgements, and no others; also those that wait now.

    Raises NotAnAdministrator or NoSuchAcknowledgement.
    """
    _must_manage(by)
    organisation = organisations.of(by)
    wanted = set(actions)
    for action in sorted(wanted):
        if action not in KINDS or by.side not in KINDS[action].sides:
            raise NoSuchAcknowledgement(action)
    before = set(_chosen(by).values_list("action", flat=True))
    if wanted == before:
        return
    _chosen(by).filter(action__in=before - wanted).delete()
    added = wanted - before
    AutomaticAcknowledgement.objects.bulk_create(
        AutomaticAcknowledgement(organisation=organisation, action=action, since=at)
        for action in sorted(added)
    )
    _look_at_those_that_wait(organisation, by.side, added, at)
    audit.write(
        "organisation:acknowledgements:chosen",
        organisation_code=organisation.code,
        subject=organisation.code,
        by=author(by),
        at=at,
        before={"automatic": sorted(before)},
        after={"automatic": sorted(wanted)},
    )


def _look_at_those_that_wait(
    organisation: Organisation, side: Side, actions: Iterable[str], at: datetime
) -> None:
    """Claims that wait for such an acknowledgement already are looked at in the next round."""
    today = london_date(at)
    phases = {phase for action in actions for phase in KINDS[action].phases}
    holder = "compensator" if side is Side.COMPENSATOR else "representative"
    Claim.objects.filter(turn=side.value, phase__in=phases, **{holder: organisation}).update(
        alarm_on=Least(Coalesce(F("alarm_on"), Value(today)), Value(today))
    )


def _chosen(by: Actor) -> QuerySet[AutomaticAcknowledgement]:
    return AutomaticAcknowledgement.objects.filter(organisation=by.organisation_pk)


def _must_manage(by: Actor) -> None:
    if not by.may(Right.MANAGE_ORGANISATION):
        raise NotAnAdministrator


def _phase_names(kind: Kind) -> list[str]:
    phases = [phase for process in PROCESSES.values() for phase in process.phases]
    return list(dict.fromkeys(phase.name for phase in phases if phase.code in kind.phases))
