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
from claims_portal.accounts.profiles import ELPL_CLAIMS, NO_CLAIMS, RTA_CLAIMS, Right
from claims_portal.accounts.refusals import AccountRefusal, NotAnAdministrator
from claims_portal.accounts.saving import author, must_be_as_seen, version_of_what
from claims_portal.claims.models import AutomaticAcknowledgement, Claim
from claims_portal.claims.process.acknowledgements import KINDS, Kind
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.sides import Side
from claims_portal.organisations.models import Organisation
from claims_portal.records import audit
from claims_portal.sentences import said


class NoSuchAcknowledgement(AccountRefusal):
    """A name that is no acknowledgement, or one that the organisation's side never gives."""

    code = "no-such-acknowledgement"
    field = "actions"

    def __init__(self, action: str) -> None:
        super().__init__(
            said(
                "%(action)s is no acknowledgement that your organisation gives.", action=action[:60]
            )
        )


@dataclass(frozen=True)
class Choice:
    """One kind, at which phases it is given (in words), and whether the portal gives it."""

    kind: Kind
    phases: Sequence[str]
    automatic: bool


def choices(by: Actor) -> list[Choice]:
    """Every acknowledgement that the organisation gives, in the order of the tables."""
    _must_manage(by)
    organisation = Organisation.objects.get(pk=by.organisation_pk)
    chosen = set(_chosen(by).values_list("action", flat=True))
    return [
        Choice(kind, _phase_names(kind), kind.action in chosen)
        for kind in _given_by(organisation, by.side)
    ]


def version_of(chosen: Iterable[Choice]) -> str:
    """Changes whenever another choice is made."""
    return _version(one.kind.action for one in chosen if one.automatic)


@transaction.atomic
def choose(actions: Iterable[str], *, by: Actor, at: datetime, seen: str = "") -> None:
    """Have the portal give these acknowledgements, and no others; also those that wait now.

    `seen` is the `version_of` the choices on the page, where there was one. Raises
    NotAnAdministrator, NoSuchAcknowledgement or ChangedMeanwhile.
    """
    _must_manage(by)
    organisation = organisations.of(by)
    wanted = set(actions)
    given = {kind.action for kind in _given_by(organisation, by.side)}
    if unknown := sorted(wanted - given):
        raise NoSuchAcknowledgement(unknown[0])
    before = set(_chosen(by).values_list("action", flat=True))
    if wanted == before:
        return
    must_be_as_seen(_version(before), seen)
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


def _version(actions: Iterable[str]) -> str:
    return version_of_what(sorted(actions))


def _given_by(organisation: Organisation, side: Side) -> list[Kind]:
    """The kinds of this side, in the types of claims that the organisation deals with."""
    rta = RTA_CLAIMS if organisation.deals_with_rta else NO_CLAIMS
    types = rta | (ELPL_CLAIMS if organisation.deals_with_elpl else NO_CLAIMS)
    return [kind for kind in KINDS.values() if side in kind.sides and kind.claim_types & types]


def _chosen(by: Actor) -> QuerySet[AutomaticAcknowledgement]:
    return AutomaticAcknowledgement.objects.filter(organisation=by.organisation_pk)


def _must_manage(by: Actor) -> None:
    if not by.may(Right.MANAGE_ORGANISATION):
        raise NotAnAdministrator


def _phase_names(kind: Kind) -> list[str]:
    phases = [phase for process in PROCESSES.values() for phase in process.phases]
    return list(dict.fromkeys(phase.name for phase in phases if phase.code in kind.phases))
