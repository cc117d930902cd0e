"""Notices by mail, for who wants them: once a day, or as they come.

A mail says what happened in which claim and nothing of the people in it. What was
mailed is known by an instant of each account, moved in the transaction that queues
the mail: whoever runs this beside another, each notice is mailed once.
"""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims_portal.accounts import acting
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.claims import inbox
from claims_portal.claims.inbox import SETTLES_WITHIN, Notice
from claims_portal.claims.models import Digest, Event, InboxState
from claims_portal.claims.process.calendar import LONDON, london_date
from claims_portal.claims.refusals import NotAllowed
from claims_portal.notices import mail

DAILY_AT = time(7, 0)
"""London time of the daily mail."""
BATCH = 100
MOST_LINES = 100


def wanted(account: User) -> Digest:
    state = InboxState.objects.filter(user=account).first()
    return Digest(state.digest) if state else Digest.OFF


@transaction.atomic
def choose(digest: Digest, *, by: Actor, at: datetime) -> None:
    """How the account wants its notices; mails begin with what happens from now on."""
    if by.is_signed_in_as_another:
        raise NotAllowed
    InboxState.objects.get_or_create(user_id=by.user_pk)
    state = InboxState.objects.select_for_update().get(pk=by.user_pk)
    if state.digest == digest:
        return
    if state.digest == Digest.OFF:
        state.mailed_until = at
    state.digest = digest
    state.mail_due_at = _due_after(digest, at)
    state.save(update_fields=["digest", "mailed_until", "mail_due_at"])


def from_the_start(account: User, *, at: datetime) -> None:
    """A new account that is told by mail as things come, until it chooses otherwise."""
    InboxState.objects.create(
        user=account, digest=Digest.AT_ONCE, mailed_until=at,
        mail_due_at=_due_after(Digest.AT_ONCE, at),
    )  # fmt: skip


def send_due(*, at: datetime) -> int:
    """Send what is due; how many mails were queued."""
    sent, last = 0, 0
    while batch := list(_due(at).filter(pk__gt=last).order_by("pk").values_list("pk")[:BATCH]):
        sent += sum(_send(pk, at) for (pk,) in batch)
        (last,) = batch[-1]
    return sent


def _due(at: datetime) -> QuerySet[InboxState]:
    """Whose mail is due: of those who want them at once, only where there may be news."""
    until = at - SETTLES_WITHIN
    organisation = OuterRef("user__organisation_id")
    news = Event.objects.filter(at__gt=OuterRef("mailed_until"), at__lte=until)
    return InboxState.objects.filter(mail_due_at__lte=at, mailed_until__lt=until).filter(
        Q(digest=Digest.DAILY)
        | Exists(news.filter(for_representative=organisation))
        | Exists(news.filter(for_compensator=organisation))
    )


@transaction.atomic
def _send(pk: int, at: datetime) -> bool:
    """Mail one account what is new since its last mail; False where there is nothing to send."""
    state = (
        InboxState.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("user__organisation")
        .filter(pk=pk, mail_due_at__lte=at)
        .first()
    )
    until = at - SETTLES_WITHIN
    if state is None or state.mailed_until is None or state.mailed_until >= until:
        return False
    account, after = state.user, state.mailed_until
    state.mailed_until = until
    state.mail_due_at = _due_after(Digest(state.digest), at)
    state.save(update_fields=["mailed_until", "mail_due_at"])
    if not _may_be_written_to(account, at):
        return False
    actor = acting.on_page(account, stands_in_for=None, at=at, address="")
    news = inbox.between(actor, after=after, until=until, at=at)
    number = news.count()
    if number:
        _post(account, inbox.notices_of(news[:MOST_LINES]), number)
    return bool(number)


def _may_be_written_to(account: User, at: datetime) -> bool:
    return (
        account.email_verified_at is not None
        and bool(account.email)
        and account.organisation.enabled
        and account.is_usable(london_date(at))
    )


def _post(account: User, notices: list[Notice], number: int) -> None:
    lines = [f"{one.at.astimezone(LONDON):%-d %B %Y, %H:%M}  {one.text}" for one in notices]
    if number > len(lines):
        lines.append(f"and {number - len(lines)} more.")
    mail.post(
        f"{number} new notice{'' if number == 1 else 's'} in the Claims Portal",
        "\n".join(lines) + f"\n\nYour notices: {settings.BASE_URL}/notices\n"
        f"Mails like this one, and how to stop them: {settings.BASE_URL}/account/notices\n",
        to=[account.email],
    )


def _due_after(digest: Digest, at: datetime) -> datetime | None:
    if digest == Digest.OFF:
        return None
    if digest == Digest.AT_ONCE:
        return at
    today = datetime.combine(london_date(at), DAILY_AT, LONDON)
    tomorrow = datetime.combine(london_date(at) + timedelta(days=1), DAILY_AT, LONDON)
    return today if today > at else tomorrow
