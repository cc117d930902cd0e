"""What a party attaches to a claim: adding, and taking back what nobody else has seen.

An attachment belongs to the claim, not to a phase: either party adds one while the claim
is live, whoever's turn it is, and no open form goes stale by it (process facts 1.2). It is
never deleted, but with its claim.
"""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from claims_portal.accounts.actor import Actor
from claims_portal.claims import rules as claim_rules
from claims_portal.claims import writing
from claims_portal.claims.models import Claim
from claims_portal.claims.process.sides import Side
from claims_portal.claims.refusals import ClaimRefusal
from claims_portal.files import rules, scanning, store
from claims_portal.files.models import Attachment, Scan, StoredFile
from claims_portal.files.refusals import AlreadyAttached, AlreadySent, AttachmentsFull, ClaimEnded
from claims_portal.files.rules import Offered
from claims_portal.sentences import said


def add(claim: Claim, offered: Offered, *, by: Actor, at: datetime) -> Attachment:
    """Attach a file to a claim that was fetched with `visible_to`.

    Raises NotAllowed, AttachmentRefused with every fault, ClaimEnded, AttachmentsFull or
    AlreadyAttached; then nothing was kept.
    """
    claim_rules.must_be_workable(by, claim)
    must_be_live(claim)
    kind = rules.must_be_right(offered)
    content = offered.content
    sha256 = store.hash_of(content)
    _must_fit(claim, offered.size, sha256, by)
    scanning.must_not_be_known_virus(content)
    kept = store.keep(content, size=offered.size, sha256=sha256, at=at)
    try:
        return _attach(claim, offered, kind.media_type, kept, by, at)
    except ClaimRefusal:
        store.drop(kept)
        raise


@transaction.atomic
def _attach(
    claim: Claim, offered: Offered, media_type: str, kept: StoredFile, by: Actor, at: datetime
) -> Attachment:
    # Whoever attaches to this claim waits here for the others: limits hold among all of them.
    held = Claim.objects.select_for_update().get(pk=claim.pk)
    must_be_live(held)
    _must_fit(held, kept.size, kept.sha256, by)
    public_id = uuid.uuid4()
    number = writing.add_event(
        held,
        tag="claim:attachment:added",
        says=f"Attachment added: {offered.title}",
        changes={"attachment": str(public_id), "file_name": offered.file_name},
        by=by,
        at=at,
    )
    attachment = Attachment.objects.create(
        public_id=public_id,
        claim=held,
        number=number,
        title=offered.title,
        description=offered.description,
        file_name=offered.file_name,
        media_type=media_type,
        side=by.side.value,
        organisation_id=by.organisation_pk,
        added_by_id=by.user_pk,
        added_at=at,
        file=kept,
        scan=Scan.WAITING if settings.CLAMD_ADDRESS else Scan.NOT_SCANNED,
    )
    scanning.queue(attachment)
    return attachment


@transaction.atomic
def take_back(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Remove an attachment from a claim that was not sent yet: nobody else has seen it.

    Raises NotAllowed or AlreadySent.
    """
    claim = Claim.objects.select_for_update().get(pk=attachment.claim_id)
    claim_rules.must_be_workable(by, claim)
    if claim.sent_at is not None:
        raise AlreadySent
    writing.add_event(
        claim,
        tag="claim:attachment:taken-back",
        says=f"Attachment taken back: {attachment.title}",
        changes={"attachment": str(attachment.public_id)},
        by=by,
        at=at,
    )
    attachment.delete()


@transaction.atomic
def delete_all_of(claim: Claim) -> int:
    """Retention's verb: every attachment of a claim goes, and its bytes with the next sweep."""
    deleted, _by_model = Attachment.objects.filter(claim=claim).delete()
    return deleted


def must_be_live(claim: Claim) -> None:
    if claim.ended_at is not None:
        raise ClaimEnded


def _must_fit(claim: Claim, size: int, sha256: str, by: Actor) -> None:
    """The limits of a claim and of a side, and no file twice."""
    attached = Attachment.objects.filter(claim=claim)
    own = attached.filter(side=by.side.value, organisation_id=by.organisation_pk)
    twin = own.filter(file__sha256=sha256, file__size=size).first()
    if twin is not None:
        raise AlreadyAttached(twin.title)
    most = (
        settings.ATTACHMENTS_BY_REPRESENTATIVE
        if by.side is Side.CLAIMANT_REPRESENTATIVE
        else settings.ATTACHMENTS_BY_COMPENSATOR
    )
    if own.count() >= most:
        raise AttachmentsFull(
            said("You attached %(most)s files to the claim: it takes no more of yours.", most=most)
        )
    used = attached.aggregate(used=Sum("file__size"))["used"] or 0
    if used + size > settings.ATTACHMENT_BYTES_OF_A_CLAIM:
        left = max(settings.ATTACHMENT_BYTES_OF_A_CLAIM - used, 0)
        raise AttachmentsFull(
            said(
                "The attachments of a claim may have %(attachment_bytes_of_a_claim)s bytes "
                "together: %(left)s are left, and the file has %(size)s.",
                attachment_bytes_of_a_claim=f"{settings.ATTACHMENT_BYTES_OF_A_CLAIM:,}",
                left=f"{left:,}",
                size=f"{size:,}",
            )
        )
