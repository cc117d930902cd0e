"""What a side reads of a claim's attachments."""

from uuid import UUID

from django.db.models import QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.once import Answered
from claims_portal.claims import disclosure
from claims_portal.claims.models import Claim
from claims_portal.claims.process.sides import Side
from claims_portal.files.models import Attachment, Scan
from claims_portal.files.refusals import LockedAway, NoSuchAttachment, NotScannedYet


def attachments_for(actor: Actor, claim: Claim) -> QuerySet[Attachment]:
    """The attachments that this account's side may know of, the oldest first.

    A compensator has those since the claim came to it, and those that were attached in
    preparation of that sending; nothing from the time of another compensator before.
    """
    shown = Attachment.objects.filter(claim=claim)
    if actor.is_compensator:
        came = disclosure.first_shown(actor, claim)
        shown = shown.filter(number__gt=_last_of_others(claim, came))
    return shown.select_related("file", "organisation", "added_by").order_by("number")


def attachment_for(actor: Actor, claim: Claim, public_id: str) -> Attachment:
    """One of them. Raises NoSuchAttachment."""
    try:
        wanted = UUID(public_id)
    except ValueError:
        raise NoSuchAttachment from None
    found = attachments_for(actor, claim).filter(public_id=wanted).first()
    if found is None:
        raise NoSuchAttachment
    return found


def attached_by(answered: Answered) -> Attachment:
    """What a call attached that is sent again; NoSuchAttachment where it was taken back."""
    attached = Attachment.objects.select_related("file", "organisation", "added_by")
    found = attached.filter(**answered.event).first()
    if found is None:
        raise NoSuchAttachment
    return found


def must_be_readable(attachment: Attachment) -> None:
    """Raise LockedAway or NotScannedYet where its bytes are given to nobody."""
    if attachment.scan == Scan.INFECTED:
        raise LockedAway
    if not attachment.may_be_read:
        raise NotScannedYet


def _last_of_others(claim: Claim, came: int) -> int:
    """The last event by a compensator before the claim came to this one, or none: 0."""
    earlier = claim.events.filter(number__lt=came, side=Side.COMPENSATOR.value)
    numbers = earlier.order_by("-number").values_list("number", flat=True)
    return numbers.first() or 0
