"""Asking for a bulk transfer, agreeing to it, and taking that back.

Identity facts 5.4: between organisations of one kind, asked for by an administrator of
either side, with the consent of both, and a contact who is somebody else. The operator may
ask in their stead and then needs both. Consent can be taken back until the last claim has
moved; what has moved by then stays moved.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from claims_portal.accounts import email_addresses
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import ELPL_CLAIMS, RTA_CLAIMS, Right
from claims_portal.accounts.refusals import NotAnAdministrator
from claims_portal.accounts.saving import author, must_fit_reason, must_fit_text
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims.process.calendar import london_date
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.models import Staff
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.roles import Right as StaffRight
from claims_portal.organisations.models import Branch, Organisation, OrganisationKind
from claims_portal.records import audit
from claims_portal.sentences import said
from claims_portal.transfers import judging, telling
from claims_portal.transfers.models import Line, Outcome, State, Transfer
from claims_portal.transfers.refusals import NoSuchTransfer, NotWaitingForThat, TransferRefused

MOST_LISTED = 100_000
LEAST_REASON = 10
LATEST = timedelta(days=365)
LONGEST_CONTACT = 200
CLAIM_TYPES = RTA_CLAIMS | ELPL_CLAIMS


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for; without `numbers` all open claims of the kinds and the branch."""

    giver: str
    receiver: str
    reason: str
    contact: str
    carry_out_at: datetime | None
    claim_types: Collection[str] = ()
    branch: str = ""
    numbers: Sequence[int] = ()
    to_branch: str = ""
    to_user: str = ""
    of_list: bool = field(default=False)


def seen_by(by: Actor) -> QuerySet[Transfer]:
    """The transfers that the administrator's organisation takes part in, the newest first."""
    if not by.may(Right.MANAGE_ORGANISATION):
        raise NotAnAdministrator
    own = Q(giver_id=by.organisation_pk) | Q(receiver_id=by.organisation_pk)
    return _with_sides().filter(own)


def seen_by_staff(by: StaffActor) -> QuerySet[Transfer]:
    by.must(StaffRight.SEE_TRANSFERS)
    return _with_sides()


def find(pk: int, *, by: Actor) -> Transfer:
    found = seen_by(by).filter(pk=pk).first()
    if found is None:
        raise NoSuchTransfer
    return found


def is_shown_claims(transfer: Transfer, organisation_pk: int) -> bool:
    """Which claims there are is the giver's to know until it agreed to give them away.

    And again once nothing came of it: the other side would go on reading which it has.
    """
    if organisation_pk == transfer.giver_id:
        return True
    came_to_nothing = transfer.ended_at is not None and transfer.began_at is None
    return transfer.giver_agreed_at is not None and not came_to_nothing


@transaction.atomic
def ask(wanted: Wanted, *, by: Actor, at: datetime, form: UUID | None = None) -> Transfer:
    """By an administrator of either side, whose consent it is too.

    A form that was sent twice asked for it the first time; also in `ask_by_staff`.
    """
    if not by.may(Right.MANAGE_ORGANISATION):
        raise NotAnAdministrator
    # The second of two clicks waits here for the first.
    account = User.objects.select_for_update(no_key=True).get(pk=by.user_pk)
    if form and (asked := _asked_by_form(form, by.user_name)):
        return asked
    made = _made(wanted, asked_by=by.user_name, at=at, form=form)
    if by.organisation_pk not in (made.giver_id, made.receiver_id):
        raise TransferRefused("giver", "One of the two must be your own organisation.")
    _must_be_somebody_else(made.contact, account)
    _agree(made, by, at)
    if by.organisation_pk == made.receiver_id:
        _set_destination(made, wanted.to_branch, wanted.to_user, at)
    _keep(made, wanted)
    if by.organisation_pk == made.giver_id:
        _must_move_something(made)
    _note(made, "asked", author(by), at, reason=made.reason)
    telling.asked(made, at=at)
    return made


@transaction.atomic
def ask_by_staff(
    wanted: Wanted, *, by: StaffActor, at: datetime, form: UUID | None = None
) -> Transfer:
    """In the stead of both, who must both agree."""
    by.must(StaffRight.ASK_TRANSFER)
    Staff.objects.select_for_update(no_key=True).get(pk=by.pk)
    if form and (asked := _asked_by_form(form, by.staff_id)):
        return asked
    must_be_reason(wanted.reason)
    made = _made(wanted, asked_by=by.staff_id, at=at, form=form)
    _keep(made, wanted)
    _must_move_something(made)
    _note(made, "asked", by.author, at, reason=made.reason)
    telling.asked(made, at=at)
    return made


