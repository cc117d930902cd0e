"""What a step of a claim was answered with, for whoever sends the same call again."""

from claims_portal.accounts.once import Answered
from claims_portal.claims.models import Event
from claims_portal.claims.refusals import NoSuchClaim


def event_of(answered: Answered) -> Event:
    """The event that a call brought; NoSuchClaim where the claim is gone since."""
    event = Event.objects.filter(**answered.event).first()
    if event is None:
        raise NoSuchClaim
    return event
