"""What a side reads of a claim's attachments."""

from uuid import UUID

from django.db.models import Q, QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.once import Answered
from claims_portal.claims import disclosure
from claims_portal.claims.models import Claim
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.stage_one import FORM_IS_WRITTEN
from claims_portal.files.models import Attachment, Scan
from claims_portal.files.refusals import LockedAway, NoSuchAttachment, NotScannedYet


def attachments_for(actor: Actor, claim: Claim) -> QuerySet[Attachment]:
    """The attachments that this account's side may know of, the oldest first.

    A compensator has those since the claim came to it. Of the time before, it has what the
    claimant representative attached to the form while that was written, and what it added
    after the sending which this compensator has to answer: the form is passed on with its
    files. What another compensator attached, or was sent before it rejected the claim,
    stays between those two [our decision].
    """
    shown = Attachment.objects.filter(claim=claim)
    if actor.is_compensator:
        shown = shown.filter(_shown_to_compensator(actor, claim))
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


def _shown_to_compensator(actor: Actor, claim: Claim) -> Q:
    of_the_form = claim.events.filter(phase_after__in=FORM_IS_WRITTEN).values("number")
    with_the_form = Q(number__in=of_the_form) | Q(number__gt=disclosure.last_sending(claim) or 0)
    return Q(number__gte=disclosure.first_shown(actor, claim)) | Q(
        with_the_form, side=Side.CLAIMANT_REPRESENTATIVE.value
    )