@transaction.atomic
def consent(
    pk: int, *, by: Actor, at: datetime, to_branch: str = "", to_user: str = ""
) -> Transfer:
    """The other side agrees; the receiving one says where the claims arrive."""
    transfer = _held(pk, by)
    agreed = transfer.giver_agreed_at if _gives(transfer, by) else transfer.receiver_agreed_at
    if transfer.state != State.ASKED or agreed:
        raise NotWaitingForThat(transfer.get_state_display())
    _agree(transfer, by, at)
    if not _gives(transfer, by):
        _set_destination(transfer, to_branch, to_user, at)
    if transfer.giver_agreed_at and transfer.receiver_agreed_at:
        transfer.state = State.AGREED
    transfer.save()
    _note(transfer, "agreed", author(by), at)
    telling.agreed(transfer, at=at)
    return transfer


@transaction.atomic
def withdraw(pk: int, *, reason: str, by: Actor, at: datetime) -> Transfer:
    """A side says no, or takes back what it said: claims that have not moved stay."""
    transfer = _held(pk, by)
    if not transfer.is_open:
        raise NotWaitingForThat(transfer.get_state_display())
    _must_be_long_enough(reason)
    agreed = transfer.giver_agreed_at if _gives(transfer, by) else transfer.receiver_agreed_at
    transfer.state = State.WITHDRAWN if agreed else State.REFUSED
    _end(transfer, by.user_name, reason, author(by), at)
    return transfer


@transaction.atomic
def refuse_by_staff(pk: int, *, reason: str, by: StaffActor, at: datetime) -> Transfer:
    by.must(StaffRight.ASK_TRANSFER)
    transfer = _with_sides().select_for_update(of=("self",)).filter(pk=pk).first()
    if transfer is None:
        raise NoSuchTransfer
    if not transfer.is_open:
        raise NotWaitingForThat(transfer.get_state_display())
    must_be_reason(reason)
    transfer.state = State.REFUSED
    _end(transfer, by.staff_id, reason, by.author, at)
    return transfer


def numbers_typed(text: str) -> list[int]:
    """Application IDs, however they are set apart; each once. TransferRefused names a bad one."""
    found: dict[int, None] = {}
    for word in text.replace(",", " ").replace(";", " ").split():
        digits = word.strip('"')
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= 16):
            raise TransferRefused(
                "numbers", said("“%(number)s” is no application ID.", number=word[:30])
            )
        found[int(digits)] = None
        if len(found) > MOST_LISTED:
            raise TransferRefused(
                "numbers",
                said(
                    "A transfer has %(most_listed)s claims at most.", most_listed=f"{MOST_LISTED:,}"
                ),
            )
    return list(found)


def _made(wanted: Wanted, *, asked_by: str, at: datetime, form: UUID | None) -> Transfer:
    giver, receiver = (
        _organisation("giver", wanted.giver),
        _organisation("receiver", wanted.receiver),
    )
    _must_be_of_one_kind(giver, receiver)
    _must_be_long_enough(wanted.reason)
    contact = wanted.contact.strip()
    if not contact or len(contact) > LONGEST_CONTACT:
        raise TransferRefused("contact", "Name somebody whom the operator can ask, with an e-mail.")
    must_fit_text("contact", contact, LONGEST_CONTACT)
    if wanted.carry_out_at is None or not at < wanted.carry_out_at <= at + LATEST:
        raise TransferRefused("carry_out_at", "Choose an hour to come, within a year.")
    if unknown := set(wanted.claim_types) - CLAIM_TYPES:
        raise TransferRefused(
            "claim_types", said("There are no claims of the kind %(kind)s.", kind=min(unknown)[:20])
        )
    if wanted.of_list and not wanted.numbers:
        raise TransferRefused("numbers", "List the application IDs.")
    return Transfer(
        giver=giver, receiver=receiver, of_list=wanted.of_list,
        claim_types=sorted(set(wanted.claim_types)), branch=_branch("branch", wanted.branch, giver),
        reason=wanted.reason.strip(), contact=contact, carry_out_at=wanted.carry_out_at,
        asked_by=asked_by, asked_at=at, made_by_form=form,
    )  # fmt: skip


def _asked_by_form(form: UUID, who: str) -> Transfer | None:
    return _with_sides().filter(made_by_form=form, asked_by=who).first()


