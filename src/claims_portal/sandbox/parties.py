"""Who plays a side of a claim in the sandbox: a real account of its organisation."""

from django.db.models import QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.claims import actions, rules
from claims_portal.claims.models import Claim
from claims_portal.claims.process.sides import Side
from claims_portal.claims.refusals import NotAllowed
from claims_portal.organisations.models import Organisation


def users_of(organisation: Organisation) -> QuerySet[User]:
    """Its usable accounts, in the order in which they were made."""
    return User.objects.filter(organisation=organisation, active=True, enabled=True).order_by("pk")


def sender_of(organisation: Organisation, claim_type: str) -> Actor:
    """An account that sends such claims. NotAllowed where there is none."""
    for user in users_of(organisation):
        if claim_type in actions.types_sent_by(actor := user.as_actor()):
            return actor
    raise NotAllowed


def player_of(claim: Claim, side: Side) -> User | None:
    """An account of this side that can do something with the claim now, if there is one."""
    organisation = claim.compensator if side is Side.COMPENSATOR else claim.representative
    if organisation is None:
        return None
    players = (one for one in users_of(organisation) if rules.possible(claim, one.as_actor()))
    return next(players, None)
