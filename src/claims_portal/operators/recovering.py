"""When an organisation has nobody left who can let its people in: the operator does, by procedure.

Identity facts 2.6, 2.7, 4.2: a forgotten User ID, an expired sole administrator, a lost second
factor. Support writes down what proved the person; everybody known of the organisation is told
at once, and may object by a link; after the waiting time another member of staff confirms, and
the account is opened by the way of a first sign-in. The terms and what counts as evidence are
[our decision].
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction

from claims_portal.accounts import administrators, recovery
from claims_portal.accounts.email_addresses import fold, must_be_usable
from claims_portal.accounts.models import User
from claims_portal.accounts.secrets import digest, new_secret
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.process.calendar import london_date
from claims_portal.notices import mail
from claims_portal.operators import approvals
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.approvals import Arguments, Kind
from claims_portal.operators.looking_up import NotFound
from claims_portal.operators.models import Approval, ApprovalState
from claims_portal.operators.noting import THE_OPERATOR, note
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.refusals import OperatorRefusal
from claims_portal.operators.roles import Right
from claims_portal.records import audit
from claims_portal.sentences import said

RECOVER = "administrator-recovery"
WAITING_WORKING_DAYS = 2
LIFETIME = timedelta(days=14)
LEAST_EVIDENCE = 2
EVIDENCE = {
    "called-back": "Called back on the number of the organisation’s record",
    "letter": "A letter on the organisation’s paper, signed by a partner or director",
    "identity": "A passport or driving licence was seen",
    "record": "Knows the organisation ID and the registered postal address",
    "regulator": "The regulator’s register names the person at the organisation",
}
OBJECTION = "objection to a recovery"
PAGE = "recovery/object"


class TooLittleEvidence(OperatorRefusal):
    code = "too-little-evidence"
    field = "evidence"

    def __init__(self) -> None:
        super().__init__(
            said(
                "At least %(least_evidence)s things must prove who the person is.",
                least_evidence=LEAST_EVIDENCE,
            )
        )


class OthersCanHelp(OperatorRefusal):
    code = "others-can-help"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            said(
                "%(these)s can sign in and administer the organisation; they can do it in the "
                "console.",
                these=", ".join(names),
            )
        )


class TooEarly(OperatorRefusal):
    code = "too-early"

    def __init__(self, day: date) -> None:
        super().__init__(
            said(
                "The organisation was told and may object; it can be confirmed from %(day)s on.",
                day=day,
            )
        )


class NoAddress(OperatorRefusal):
    code = "no-address"

    def __init__(self) -> None:
        super().__init__("There is no address on record to which it could be sent.")


class ObjectionRefused(OperatorRefusal):
    code = "objection-refused"

    def __init__(self) -> None:
        super().__init__("This was decided already, or ran out, so there is nothing to object to.")


@dataclass(frozen=True)
class Wish:
    """Whom to let in, and what proved that it is this person."""

    user_name: str
    evidence: Collection[str]
    email: str = ""
    """A new address; empty where the one on record is read by the person."""
    lost_factors: bool = False


def register() -> None:
    approvals.register(
        Kind(
            RECOVER, "Let an administrator in again",
            asks=Right.ASK_RECOVERY, confirms=Right.CONFIRM_RECOVERY,
            execute=_let_in, told=_told, check=_check, lifetime=LIFETIME,
        )
    )  # fmt: skip


@transaction.atomic
def ask(wish: Wish, *, reason: str, by: StaffActor, at: datetime) -> Approval:
    """Ask for it, and tell every address that is known of the organisation."""
    by.must(Right.ASK_RECOVERY)
    account = account_of(wish.user_name)
    secret = new_secret()
    day = current_calendar().business_day(london_date(at), WAITING_WORKING_DAYS)
    arguments = {
        "userId": account.user_name,
        "organisation": account.organisation.code,
        "evidence": [one for one in EVIDENCE if one in wish.evidence],
        "email": wish.email.strip(),
        "lostFactors": wish.lost_factors,
        "from": day.isoformat(),
        "objection": digest(secret, purpose=OBJECTION),
    }
    made = approvals.ask(
        RECOVER, subject=account.user_name, arguments=arguments, reason=reason, by=by, at=at
    )
    note(
        "operator:recovery:asked", account.user_name, by=by.author, at=at,
        organisation_code=account.organisation.code, reason=made.reason,
    )  # fmt: skip
    _tell(account, known_addresses(account), _of_request(account, secret, day))
    return made


@transaction.atomic
def send_user_id(user_name: str, *, reason: str, by: StaffActor, at: datetime) -> str:
    """A forgotten User ID goes to the address on record, by one alone: it opens nothing."""
    by.must(Right.ASK_RECOVERY)
    must_be_reason(reason)
    account = account_of(user_name)
    if not account.email:
        raise NoAddress
    for code in (account.organisation.code, THE_OPERATOR):
        note(
            "operator:user-id:sent", account.user_name, by=by.author, at=at,
            organisation_code=code, reason=reason.strip(),
        )  # fmt: skip
    mail.post(
        "Your User ID for the Claims Portal",
        f"You, or somebody of {account.organisation.name}, asked for your User ID: "
        f"{account.user_name}\n\nIf you did not, do nothing.\n",
        to=[account.email],
    )
    return account.email


def waiting(secret: str, *, at: datetime) -> Approval:
    """The request that the link of a notice is about; ObjectionRefused."""
    found = Approval.objects.filter(
        kind=RECOVER, arguments__objection=digest(secret, purpose=OBJECTION)
    ).first()
    if found is None or not found.is_waiting(at):
        raise ObjectionRefused
    return found


@transaction.atomic
def objected(secret: str, *, at: datetime, address: str = "") -> Approval:
    """Somebody of the organisation says no: the request has ended, and staff must begin anew."""
    pk = waiting(secret, at=at).pk
    found = Approval.objects.select_for_update().get(pk=pk)
    if not found.is_waiting(at):
        raise ObjectionRefused
    found.state, found.decided_at = ApprovalState.REFUSED, at
    found.decision_reason = "Somebody who reads the mail of the organisation objected."
    found.save()
    by = audit.Author(client="link of the notice", address=address)
    for code in (found.arguments["organisation"], THE_OPERATOR):
        note(
            "operator:recovery:objected", found.subject, by=by, at=at, organisation_code=code,
            after={"request": found.pk},
        )  # fmt: skip
    return found


def account_of(user_name: str) -> User:
    """The account of this User ID; NotFound."""
    accounts = User.objects.select_related("organisation")
    account = of_user_id(user_name, among=accounts).first()
    if account is None:
        raise NotFound
    return account


def known_addresses(account: User) -> list[str]:
    """Of the organisation, of its active administrators, and of the account, each once."""
    holders = User.objects.filter(
        organisation_id=account.organisation_id, active=True,
        profiles__profile__in=administrators.ADMINISTRATORS,
    )  # fmt: skip
    found = [
        account.organisation.email,
        account.email,
        *holders.order_by("pk").values_list("email", flat=True),
    ]
    return list({fold(one): one for one in found if one}.values())


def _check(arguments: Arguments, at: datetime) -> None:
    account = account_of(arguments["userId"])
    if len(arguments["evidence"]) < LEAST_EVIDENCE:
        raise TooLittleEvidence
    if arguments["email"]:
        must_be_usable(arguments["email"], organisation=account.organisation)
    _must_be_needed(account, at)


def _must_be_needed(account: User, at: datetime) -> None:
    """Nobody else of the organisation could do it in the console."""
    usable = administrators.usable(account.organisation_id, at=at)
    if others := sorted(one.user_name for one in usable if one.pk != account.pk):
        raise OthersCanHelp(others)


def _let_in(of: Approval, by: StaffActor, at: datetime) -> Mapping[str, Any]:
    day = date.fromisoformat(of.arguments["from"])
    if london_date(at) < day:
        raise TooEarly(day)
    account = account_of(of.arguments["userId"])
    _must_be_needed(account, at)
    addresses = known_addresses(account)
    recovery.let_in(
        account.user_name, reason=of.reason, email=of.arguments["email"], force=True,
        lost_factors=of.arguments["lostFactors"], by=by.author, at=at,
    )  # fmt: skip
    _tell(account, addresses, "The operator let this account in again as an administrator’s, as "
          "was told before. Its person got a link, and chooses a new password.")  # fmt: skip
    return {}


def _told(arguments: Arguments) -> Sequence[tuple[str, str]]:
    proved = [words for one, words in EVIDENCE.items() if one in arguments["evidence"]]
    return [
        ("User ID", f"{arguments['userId']} of {arguments['organisation']}"),
        ("What proved the person", "\n".join(proved)),
        ("New address", arguments["email"] or "None"),
        ("Second factors", "Removed" if arguments["lostFactors"] else "Stay"),
        ("Can be confirmed from", f"{date.fromisoformat(arguments['from']):%A %-d %B %Y}"),
    ]


def _of_request(account: User, secret: str, day: date) -> str:
    link = f"{settings.BASE_URL}/{PAGE}?{urlencode({'link': secret})}"
    return (
        f"The operator of the portal was asked to let {account.full_name} in again as an "
        f"administrator of your organisation. It is not done before {day:%A %-d %B %Y}.\n\n"
        f"If this is not right, object:\n\n{link}"
    )


def _tell(account: User, addresses: Sequence[str], sentence: str) -> None:
    for one in addresses:
        mail.post(
            "A way into your organisation’s account at the Claims Portal",
            f"{sentence}\n\nUser ID: {account.user_name}, {account.organisation.name}\n",
            to=[one],
        )
