"""Faults to order: a client's own next calls are slow or refused, its messages come twice."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.granting import TOKEN
from claims_portal.accounts.models import ApiToken
from claims_portal.accounts.secrets import digest
from claims_portal.sandbox.models import Failure, FailureKind
from claims_portal.sandbox.noting import note
from claims_portal.webhooks.models import Subscription


@dataclass(frozen=True)
class Ordered:
    """What of one kind is to happen: how often, and how long."""

    kind: FailureKind
    times: int
    size: int = 0


@transaction.atomic
def order(ordered: list[Ordered], *, by: Actor, at: datetime) -> None:
    """These and no others, for the client that calls."""
    client = by.client_pk or 0
    Failure.objects.filter(client=client).delete()
    Failure.objects.bulk_create(
        Failure(client_id=client, kind=one.kind, left=one.times, size=one.size)
        for one in ordered
        if one.times
    )
    told = {one.kind.value: one.times for one in ordered}
    note("failures-ordered", by=by, at=at, subject=by.client_name, failures=told)


def left(client: int) -> list[Failure]:
    return list(Failure.objects.filter(client=client, left__gt=0).order_by("kind"))


def happens(token: str, kind: FailureKind) -> Failure | None:
    """Whether it happens to this call now; then it is one less."""
    owner = ApiToken.objects.filter(digest=digest(token, purpose=TOKEN)).values("client")
    return _taken(Failure.objects.filter(client__in=owner), kind)


def doubles(subscription: int) -> bool:
    """Whether a message of this webhook is posted twice."""
    of_firm = Subscription.objects.filter(pk=subscription).values("organisation")
    return (
        _taken(
            Failure.objects.filter(client__organisation__in=of_firm), FailureKind.DUPLICATE_WEBHOOKS
        )
        is not None
    )


@transaction.atomic
def _taken(failures: QuerySet[Failure], kind: FailureKind) -> Failure | None:
    found = failures.filter(kind=kind, left__gt=0).select_for_update().first()
    if found is not None:
        Failure.objects.filter(pk=found.pk).update(left=F("left") - 1)
    return found
