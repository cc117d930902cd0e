"""Why a file is not taken or not given: sentences for people, codes for programs."""

from collections.abc import Sequence

from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.refusals import ClaimRefusal
from claims_portal.sentences import one_after_another, said


class AttachmentRefused(ClaimRefusal):
    """What was sent is not right. Carries every fault."""

    code = "attachment-refused"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(one_after_another(*(fault.message for fault in self.faults)))


class FileTooLarge(AttachmentRefused):
    code = "file-too-large"

    def __init__(self, *, size: int, most: int) -> None:
        says = said(
            "The file has %(size)s bytes. A file may have at most %(most)s.",
            size=f"{size:,}",
            most=f"{most:,}",
        )
        super().__init__([Fault("/file", FaultCode.FORMAT_NOT_VALID, says)])


class FileInfected(AttachmentRefused):
    code = "file-infected"

    def __init__(self) -> None:
        says = "The file contains a virus, or what virus scanners take for one. It was not kept."
        super().__init__([Fault("/file", FaultCode.FORMAT_NOT_VALID, says)])


class ClaimEnded(ClaimRefusal):
    code = "claim-ended"

    def __init__(self) -> None:
        super().__init__("The claim has ended: nothing can be attached to it any more.")


class AttachmentsFull(ClaimRefusal):
    """The claim, or the side's share of it, takes no more."""

    code = "attachments-full"


class AlreadyAttached(ClaimRefusal):
    code = "already-attached"

    def __init__(self, title: str) -> None:
        super().__init__(
            said("You attached this very file to the claim before, as “%(title)s”.", title=title)
        )


class AlreadySent(ClaimRefusal):
    code = "attachment-already-sent"

    def __init__(self) -> None:
        super().__init__(
            "The other party has the claim: what was attached to it cannot be taken back."
        )


class NoSuchAttachment(ClaimRefusal):
    """Also the answer for what the other side attached before the claim came to this one."""

    code = "no-such-attachment"

    def __init__(self) -> None:
        super().__init__("The claim has no such attachment.")


class NotScannedYet(ClaimRefusal):
    code = "attachment-not-scanned"

    def __init__(self) -> None:
        super().__init__("The file waits for its virus scan. Try again in a minute.")


class LockedAway(ClaimRefusal):
    code = "attachment-infected"

    def __init__(self) -> None:
        super().__init__("A virus was found in the file. It is locked away and given to nobody.")


class NoSuchDocument(ClaimRefusal):
    """Also the answer for a form that is not this side's."""

    code = "no-such-document"

    def __init__(self) -> None:
        super().__init__("The claim has no such document.")