def _keep(made: Transfer, wanted: Wanted) -> None:
    made.save()
    Line.objects.bulk_create(
        (Line(transfer=made, number=number) for number in wanted.numbers if made.of_list),
        batch_size=5000,
    )


def _organisation(name: str, code: str) -> Organisation:
    plain = code.strip() if code.isascii() and code.isprintable() else ""
    found = Organisation.objects.filter(code__iexact=plain, enabled=True).first()
    if found is None:
        raise TransferRefused(
            name, said("There is no organisation %(code)s in the portal.", code=code.strip()[:20])
        )
    return found


def _must_be_of_one_kind(giver: Organisation, receiver: Organisation) -> None:
    if giver.pk == receiver.pk:
        raise TransferRefused("receiver", "Choose another organisation than the giving one.")
    if giver.kind == OrganisationKind.UNREPRESENTED_CLAIMANT:
        raise TransferRefused(
            "giver", "A claimant without a representative has one claim, and keeps it."
        )
    same = (giver.kind, giver.compensator_kind) == (receiver.kind, receiver.compensator_kind)
    if not same:
        raise TransferRefused(
            "receiver", "Claims go to organisations of the same kind alone: representative to "
            "representative, insurer to insurer.",
        )  # fmt: skip


def _must_be_long_enough(reason: str) -> None:
    if len(reason.strip()) < LEAST_REASON:
        raise TransferRefused(
            "reason",
            said(
                "Write a reason of at least %(least_reason)s characters.", least_reason=LEAST_REASON
            ),
        )
    must_fit_reason(reason.strip())


def _must_be_somebody_else(contact: str, account: User) -> None:
    told = email_addresses.fold(contact)
    if email_addresses.fold(account.email) in told or account.user_name.lower() in told:
        raise TransferRefused("contact", "Name somebody else than yourself, who authorise it.")


def _must_move_something(transfer: Transfer) -> None:
    if not judging.preview(transfer).get(Outcome.MOVED):
        field = "numbers" if transfer.of_list else "claim_types"
        raise TransferRefused(field, "None of these claims can be transferred.")


def _agree(transfer: Transfer, by: Actor, at: datetime) -> None:
    if _gives(transfer, by):
        transfer.giver_agreed_by, transfer.giver_agreed_at = by.user_name, at
    else:
        transfer.receiver_agreed_by, transfer.receiver_agreed_at = by.user_name, at


def _set_destination(transfer: Transfer, branch: str, user_name: str, at: datetime) -> None:
    receiver = transfer.receiver
    transfer.to_branch = _branch("to_branch", branch, receiver)
    if not user_name.strip():
        return
    colleagues = User.objects.filter(organisation=receiver)
    account = of_user_id(user_name.strip(), among=colleagues).first()
    if account is None or not account.is_usable(london_date(at)):
        raise TransferRefused(
            "to_user",
            said("%(user_id)s is no usable account of yours.", user_id=user_name.strip()[:40]),
        )
    transfer.to_user = account


def _branch(name: str, number: str, record: Organisation) -> Branch | None:
    if not number.strip():
        return None
    found = record.kind == OrganisationKind.COMPENSATOR and number.isprintable()
    branch = Branch.objects.filter(organisation=record, number=number.strip()) if found else None
    chosen = branch.filter(enabled=True).first() if branch is not None else None
    if chosen is None:
        raise TransferRefused(
            name,
            said(
                "%(code)s has no open branch %(branch)s.",
                code=record.code,
                branch=number.strip()[:10],
            ),
        )
    return chosen


def _end(transfer: Transfer, who: str, reason: str, by: audit.Author, at: datetime) -> None:
    transfer.decided_by, transfer.decided_at = who, at
    transfer.decision_reason, transfer.ended_at = reason.strip(), at
    transfer.save()
    _note(transfer, transfer.state, by, at, reason=transfer.decision_reason)
    telling.ended(transfer, at=at)


def _gives(transfer: Transfer, by: Actor) -> bool:
    return by.organisation_pk == transfer.giver_id


def _held(pk: int, by: Actor) -> Transfer:
    found = seen_by(by).select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise NoSuchTransfer
    return found


def _with_sides() -> QuerySet[Transfer]:
    related = Transfer.objects.select_related("giver", "receiver", "branch", "to_branch", "to_user")
    return related.order_by("-pk")


def _note(
    transfer: Transfer, what: str, by: audit.Author, at: datetime, *, reason: str = ""
) -> None:
    telling.note(transfer, what, by=by, at=at, reason=reason)
