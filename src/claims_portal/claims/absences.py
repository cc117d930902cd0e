"""Absences and who covers them: the verbs, one transaction each, and the list.

While somebody is away, the claims allocated to that account stand in the worklist of the
colleague who covers as well, and what is news in them is told there too. Nothing is
allocated anew, no right is lent (the colleague's own profiles must reach a claim), and it
ends by itself after the last day.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import Absence, User
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import AccountRefusal, NoSuchAccount, NotAnAdministrator
from claims_portal.accounts.saving import held, note
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims import allocation
from claims_portal.claims.process.calendar import london_date
from claims_portal.sentences import said

LONGEST = timedelta(days=366)


class MayNotSetAbsence(NotAnAdministrator):
    """Of somebody else, by who neither leads nor administers."""

    def __init__(self) -> None:
        AccountRefusal.__init__(
            self, "Only team leaders and administrators say when somebody else is away."
        )


class AbsenceRefused(AccountRefusal):
    """Why an absence cannot be so; `field` is at fault."""

    code = "absence-refused"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def may_set_for_others(actor: Actor) -> bool:
    return bool(actor.claim_types_with(Right.ALLOCATE_CLAIMS)) or actor.may(Right.MANAGE_USERS)


def of(actor: Actor, *, at: datetime) -> Sequence[Absence]:
    """What is not over yet: one's own and those that one covers; of all, for who sets them."""
    found = Absence.objects.filter(
        user__organisation_id=actor.organisation_pk, last_day__gte=london_date(at)
    )
    if not may_set_for_others(actor):
        found = found.filter(user=actor.user_pk) | found.filter(cover=actor.user_pk)
    return list(found.select_related("user", "cover").order_by("first_day", "user__user_name"))


def account_of(user_name: str, *, by: Actor) -> User:
    """Whose absence one may set; NoSuchAccount or MayNotSetAbsence."""
    colleagues = User.objects.filter(organisation_id=by.organisation_pk)
    account = of_user_id(user_name.strip(), among=colleagues).select_related("organisation").first()
    if account is None:
        raise NoSuchAccount
    is_own = account.pk == by.user_pk and not by.is_signed_in_as_another
    if not is_own and not may_set_for_others(by):
        raise MayNotSetAbsence
    return account


@transaction.atomic
def put(
    user_name: str, *, cover: str, first_day: date, last_day: date, by: Actor, at: datetime
) -> Absence:
    """Somebody is away on these days, the last included; it replaces what was said before.

    NoSuchAccount, MayNotSetAbsence or AbsenceRefused.
    """
    account = held(account_of(user_name, by=by))
    _must_be_days(first_day, last_day, london_date(at))
    covering = _who_covers(cover, account, by, at)
    before = Absence.objects.filter(user=account).select_related("user", "cover").first()
    absence, _made = Absence.objects.update_or_create(
        user=account,
        defaults={"cover": covering, "first_day": first_day, "last_day": last_day},
    )
    note(
        "account:absence:set", account, by, at,
        before=_described(before), after=_described(absence),
    )  # fmt: skip
    return absence


@transaction.atomic
def end(user_name: str, *, by: Actor, at: datetime) -> None:
    """Somebody is not away after all, or back early; nothing where nobody said so."""
    account = held(account_of(user_name, by=by))
    absence = Absence.objects.filter(user=account).select_related("user", "cover").first()
    if absence is not None:
        absence.delete()
        note("account:absence:ended", account, by, at, before=_described(absence))


def forget_old(*, at: datetime) -> int:
    """Delete what is over."""
    return Absence.objects.filter(last_day__lt=london_date(at)).delete()[0]


def _must_be_days(first_day: date, last_day: date, today: date) -> None:
    if last_day < first_day:
        raise AbsenceRefused("last_day", "The last day must not be before the first.")
    if last_day < today:
        raise AbsenceRefused("last_day", "The last day is over already.")
    if last_day - first_day >= LONGEST:
        raise AbsenceRefused(
            "last_day", said("An absence has at most %(days)s days.", days=LONGEST.days)
        )


def _who_covers(user_name: str, account: User, by: Actor, at: datetime) -> User:
    usable = {one.pk for one in allocation.targets(by, at=at).users}
    colleagues = User.objects.filter(organisation_id=by.organisation_pk)
    cover = of_user_id(user_name.strip(), among=colleagues).first()
    if cover is None or cover.pk == account.pk or cover.pk not in usable:
        raise AbsenceRefused(
            "cover_user_id", "Choose a colleague with a usable account that opens claims."
        )
    return cover


def _described(absence: Absence | None) -> dict[str, str]:
    if absence is None:
        return {}
    return {
        "from": absence.first_day.isoformat(),
        "to": absence.last_day.isoformat(),
        "cover": absence.cover.user_name,
    }
