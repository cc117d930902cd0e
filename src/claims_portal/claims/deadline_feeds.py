"""Deadlines for a calendar program, read at a secret address without a sign-in.

The address is known by its keyed hash alone: it is shown once, renewed by another, and
gone when it is revoked. It shows what its account may see at the moment of reading,
and nothing of the people in a claim; that of an account that cannot sign in leads
nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from claims_portal.accounts import acting
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.saving import held, note
from claims_portal.accounts.secrets import digest, new_secret
from claims_portal.claims.models import Claim, DeadlineFeed, FeedScope
from claims_portal.claims.models.claims import handler_of
from claims_portal.claims.process.calendar import ONE_DAY, london_date
from claims_portal.claims.process.tables import Phase
from claims_portal.claims.refusals import NotAllowed

PURPOSE = "deadline feed"
LONGEST_SECRET = 100
MOST_DEADLINES = 2_000
"""The nearest; nobody works on more."""
NOTED_ONCE_IN = timedelta(days=1)


@dataclass(frozen=True)
class FeedDeadline:
    """The last day to act in one claim, with what a calendar may say of it."""

    claim_pk: int
    phase: Phase
    reference: str
    last_day: date
    changed_at: datetime

    @property
    def application_id(self) -> str:
        return f"{self.claim_pk:016d}"


@dataclass(frozen=True)
class Feed:
    """What is read at an address: whose it is, and the deadlines."""

    account: User
    scope: FeedScope
    deadlines: Sequence[FeedDeadline]


def of(account: User) -> dict[FeedScope, DeadlineFeed]:
    """The feeds that the account has, by what they show."""
    return {FeedScope(feed.scope): feed for feed in account.deadline_feeds.order_by("scope")}


@transaction.atomic
def make(account: User, scope: FeedScope, *, by: Actor, at: datetime) -> str:
    """A new secret address; the one before it leads nowhere from now on."""
    _must_be_own(account, by)
    account = held(account)
    secret = new_secret()
    _feed, made = DeadlineFeed.objects.update_or_create(
        user=account,
        scope=scope,
        defaults={"digest": digest(secret, purpose=PURPOSE), "made_at": at, "read_at": None},
    )
    tag = "account:deadline-feed:made" if made else "account:deadline-feed:renewed"
    note(tag, account, by, at, after={"shows": FeedScope(scope).label})
    return secret


@transaction.atomic
def revoke(account: User, scope: FeedScope, *, by: Actor, at: datetime) -> None:
    """The address leads nowhere from now on; nothing where there is none."""
    _must_be_own(account, by)
    account = held(account)
    if account.deadline_feeds.filter(scope=scope).delete()[0]:
        note("account:deadline-feed:revoked", account, by, at, before={"shows": scope.label})


def read(secret: str, *, at: datetime) -> Feed | None:
    """What is to be read at an address; None where it leads nowhere, for whatever reason."""
    if not 0 < len(secret) <= LONGEST_SECRET:
        return None
    feed = (
        DeadlineFeed.objects.select_related("user__organisation")
        .filter(digest=digest(secret, purpose=PURPOSE))
        .first()
    )
    if feed is None or not _is_open(feed.user, at):
        return None
    if feed.read_at is None or feed.read_at <= at - NOTED_ONCE_IN:
        DeadlineFeed.objects.filter(pk=feed.pk).update(read_at=at)
    actor = acting.on_page(feed.user, stands_in_for=None, at=at, address="")
    scope = FeedScope(feed.scope)
    return Feed(feed.user, scope, _deadlines(actor, scope, london_date(at)))


def _deadlines(actor: Actor, scope: FeedScope, today: date) -> list[FeedDeadline]:
    waiting = Claim.objects.awaiting(actor).filter(times_out_on__gt=today)
    if scope is FeedScope.OWN:
        waiting = waiting.filter(**{f"{handler_of(actor)}__in": actor.holds_for})
    reference = "compensator_reference" if actor.is_compensator else "representative_reference"
    return [
        FeedDeadline(
            claim_pk=claim.pk,
            phase=claim.phase_row,
            reference=getattr(claim, reference),
            last_day=claim.times_out_on - ONE_DAY,
            changed_at=claim.updated_at,
        )
        for claim in waiting.by_deadline()[:MOST_DEADLINES]
        if claim.times_out_on
    ]


def _is_open(account: User, at: datetime) -> bool:
    return account.organisation.enabled and account.is_usable(london_date(at))


def _must_be_own(account: User, by: Actor) -> None:
    if by.is_signed_in_as_another or by.user_pk != account.pk:
        raise NotAllowed
