"""Files that came with a claim of another platform.

The one way in beside `attachments.add`. What may be attached is the same; how many files a
claim may have is not asked, since they were attached already.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.conf import settings

from claims_portal.claims.models import Claim
from claims_portal.claims.process.sides import Side
from claims_portal.files import rules, scanning, store
from claims_portal.files.models import Attachment, Scan, StoredFile
from claims_portal.files.refusals import AttachmentRefused
from claims_portal.files.rules import Offered

ADDED = "claim:attachment:added"


@dataclass(frozen=True, kw_only=True)
class ArrivedFile:
    public_id: uuid.UUID
    title: str
    description: str
    file_name: str
    content: bytes
    side: Side
    organisation_pk: int
    added_by_pk: int | None
    added_at: datetime

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def why_not(arrived: ArrivedFile) -> str:
    """Why the file cannot be taken, as a sentence; empty where it can."""
    try:
        rules.must_be_right(_offered(arrived))
        scanning.must_not_be_known_virus(BytesIO(arrived.content))
    except AttachmentRefused as refused:
        return str(refused)
    return ""


def keep(arrived: ArrivedFile, *, at: datetime) -> StoredFile:
    """The bytes, before the claim that needs them: nobody needs what is left of a failure,
    and it is swept."""
    content = BytesIO(arrived.content)
    return store.keep(content, size=len(arrived.content), sha256=arrived.sha256, at=at)


def attach(claim: Claim, arrived: ArrivedFile, kept: StoredFile, *, number: int) -> Attachment:
    """`number` is that of the event that tells of it."""
    attachment = Attachment.objects.create(
        public_id=arrived.public_id,
        claim=claim,
        number=number,
        title=arrived.title,
        description=arrived.description,
        file_name=arrived.file_name,
        media_type=rules.must_be_right(_offered(arrived)).media_type,
        side=arrived.side.value,
        organisation_id=arrived.organisation_pk,
        added_by_id=arrived.added_by_pk,
        added_at=arrived.added_at,
        file=kept,
        scan=Scan.WAITING if settings.CLAMD_ADDRESS else Scan.NOT_SCANNED,
    )
    scanning.queue(attachment)
    return attachment


def _offered(arrived: ArrivedFile) -> Offered:
    return Offered(
        title=arrived.title,
        description=arrived.description,
        file_name=arrived.file_name,
        content=BytesIO(arrived.content),
        size=len(arrived.content),
    )
