"""Claims of a firm and an insurer: one at each phase, and one with much in it."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from claims_portal.accounts.models import User
from claims_portal.claims import archive, drafts, private_notes, rules
from claims_portal.claims.models import Claim
from claims_portal.claims.process.processes import CURRENT
from claims_portal.files.models import Attachment, Scan, StoredFile
from claims_portal.organisations.models import Organisation
from claims_portal.retention import hiding
from claims_portal.sandbox import scenarios
from claims_portal.sandbox.models import Counterpart
from claims_portal.sandbox.refusals import NoSuchStage
from tests import make

DAY = timedelta(days=1)
BUSY = "Stage2SettlementPackCounterOfferDecision"
"""The phase of the claim to which notes and files are added: it is worked, and has documents."""


def furnish(
    firm: Organisation, insurer: Organisation, *, types: tuple[str, ...], rows: int, at: datetime
) -> None:
    lawyer = User.objects.get(user_name=f"HANDLER{firm.code}")
    for claim_type in types:
        add_each_phase(firm, insurer, claim_type, at=at)
        add_drafts(lawyer, insurer, claim_type, at=at)
    busy = Claim.objects.filter(representative=firm, compensator=insurer, phase=BUSY).latest("pk")
    add_notes(busy, lawyer, rows, at=at)
    add_attachments(busy, lawyer, min(rows, 40), at=at)
    add_deletions(firm, insurer, min(rows, 20), at=at)
    add_archived(firm, insurer, min(rows, 60), at=at)
    live = Claim.objects.filter(representative=firm, compensator=insurer).exclude(turn="")
    mine = live.exclude(pk=busy.pk).order_by("-pk")[:rows]
    Claim.objects.filter(pk__in=[one.pk for one in mine]).update(representative_handler=lawyer)
    Claim.objects.filter(pk=busy.pk).update(representative_handler=lawyer)
    gone = User.objects.filter(organisation=firm, enabled=False).order_by("active", "pk")
    for claim, account in zip(mine, gone, strict=False):
        Claim.objects.filter(pk=claim.pk).update(representative_handler=account)


def add_each_phase(firm: Organisation, insurer: Organisation, kind: str, *, at: datetime) -> None:
    for phase in CURRENT[kind].phases:
        try:
            scenarios.make(kind, phase.code, own=firm.pk, other=insurer.code, behaviour=None, at=at)
        except NoSuchStage:  # no claim against such a compensator comes there
            continue
    Counterpart.objects.filter(organisation=firm).delete()


def add_drafts(lawyer: User, insurer: Organisation, kind: str, *, at: datetime) -> None:
    body = make.cnf(kind, compensator=insurer)
    drafts.start(claim_type=kind, body=body, by=lawyer.as_actor(), at=at)


def add_notes(claim: Claim, lawyer: User, rows: int, *, at: datetime) -> None:
    for number in range(min(rows, 30)):
        private_notes.add(claim, f"Rang the client, {number}.", by=lawyer.as_actor(), at=at)


def add_attachments(claim: Claim, lawyer: User, rows: int, *, at: datetime) -> None:
    """Their rows alone: no page reads the bytes."""
    side = lawyer.as_actor().side.value
    for number in range(rows):
        digest = hashlib.sha256(f"{claim.pk} {number}".encode()).hexdigest()
        kept = StoredFile.objects.create(name=uuid4().hex, size=90_000, sha256=digest)
        Attachment.objects.create(
            public_id=uuid4(), claim=claim, number=1000 + number, title=f"Photograph {number}",
            file_name=f"photo{number}.jpg", media_type="image/jpeg", side=side,
            organisation=lawyer.organisation, added_by=lawyer, added_at=at, file=kept,
            scan=Scan.CLEAN, scanned_at=at,
        )  # fmt: skip


def add_deletions(firm: Organisation, insurer: Organisation, rows: int, *, at: datetime) -> None:
    leader = User.objects.get(user_name=f"LEADS{firm.code}")
    for claim in _sent_anew(firm, insurer, rows, at=at):
        hiding.delete(claim.pk, reason="The claimant asked for it.", by=leader.as_actor(), at=at)


def add_archived(firm: Organisation, insurer: Organisation, rows: int, *, at: datetime) -> None:
    phase = next(code for code in archive.ARCHIVED)
    ended = at - 300 * DAY
    made = [one.pk for one in _sent_anew(firm, insurer, rows, at=at)]
    Claim.objects.filter(pk__in=made).update(
        phase=phase, turn="", ended_at=ended, updated_at=ended, times_out_on=None, alarm_on=None
    )


def _sent_anew(
    firm: Organisation, insurer: Organisation, rows: int, *, at: datetime
) -> Iterator[Claim]:
    lawyer = User.objects.get(user_name=f"HANDLER{firm.code}")
    taker = User.objects.get(user_name=f"HANDLER{insurer.code}")
    return (make.claim(lawyer=lawyer, insurer=taker, now=at) for _ in range(rows))


def actions_of(user: User) -> list[str]:
    """Of each claim that the account can work: where the page of each of its actions is."""
    actor, found = user.as_actor(), {}
    for claim in Claim.objects.visible_to(actor).order_by("-pk")[:150]:
        for step in rules.possible(claim, actor):
            if step.action not in drafts.ACTIONS:
                found.setdefault(
                    (claim.claim_type, step.action), f"{claim.pk}/actions/{step.action}"
                )
    return list(found.values())
