"""Transfers that wait for somebody."""

from django.db.models import Q, QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Right
from claims_portal.transfers.models import State, Transfer


def waiting_for(by: Actor) -> QuerySet[Transfer]:
    """Transfers that the administrator's organisation has not agreed to yet."""
    if not by.may(Right.MANAGE_ORGANISATION):
        return Transfer.objects.none()
    own = by.organisation_pk
    silent = Q(giver_id=own, giver_agreed_at=None) | Q(receiver_id=own, receiver_agreed_at=None)
    return Transfer.objects.filter(silent, state=State.ASKED)


def agreed() -> int:
    """How many wait for the operator to put them to be confirmed."""
    return Transfer.objects.filter(state=State.AGREED).count()
