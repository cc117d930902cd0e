"""What combining accounts will do, before it is done; the same counts as `combining` then makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Max, OuterRef

from claims_portal.accounts import profile_rules
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import ApiClient, User, WebSession
from claims_portal.accounts.profiles import GRANTS, Profile, Reach
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.accounts.second_factors.factors import kinds_of
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.claims.models import Claim, Draft, Event
from claims_portal.database import Counted
from claims_portal.migration import combining, combining_rules
from claims_portal.migration.combining_rules import Group
from claims_portal.migration.models import Combination
from claims_portal.migration.uniting import United

CLAIMS_LOOKED_AT = 5_000
"""The newest claims of an organisation, in whose events programs are looked for."""


@dataclass(frozen=True)
class Leaving:
    """An account that goes, with what moves to the survivor or ends."""

    account: User
    locks: int
    allocations: int
    drafts: int
    sessions: int


@dataclass(frozen=True)
class ActingClient:
    """A program of the organisation; when it last acted in a claim as an account that goes."""

    client: ApiClient
    last_acted_at: datetime | None


@dataclass(frozen=True)
class Preview:
    group: Group
    proposed: User
    why_proposed: str
    """A field of `deciding.Standing`, or nothing where any is as good."""
    needs_reason: bool
    united: United
    """With the separate yes to `united.widening` left out."""
    lost: frozenset[Profile]
    """For one branch, of accounts of another branch: they would mean the survivor's there."""
    drops_own: bool
    """Whether the account that is signed in is among those that go."""
    seen: str
    """Stands for all that was looked at; send it back, so that what changed is not overwritten."""

    @cached_property
    def leaving(self) -> Sequence[Leaving]:
        return _leaving(self.group.dropped)

    @cached_property
    def clients(self) -> Sequence[ActingClient]:
        return _clients(self.group)

    @cached_property
    def factors(self) -> Sequence[Kind]:
        """What the survivor signs in with besides the password."""
        return kinds_of([self.group.survivor])[self.group.survivor.pk]

    @property
    def branches_differ(self) -> bool:
        return len({one.branch_id for one in self.group.everybody}) > 1


def of(user_names: Sequence[str], survivor: str, *, by: Actor, at: datetime) -> Preview:
    """The preview, whether it may be done or not; NoSuchAccount.

    Without a survivor the proposed account stays.
    """
    group = combining.group_of(user_names, survivor or user_names[0], by=by, hold=False)
    proposed, why_proposed = combining_rules.proposal(group.everybody, at=at)
    if not survivor:
        group = group.led_by(proposed)
    united = combining.united(group, widen=False)
    return Preview(
        group=group,
        proposed=proposed,
        why_proposed=why_proposed,
        needs_reason=combining_rules.needs_reason(group.survivor, group.everybody, at=at),
        united=united,
        lost=_lost(group, united),
        drops_own=any(one.pk in (by.user_pk, by.real_user_pk) for one in group.dropped),
        seen=combining.version_of(group),
    )


def why_not(preview: Preview, *, by: Actor, at: datetime) -> AccountRefusal | None:
    """The first rule that refuses this survivor; a missing reason is asked for later."""
    try:
        combining_rules.must_be_possible(preview.group, reason="given later", by=by, at=at)
    except AccountRefusal as refusal:
        return refusal
    return None


def is_done_already(user_names: Sequence[str], survivor: str, *, by: Actor) -> bool:
    """Whether exactly this was done before: the button was pressed twice."""
    dropped = {name for name in user_names if name != survivor}
    if any("\x00" in name for name in (survivor, *dropped)):
        return False
    done = Combination.objects.filter(
        undone_at=None,
        survivor__organisation_id=by.organisation_pk,
        survivor__user_name=survivor,
        dropped__user_name__in=dropped,
    )
    return bool(dropped) and done.count() == len(dropped)


def _lost(group: Group, united: United) -> frozenset[Profile]:
    offered = {
        Profile(held.profile)
        for one in group.dropped
        if one.branch_id != group.survivor.branch_id
        for held in one.profiles.all()
        if held.profile in set(Profile)
    }
    kept = united.profiles
    return frozenset(
        one
        for one in offered - kept
        if GRANTS[one].reach is Reach.BRANCH
        and not any(profile_rules.says_nothing_beside(one, wide) for wide in kept)
    )


def _leaving(accounts: Sequence[User]) -> list[Leaving]:
    """All of them in one statement."""
    own = User.objects.filter(pk__in=[one.pk for one in accounts])
    counted = own.values_list(
        "pk",
        Counted(Claim.objects.filter(locked_by=OuterRef("pk"))),
        Counted(Claim.objects.filter(representative_handler=OuterRef("pk")))
        + Counted(Claim.objects.filter(compensator_handler=OuterRef("pk"))),
        Counted(Draft.objects.filter(updated_by=OuterRef("pk"))),
        Counted(WebSession.objects.filter(user=OuterRef("pk"))),
    )
    counts = {pk: numbers for pk, *numbers in counted}
    return [Leaving(one, *counts[one.pk]) for one in accounts]


def _clients(group: Group) -> list[ActingClient]:
    """The enabled programs of the organisation, those that acted as an account that goes first."""
    organisation = group.survivor.organisation
    newest = Claim.objects.filter(**{organisation.side: organisation}).order_by("-pk")
    events = Event.objects.filter(
        claim__in=newest.values("pk")[:CLAIMS_LOOKED_AT],
        client__organisation=organisation,
        user_id__in=[one.pk for one in group.dropped],
    )
    acted = dict(events.values_list("client").annotate(Max("at")).order_by())
    clients = ApiClient.objects.filter(organisation=organisation, enabled=True)
    found = [ActingClient(one, acted.get(one.pk)) for one in clients.order_by("name", "pk")]
    return sorted(found, key=lambda one: one.last_acted_at is None)
